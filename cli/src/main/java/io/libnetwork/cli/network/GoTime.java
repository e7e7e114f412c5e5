package io.libnetwork.cli.network;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/// Times as Docker prints them, by Go's `Time.String`: `2024-05-01 12:00:00.5 +0000 UTC`.
final class GoTime {

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .appendPattern("yyyy-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendPattern(" xx ")
          .toFormatter(Locale.ROOT);

  private GoTime() {}

  /// The same time in these words; a text that is none as it is.
  ///
  /// @param text RFC 3339
  static String of(String text) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(text);
      String zone =
          time.getOffset().equals(ZoneOffset.UTC)
              ? "UTC"
              : DateTimeFormatter.ofPattern("xx", Locale.ROOT).format(time);
      return FORMAT.format(time) + zone;
    } catch (DateTimeException another) {
      return text;
    }
  }
}
