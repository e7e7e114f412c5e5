package io.libnetwork.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An object of JSON.
///
/// @param members in their order; of several with one name the last
public record JsonObject(Map<String, JsonValue> members) implements JsonValue.Nested {

  /// An object without members.
  public static final JsonObject EMPTY = new JsonObject(Map.of());

  public JsonObject {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /// A member; [JsonValue.Null] where there is none.
  public JsonValue get(String name) {
    JsonValue value = members.get(name);
    return value == null ? JsonValue.Null.NULL : value;
  }

  /// A member's text: of a number or a truth how it is written, empty where there is none, or where
  /// it has values inside.
  public String text(String name) {
    @Nullable JsonValue value = members.get(name);
    if (value instanceof JsonValue.Text text) {
      return text.value();
    }
    return value == null || value instanceof JsonValue.Nested || value == JsonValue.Null.NULL
        ? ""
        : value.toString();
  }

  /// Whether a member is `true`.
  public boolean holds(String name) {
    return members.get(name) == JsonValue.Truth.TRUE;
  }

  /// The values of a member that is an array; none where it is missing or something else.
  public List<JsonValue> items(String name) {
    return members.get(name) instanceof JsonArray array ? array.items() : List.of();
  }

  /// A member that is an object; one without members where it is missing or something else.
  public JsonObject object(String name) {
    return members.get(name) instanceof JsonObject object ? object : EMPTY;
  }

  /// The same with one more member, or another value for it.
  public JsonObject with(String name, JsonValue value) {
    Map<String, JsonValue> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new JsonObject(more);
  }

  /// The same with one more text.
  public JsonObject with(String name, String text) {
    return with(name, new JsonValue.Text(text));
  }

  /// An object of texts.
  public static JsonObject ofTexts(Map<String, String> texts) {
    Map<String, JsonValue> members = new LinkedHashMap<>();
    texts.forEach((name, text) -> members.put(name, new JsonValue.Text(text)));
    return new JsonObject(members);
  }

  @Override
  public String toString() {
    return JsonPrinter.compact(this);
  }
}
