package io.libnetwork.cli.template;

import io.libnetwork.wire.JsonArray;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/// Values as Go's package `fmt` prints them with `%v`, and what it takes for true.
final class GoText {

  private GoText() {}

  /// A value in the text of a template: what is not there is `<no value>`.
  static String of(JsonValue value) {
    return value == JsonValue.Null.NULL ? "<no value>" : inside(value);
  }

  /// A value inside another: what is not there is `<nil>`. The members of an object stand in the
  /// order of their names.
  static String inside(JsonValue value) {
    return switch (value) {
      case JsonValue.Text(String text) -> text;
      case JsonValue.Number(String digits) -> digits;
      case JsonValue.Truth truth -> truth.toString();
      case JsonValue.Null _ -> "<nil>";
      case JsonArray array -> {
        StringBuilder out = new StringBuilder("[");
        String between = "";
        for (JsonValue item : array.items()) {
          out.append(between).append(inside(item));
          between = " ";
        }
        yield out.append(']').toString();
      }
      case JsonObject object -> {
        StringBuilder out = new StringBuilder("map[");
        String between = "";
        for (Map.Entry<String, JsonValue> member : new TreeMap<>(object.members()).entrySet()) {
          out.append(between).append(member.getKey()).append(':');
          out.append(inside(member.getValue()));
          between = " ";
        }
        yield out.append(']').toString();
      }
    };
  }

  /// Everything but nothing, zero, `false`, and what is empty.
  static boolean holds(JsonValue value) {
    return switch (value) {
      case JsonValue.Text(String text) -> !text.isEmpty();
      case JsonValue.Number number -> number.value().compareTo(BigDecimal.ZERO) != 0;
      case JsonValue.Truth truth -> truth.holds();
      case JsonValue.Null _ -> false;
      case JsonArray array -> !array.items().isEmpty();
      case JsonObject object -> !object.members().isEmpty();
    };
  }

  /// What kind of value it is, for who reads a failure.
  static String kind(JsonValue value) {
    return switch (value) {
      case JsonValue.Text _ -> "a text";
      case JsonValue.Number _ -> "a number";
      case JsonValue.Truth _ -> "true or false";
      case JsonValue.Null _ -> "nothing";
      case JsonArray _ -> "a list";
      case JsonObject _ -> "an object";
    };
  }
}
