package io.libnetwork.http;

import io.libnetwork.NetworkException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is asked behind the question mark of a request's target.
///
/// @param values by their names, in the order in which they are written
public record Query(Map<String, List<String>> values) {

  /// Nothing asked.
  public static final Query NONE = new Query(Map.of());

  private static final Pattern BETWEEN = Pattern.compile("&");

  public Query {
    values = Map.copyOf(values);
  }

  /// Reads the part of a target behind the question mark, as forms are encoded.
  ///
  /// @throws NetworkException.InvalidParameter if a percent sign is followed by something else than
  ///   two hexadecimal digits
  public static Query parse(String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    BETWEEN
        .splitAsStream(text)
        .filter(part -> !part.isEmpty())
        .forEach(part -> {
          int equals = part.indexOf('=');
          String name = decode(equals < 0 ? part : part.substring(0, equals));
          String value = equals < 0 ? "" : decode(part.substring(equals + 1));
          values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
        });
    return new Query(values);
  }

  /// A text without its percent signs; a plus sign stays in a path, where forms are not meant.
  static String decodePath(String text) {
    return decode(text.replace("+", "%2B"));
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException wrong) {
      throw new NetworkException.InvalidParameter(
          "invalid text '%s': a percent sign is followed by two hexadecimal digits".formatted(text),
          wrong);
    }
  }

  /// The first value of a name, which may be empty.
  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).map(List::getFirst);
  }

  /// Whether a name is given as true, as Docker reads it: everything but nothing, `0`, `no`,
  /// `false` and `none` is.
  public boolean flag(String name) {
    String text = find(name).orElse("").strip().toLowerCase(java.util.Locale.ROOT);
    return switch (text) {
      case "", "0", "no", "false", "none" -> false;
      default -> true;
    };
  }

  /// A whole number.
  ///
  /// @throws NetworkException.InvalidParameter if it is none, or less than zero
  public Optional<Long> number(String name) {
    return find(name)
        .filter(text -> !text.isEmpty())
        .map(text -> {
          try {
            return Long.parseUnsignedLong(text);
          } catch (NumberFormatException wrong) {
            throw new NetworkException.InvalidParameter(
                "invalid %s '%s': expected a whole number".formatted(name, text), wrong);
          }
        });
  }
}
