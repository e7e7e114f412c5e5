package io.libnetwork.lab.file;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times as they are written, in the words of the command line.
final class Times {

  private static final Pattern WRITTEN =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,8})m)?(?:(\\d{1,9})s)?(?:(\\d{1,9})ms)?");
  private static final int NANOS_OF_A_MILLI = 1_000_000;

  private Times() {}

  /// Reads `90s`, `5m`, `1h30m`, `200ms`, or ISO 8601 as in `PT90S`.
  ///
  /// @throws IllegalArgumentException if the text is none of these
  static Duration parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!text.isEmpty() && written.matches()) {
      return Duration.ofHours(number(written.group(1)))
          .plusMinutes(number(written.group(2)))
          .plusSeconds(number(written.group(3)))
          .plusMillis(number(written.group(4)));
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException(
          "invalid time %s: expected one as in 90s, 5m, 1h30m or 200ms".formatted(Quoted.of(text)),
          wrong);
    }
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /// What [#parse] reads.
  static String text(Duration time) {
    if (time.isNegative() || time.isZero() || time.toNanosPart() % NANOS_OF_A_MILLI != 0) {
      return time.toString();
    }
    return part(time.toHours(), "h")
        + part(time.toMinutesPart(), "m")
        + part(time.toSecondsPart(), "s")
        + part(time.toMillisPart(), "ms");
  }

  private static String part(long number, String unit) {
    return number == 0 ? "" : number + unit;
  }
}
