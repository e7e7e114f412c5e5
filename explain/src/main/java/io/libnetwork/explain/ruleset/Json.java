package io.libnetwork.explain.ruleset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// A JSON value: as much of a tree as listings need.
sealed interface Json {

  /// An object, its members in order.
  record Members(Map<String, Json> all) implements Json {}

  /// An array.
  record Items(List<Json> all) implements Json {}

  /// A string.
  record Text(String value) implements Json {}

  /// A whole number.
  record Number(long value) implements Json {}

  /// `true` or `false`.
  record Flag(boolean value) implements Json {}

  /// `null`.
  record Nothing() implements Json {}

  /// Reads a text.
  ///
  /// @throws tools.jackson.core.JacksonException if it is no JSON
  static Json parse(String text) {
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      return read(parser);
    }
  }

  private static Json read(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> members(parser);
      case START_ARRAY -> items(parser);
      case VALUE_STRING -> new Text(parser.getString());
      case VALUE_NUMBER_INT -> new Number(parser.getLongValue());
      case VALUE_TRUE -> new Flag(true);
      case VALUE_FALSE -> new Flag(false);
      case VALUE_NULL -> new Nothing();
      case null, default -> new Text(String.valueOf(parser.getString()));
    };
  }

  private static Json members(JsonParser parser) {
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, read(parser));
    }
    return new Members(members);
  }

  private static Json items(JsonParser parser) {
    List<Json> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(parser));
    }
    return new Items(items);
  }

  /// An object's member; empty for any other value, and where there is none.
  default Optional<Json> find(String member) {
    return this instanceof Members(Map<String, Json> all)
        ? Optional.ofNullable(all.get(member))
        : Optional.empty();
  }

  /// An object's member that is a string; empty without one.
  default Optional<String> text(String member) {
    return find(member).filter(Text.class::isInstance).map(value -> ((Text) value).value());
  }

  /// An object's member that is a number; empty without one.
  default Optional<Long> number(String member) {
    return find(member).filter(Number.class::isInstance).map(value -> ((Number) value).value());
  }

  /// An array's values; a value that is no array, alone.
  default List<Json> items() {
    return this instanceof Items(List<Json> all) ? all : List.of(this);
  }

  /// An object's only member, or its first; empty for any other value.
  default Optional<Map.Entry<String, Json>> first() {
    return this instanceof Members(Map<String, Json> all)
        ? all.entrySet().stream().findFirst()
        : Optional.empty();
  }
}
