package io.libnetwork.cli.template;

import io.libnetwork.wire.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/// What Go's package `fmt` prints of several values.
final class Printing {

  private static final int WIDEST = 10_000;

  private Printing() {}

  /// Spaces stand between two values of which neither is a text.
  static String print(List<JsonValue> values) {
    StringBuilder out = new StringBuilder();
    boolean text = true;
    for (JsonValue value : values) {
      boolean also = value.text().isPresent();
      out.append(text || also ? "" : " ").append(GoText.inside(value));
      text = also;
    }
    return out.toString();
  }

  /// Spaces stand between all values, and a line ends.
  static String println(List<JsonValue> values) {
    StringBuilder out = new StringBuilder();
    String between = "";
    for (JsonValue value : values) {
      out.append(between).append(GoText.inside(value));
      between = " ";
    }
    return out.append('\n').toString();
  }

  /// With the verbs `%s %v %d %q %t %x %f %%`, a width, a minus sign for the left, a zero before
  /// digits, and a precision.
  ///
  /// @throws IllegalArgumentException if a verb is another, or values are missing or left over
  static String printf(List<JsonValue> values) {
    Functions.require("printf", values, 1, Integer.MAX_VALUE);
    String format =
        values
            .getFirst()
            .text()
            .orElseThrow(() -> new IllegalArgumentException("'printf' takes a text first"));
    StringBuilder out = new StringBuilder();
    int used = 1;
    int at = 0;
    while (at < format.length()) {
      int percent = format.indexOf('%', at);
      out.append(format, at, percent < 0 ? format.length() : percent);
      if (percent < 0) {
        break;
      }
      Verb verb = Verb.read(format, percent + 1);
      at = verb.end();
      if (verb.letter() == '%') {
        out.append('%');
      } else if (used < values.size()) {
        out.append(verb.print(values.get(used++)));
      } else {
        throw new IllegalArgumentException("'printf' has too few values for '" + format + "'");
      }
    }
    if (used < values.size()) {
      throw new IllegalArgumentException("'printf' has too many values for '" + format + "'");
    }
    return out.toString();
  }

  /// One verb of a format.
  ///
  /// @param precision -1 for none
  /// @param end the index behind it
  private record Verb(char letter, boolean left, boolean zeros, int width, int precision, int end) {

    static Verb read(String format, int from) {
      int at = from;
      boolean left = false;
      boolean zeros = false;
      while (at < format.length() && (format.charAt(at) == '-' || format.charAt(at) == '0')) {
        left |= format.charAt(at) == '-';
        zeros |= format.charAt(at) == '0';
        at++;
      }
      int width = 0;
      for (; at < format.length() && Character.isDigit(format.charAt(at)); at++) {
        width = Math.min(WIDEST, width * 10 + Character.digit(format.charAt(at), 10));
      }
      int precision = -1;
      if (at < format.length() && format.charAt(at) == '.') {
        precision = 0;
        for (at++; at < format.length() && Character.isDigit(format.charAt(at)); at++) {
          precision = Math.min(WIDEST, precision * 10 + Character.digit(format.charAt(at), 10));
        }
      }
      if (at >= format.length()) {
        throw new IllegalArgumentException("'printf' has no verb behind '%'");
      }
      return new Verb(format.charAt(at), left, zeros, width, precision, at + 1);
    }

    String print(JsonValue value) {
      String text =
          switch (letter) {
            case 's', 'v' -> cut(GoText.inside(value));
            case 'q' -> JsonValue.of(GoText.inside(value)).toString();
            case 't' -> of(value, JsonValue.Truth.class).toString();
            case 'd' -> of(value, JsonValue.Number.class).value().toBigIntegerExact().toString();
            case 'f' -> fraction(of(value, JsonValue.Number.class).value());
            case 'x' -> hexadecimal(value);
            default -> throw new IllegalArgumentException("'printf' has no verb '%" + letter + "'");
          };
      String fill = (zeros && !left && "dfx".indexOf(letter) >= 0 ? "0" : " ");
      String more = fill.repeat(Math.max(0, width - text.length()));
      return left ? text + more : more + text;
    }

    private String cut(String text) {
      return precision >= 0 && precision < text.length() ? text.substring(0, precision) : text;
    }

    private String fraction(BigDecimal value) {
      return value.setScale(precision < 0 ? 6 : precision, RoundingMode.HALF_EVEN).toPlainString();
    }

    private static String hexadecimal(JsonValue value) {
      if (value instanceof JsonValue.Number number) {
        return number.value().toBigIntegerExact().toString(16);
      }
      StringBuilder out = new StringBuilder();
      for (byte each : GoText.inside(value).getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
        out.append(String.format(Locale.ROOT, "%02x", each));
      }
      return out.toString();
    }

    private <T> T of(JsonValue value, Class<T> kind) {
      if (!kind.isInstance(value)) {
        throw new IllegalArgumentException(
            "'printf' cannot print %s with '%%%s'".formatted(GoText.kind(value), letter));
      }
      return kind.cast(value);
    }
  }
}
