package io.libnetwork.cli.session;

import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.util.Map;
import java.util.Set;

/// An event in a line.
public final class EventText {

  private static final Set<String> BEFORE = Set.of("id", "revision", "time", "kind");

  private EventText() {}

  /// When, what, and to whom, as in `2026-11-22T10:00:00Z endpoint-joined network=shop (1f3c-42)`.
  public static String of(JsonObject event) {
    StringBuilder line = new StringBuilder(event.text("time"));
    line.append(' ').append(event.text("kind"));
    for (Map.Entry<String, JsonValue> member : event.members().entrySet()) {
      if (!BEFORE.contains(member.getKey())) {
        line.append(' ').append(member.getKey()).append('=').append(named(member.getValue()));
      }
    }
    return line.append(" (").append(event.text("id")).append(')').toString();
  }

  private static String named(JsonValue value) {
    if (!(value instanceof JsonObject object)) {
      return value.text().orElseGet(value::toString);
    }
    for (String name : new String[] {"name", "container", "text", "id"}) {
      if (!object.text(name).isEmpty()) {
        return object.text(name);
      }
    }
    return object.toString();
  }
}
