package io.libnetwork;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// The form that the ids of networks, endpoints and sandboxes share.
final class HexId {

  static final int ABBREVIATED = 12;

  private static final int BYTES = 32;

  private HexId() {}

  static String random(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  static boolean valid(String value) {
    return value.length() == 2 * BYTES
        && value.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  static void require(String what, String value) {
    if (!valid(value)) {
      throw new NetworkException.InvalidParameter(
          "invalid "
              + what
              + " "
              + Names.quoted(value)
              + ": expected 64 lower-case hexadecimal digits");
    }
  }
}
