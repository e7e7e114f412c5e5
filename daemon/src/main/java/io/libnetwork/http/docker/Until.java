package io.libnetwork.http.docker;

import io.libnetwork.NetworkException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A point in time as Docker's filters and queries say it: a time of RFC 3339 in whole or in part,
/// seconds since 1970 with or without a fraction, or how long ago, as in `1h30m`.
final class Until {

  private static final Pattern SECONDS = Pattern.compile("(\\d{1,18})(?:\\.(\\d{1,9}))?");
  private static final Pattern AGO = Pattern.compile("(?:\\d+(?:\\.\\d+)?(?:ns|us|ms|s|m|h))+");
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|ms|s|m|h)");
  private static final int NANOSECOND_DIGITS = 9;

  private Until() {}

  /// The limit of a filter, at most one.
  static Optional<Instant> of(Filters filters, Instant now) {
    List<String> given = filters.get("until");
    if (given.size() > 1) {
      throw new NetworkException.InvalidParameter("more than one until filter specified");
    }
    return given.stream().findFirst().map(text -> parse(text, now));
  }

  /// @throws NetworkException.InvalidParameter if the text is none of these
  static Instant parse(String text, Instant now) {
    Matcher seconds = SECONDS.matcher(text);
    if (seconds.matches()) {
      String fraction = Optional.ofNullable(seconds.group(2)).orElse("");
      long nanos = Long.parseLong((fraction + "0".repeat(NANOSECOND_DIGITS)).substring(0, 9));
      return Instant.ofEpochSecond(Long.parseLong(seconds.group(1)), nanos);
    }
    if (AGO.matcher(text).matches()) {
      return now.minus(ago(text));
    }
    try {
      return time(text);
    } catch (DateTimeException wrong) {
      throw new NetworkException.InvalidParameter(
          "failed to parse value as time or duration: \"%s\"".formatted(text), wrong);
    }
  }

  private static Instant time(String text) {
    if (text.length() <= "2006-01-02".length()) {
      return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }
    boolean zoned = text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > 9;
    return zoned
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }

  private static Duration ago(String text) {
    Matcher part = PART.matcher(text);
    double nanos = 0;
    while (part.find()) {
      nanos += Double.parseDouble(part.group(1)) * unit(part.group(2));
    }
    return Duration.ofNanos((long) nanos);
  }

  private static double unit(String name) {
    return switch (name) {
      case "ns" -> 1;
      case "us" -> 1e3;
      case "ms" -> 1e6;
      case "s" -> 1e9;
      case "m" -> 60e9;
      default -> 3600e9;
    };
  }
}
