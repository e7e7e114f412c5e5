package io.libnetwork.dns.zone;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How long others may keep a record.
///
/// @param seconds 0 to 2^31 − 1 (RFC 2181 section 8)
public record Ttl(int seconds) implements Comparable<Ttl> {

  /// Of records that say none: short, because what a container's name stands for changes.
  public static final Ttl SHORT = new Ttl(10);

  private static final Pattern UNITS =
      Pattern.compile(
          "(?:(\\d{1,10})w)?(?:(\\d{1,10})d)?(?:(\\d{1,10})h)?(?:(\\d{1,10})m)?(?:(\\d{1,10})s)?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER = Pattern.compile("\\d{1,10}");
  private static final int[] SECONDS = {604_800, 86_400, 3_600, 60, 1};

  public Ttl {
    if (seconds < 0) {
      throw new IllegalArgumentException(
          "TTL of " + seconds + " seconds: expected 0 to 2147483647");
    }
  }

  /// The text begins as a TTL does, so it is none of a class, a type or a name of either.
  static boolean looksLike(String text) {
    return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
  }

  /// Reads a number of seconds, or numbers of weeks, days, hours, minutes and seconds as in
  /// `1h30m`, in that order.
  ///
  /// @throws IllegalArgumentException if it is neither, or more than 2147483647 seconds
  public static Ttl parse(String text) {
    Matcher units = UNITS.matcher(text);
    long sum = -1;
    if (NUMBER.matcher(text).matches()) {
      sum = Long.parseLong(text);
    } else if (!text.isEmpty() && units.matches()) {
      sum = 0;
      for (int i = 0; i < SECONDS.length; i++) {
        sum += units.group(i + 1) == null ? 0 : Long.parseLong(units.group(i + 1)) * SECONDS[i];
      }
    }
    if (sum < 0 || sum > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "invalid TTL %s: expected 0 to 2147483647 seconds, or a form like 1h30m"
              .formatted(DomainName.shown(text)));
    }
    return new Ttl((int) sum);
  }

  @Override
  public int compareTo(Ttl other) {
    return Integer.compare(seconds, other.seconds);
  }

  /// The number of seconds.
  @Override
  public String toString() {
    return Integer.toString(seconds);
  }
}
