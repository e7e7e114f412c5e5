package io.libnetwork;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws what stands for ids and MAC addresses in a plan, and knows it again in texts: what an
/// operation would draw is another one.
final class StageRandom implements RandomGenerator {

  private static final String UNKNOWN = "…";

  /// Names of interfaces have so many digits of an id, or more.
  private static final int LEAST_DIGITS = 11;

  private final RandomGenerator generator = RandomGenerator.of("SecureRandom");
  private final List<String> ids = new ArrayList<>();
  private final List<String> macs = new ArrayList<>();

  @Override
  public long nextLong() {
    long drawn = generator.nextLong();
    macs.add(EndpointAddresses.mac(drawn).toString());
    return drawn;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    generator.nextBytes(bytes);
    ids.add(HexFormat.of().formatHex(bytes));
  }

  /// The text without what was drawn here.
  String told(String text) {
    String told = text;
    for (String mac : macs) {
      told = told.replace(mac, UNKNOWN);
    }
    for (String id : ids) {
      told = withoutId(told, id);
    }
    return told;
  }

  private static String withoutId(String text, String id) {
    int at = text.indexOf(id.substring(0, LEAST_DIGITS));
    if (at < 0) {
      return text;
    }
    int length = LEAST_DIGITS;
    while (length < id.length() && text.startsWith(id.substring(0, length + 1), at)) {
      length++;
    }
    return text.substring(0, at) + UNKNOWN + withoutId(text.substring(at + length), id);
  }
}
