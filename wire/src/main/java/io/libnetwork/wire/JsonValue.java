package io.libnetwork.wire;

import java.math.BigDecimal;
import java.util.Optional;

/// A value of JSON, RFC 8259: what a daemon answers, kept as it was written.
///
/// Objects keep the order of their members, and numbers their digits, so that what is read and
/// printed again is the same. What `parse` reads `toString` writes, without white space.
public sealed interface JsonValue {

  /// An object or an array: what has values inside.
  sealed interface Nested extends JsonValue permits JsonObject, JsonArray {}

  /// A string.
  record Text(String value) implements JsonValue {
    @Override
    public String toString() {
      return JsonPrinter.quoted(value);
    }
  }

  /// A number, as its digits are written.
  record Number(String digits) implements JsonValue {

    /// A whole number.
    public static Number of(long value) {
      return new Number(Long.toString(value));
    }

    /// Its exact value.
    public BigDecimal value() {
      return new BigDecimal(digits);
    }

    @Override
    public String toString() {
      return digits;
    }
  }

  /// `true` or `false`.
  enum Truth implements JsonValue {
    /// `true`
    TRUE,
    /// `false`
    FALSE;

    /// The one of a value.
    public static Truth of(boolean value) {
      return value ? TRUE : FALSE;
    }

    /// Whether it is `true`.
    public boolean holds() {
      return this == TRUE;
    }

    @Override
    public String toString() {
      return this == TRUE ? "true" : "false";
    }
  }

  /// `null`.
  enum Null implements JsonValue {
    /// The only one.
    NULL;

    @Override
    public String toString() {
      return "null";
    }
  }

  /// A string's value.
  static Text of(String value) {
    return new Text(value);
  }

  /// Reads one value and nothing behind it.
  ///
  /// @param text in UTF-8
  /// @throws MalformedJsonException if it is something else
  static JsonValue parse(byte[] text) {
    return JsonReader.read(text);
  }

  /// As the other, of a text.
  static JsonValue parse(String text) {
    return JsonReader.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /// The text of a string; nothing where this is something else.
  default Optional<String> text() {
    return this instanceof Text text ? Optional.of(text.value()) : Optional.empty();
  }

  /// Over several lines, each level four spaces further in, as Docker prints what it inspects.
  default String indented() {
    return JsonPrinter.indented(this);
  }
}
