package io.libnetwork.cli.template;

import io.libnetwork.wire.JsonValue;
import java.util.List;

/// Go's comparisons of two values; `eq` compares the first with each other.
final class Comparison {

  private Comparison() {}

  /// @throws IllegalArgumentException if the values are of two kinds, or cannot be compared so
  static JsonValue of(String name, List<JsonValue> of) {
    Functions.require(name, of, 2, name.equals("eq") ? Integer.MAX_VALUE : 2);
    JsonValue first = of.getFirst();
    JsonValue second = of.get(1);
    return JsonValue.Truth.of(
        switch (name) {
          case "eq" -> any(first, of.subList(1, of.size()));
          case "ne" -> !equal(first, second);
          case "lt" -> order(name, first, second) < 0;
          case "le" -> order(name, first, second) <= 0;
          case "gt" -> order(name, first, second) > 0;
          default -> order(name, first, second) >= 0;
        });
  }

  private static boolean any(JsonValue first, List<JsonValue> others) {
    for (JsonValue other : others) {
      if (equal(first, other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean equal(JsonValue first, JsonValue second) {
    if (first instanceof JsonValue.Nested || second instanceof JsonValue.Nested) {
      throw new IllegalArgumentException("a list or an object cannot be compared");
    }
    if (first instanceof JsonValue.Number one && second instanceof JsonValue.Number other) {
      return one.value().compareTo(other.value()) == 0;
    }
    boolean comparable =
        first.getClass() == second.getClass()
            || first == JsonValue.Null.NULL
            || second == JsonValue.Null.NULL;
    if (!comparable) {
      throw different(first, second);
    }
    return first.equals(second);
  }

  private static int order(String name, JsonValue first, JsonValue second) {
    if (first instanceof JsonValue.Number one && second instanceof JsonValue.Number other) {
      return one.value().compareTo(other.value());
    }
    if (first instanceof JsonValue.Text(String one)
        && second instanceof JsonValue.Text(String other)) {
      return one.compareTo(other);
    }
    if (first.getClass() != second.getClass()) {
      throw different(first, second);
    }
    throw new IllegalArgumentException("'" + name + "' of " + GoText.kind(first));
  }

  private static IllegalArgumentException different(JsonValue first, JsonValue second) {
    return new IllegalArgumentException(
        "%s cannot be compared with %s".formatted(GoText.kind(first), GoText.kind(second)));
  }
}
