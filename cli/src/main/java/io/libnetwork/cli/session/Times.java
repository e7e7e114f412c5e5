package io.libnetwork.cli.session;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times as they are typed.
public final class Times {

  private static final Pattern TYPED =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,8})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");

  private Times() {}

  /// Reads `90s`, `5m`, `1h30m`, `200ms`, or ISO 8601 as in `PT90S`.
  ///
  /// @throws IllegalArgumentException if the text is none of these
  public static Duration parse(String text) {
    Matcher typed = TYPED.matcher(text);
    if (!text.isEmpty() && typed.matches()) {
      return Duration.ofHours(number(typed.group(1)))
          .plusMinutes(number(typed.group(2)))
          .plusSeconds(number(typed.group(3)))
          .plusMillis(number(typed.group(4)));
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException(
          "invalid time '%s': expected one as in 90s, 5m or 1h30m".formatted(text), wrong);
    }
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /// In the words of our own API, as in `PT90S`.
  public static String iso(String text) {
    return parse(text).toString();
  }
}
