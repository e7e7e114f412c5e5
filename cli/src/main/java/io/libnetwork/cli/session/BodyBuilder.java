package io.libnetwork.cli.session;

import io.libnetwork.wire.JsonArray;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of a request, in which only that stands which was typed.
public final class BodyBuilder {

  private final Map<String, JsonValue> members = new LinkedHashMap<>();

  /// An empty one.
  public BodyBuilder() {}

  /// A text, unless it is missing.
  public BodyBuilder text(String name, @Nullable String value) {
    return value == null ? this : put(name, JsonValue.of(value));
  }

  /// A number, unless it is missing.
  public BodyBuilder number(String name, @Nullable Integer value) {
    return value == null ? this : put(name, JsonValue.Number.of(value));
  }

  /// A truth, unless it is missing.
  public BodyBuilder truth(String name, @Nullable Boolean value) {
    return value == null ? this : put(name, JsonValue.Truth.of(value));
  }

  /// `true`, or nothing.
  public BodyBuilder flag(String name, boolean value) {
    return value ? put(name, JsonValue.Truth.TRUE) : this;
  }

  /// Texts, unless there is none.
  public BodyBuilder texts(String name, Collection<String> values) {
    return values.isEmpty() ? this : put(name, JsonArray.ofTexts(values));
  }

  /// An object, unless it has no members.
  public BodyBuilder object(String name, JsonObject value) {
    return value.members().isEmpty() ? this : put(name, value);
  }

  /// Values, unless there is none.
  public BodyBuilder list(String name, JsonArray values) {
    return values.items().isEmpty() ? this : put(name, values);
  }

  /// A value, whatever it is.
  public BodyBuilder put(String name, JsonValue value) {
    members.put(name, value);
    return this;
  }

  /// What has been put in.
  public JsonObject build() {
    return new JsonObject(members);
  }
}
