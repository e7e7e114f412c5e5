package io.libnetwork.http.docker;

import io.libnetwork.http.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Something that happened, in Docker's words.
///
/// @param type `network` or `container`
/// @param action as in `connect`
/// @param id of the object
/// @param attributes of it
record DockerEvent(
    String type, String action, String id, Map<String, String> attributes, Instant time) {

  DockerEvent {
    attributes = Map.copyOf(attributes);
  }

  /// As it is told, without a line's end.
  byte[] json() {
    Map<String, Object> json = new LinkedHashMap<>();
    if (type.equals("container")) {
      json.put("status", action);
      json.put("id", id);
      json.put("from", attributes.getOrDefault("image", ""));
    }
    json.put("Type", type);
    json.put("Action", action);
    json.put("Actor", Map.of("ID", id, "Attributes", attributes));
    json.put("scope", "local");
    json.put("time", time.getEpochSecond());
    json.put("timeNano", time.getEpochSecond() * 1_000_000_000L + time.getNano());
    return Json.write(json);
  }

  /// Whether filters let it pass.
  boolean fits(Filters filters) {
    return filters.any("type", type::equals)
        && filters.any("event", action::equals)
        && filters.any("scope", "local"::equals)
        && filters.any("network", term -> is("network", term))
        && filters.any("container", this::ofContainer)
        && filters.labels(attributes);
  }

  private boolean is(String wanted, String term) {
    return type.equals(wanted) && (id.startsWith(term) || term.equals(attributes.get("name")));
  }

  private boolean ofContainer(String term) {
    return is("container", term) || attributes.getOrDefault("container", "\0").startsWith(term);
  }
}
