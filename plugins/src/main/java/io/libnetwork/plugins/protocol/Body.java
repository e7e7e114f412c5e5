package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonArray;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A message that is written, member by member in the order given.
final class Body {

  private final Map<String, JsonValue> members = new LinkedHashMap<>();

  Body text(String name, String text) {
    members.put(name, JsonValue.of(text));
    return this;
  }

  /// The text of a value; an empty one where there is none.
  Body text(String name, Optional<?> value) {
    return text(name, value.map(Object::toString).orElse(""));
  }

  /// The text of a value, and no member where there is none.
  Body textIfPresent(String name, Optional<?> value) {
    value.ifPresent(present -> text(name, present.toString()));
    return this;
  }

  Body truth(String name, boolean value) {
    members.put(name, JsonValue.Truth.of(value));
    return this;
  }

  Body number(String name, int value) {
    members.put(name, JsonValue.Number.of(value));
    return this;
  }

  Body object(String name, JsonObject value) {
    members.put(name, value);
    return this;
  }

  Body texts(String name, Map<String, String> texts) {
    members.put(name, JsonObject.ofTexts(texts));
    return this;
  }

  Body texts(String name, Collection<String> texts) {
    members.put(name, JsonArray.ofTexts(texts));
    return this;
  }

  Body list(String name, List<? extends PluginMessage> messages) {
    List<JsonValue> items = new ArrayList<>();
    messages.forEach(message -> items.add(message.toJson()));
    members.put(name, new JsonArray(items));
    return this;
  }

  JsonObject json() {
    return new JsonObject(members);
  }
}
