package io.libnetwork.http.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.libnetwork.http.Json;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.wire.docker.ContainerCreateRequest;
import io.libnetwork.wire.docker.EndpointSettings;
import io.libnetwork.wire.docker.HostConfig;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is kept of a container beside its sandbox.
///
/// @param id 64 hexadecimal digits
/// @param name without a slash
/// @param created in milliseconds since 1970
/// @param asked as it was created
/// @param networks what it asks for on each network, by the network's id, whether it runs or not
/// @param running whether it is on its networks
/// @param changed when that became so, in milliseconds since 1970; 0 for never
record ContainerRecord(
    @JsonProperty("id") String id,
    @JsonProperty("name") String name,
    @JsonProperty("created") long created,
    @JsonProperty("asked") ContainerCreateRequest asked,
    @JsonProperty("networks") Map<String, EndpointSettings> networks,
    @JsonProperty("running") boolean running,
    @JsonProperty("changed") long changed) {

  static final String KIND = "container";

  private static final String TEXT = "json";
  private static final int SHORT_ID = 12;

  ContainerRecord {
    networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
  }

  static RecordKey key(String id) {
    return new RecordKey(KIND, id);
  }

  static ContainerRecord read(Fields fields) {
    return Json.read(fields.text(TEXT), ContainerRecord.class);
  }

  Fields fields() {
    return Fields.builder()
        .text(TEXT, new String(Json.write(this), StandardCharsets.UTF_8))
        .build();
  }

  String shortId() {
    return id.substring(0, SHORT_ID);
  }

  HostConfig host() {
    HostConfig host = asked.hostConfig();
    return host == null ? HostConfig.NONE : host;
  }

  /// Of its host configuration; `bridge` where nothing is said.
  String networkMode() {
    String mode = Optional.ofNullable(host().networkMode()).orElse("");
    return mode.isEmpty() || mode.equals("default") ? Predefined.BRIDGE : mode;
  }

  List<String> exposed() {
    var exposed = asked.exposedPorts();
    return exposed == null ? List.of() : List.copyOf(exposed.keySet());
  }

  ContainerRecord with(String network, EndpointSettings settings) {
    Map<String, EndpointSettings> more = new LinkedHashMap<>(networks);
    more.put(network, settings);
    return with(more);
  }

  ContainerRecord without(String network) {
    Map<String, EndpointSettings> fewer = new LinkedHashMap<>(networks);
    fewer.remove(network);
    return with(fewer);
  }

  private ContainerRecord with(Map<String, EndpointSettings> others) {
    return new ContainerRecord(id, name, created, asked, others, running, changed);
  }

  ContainerRecord running(boolean now, Instant when) {
    return new ContainerRecord(id, name, created, asked, networks, now, when.toEpochMilli());
  }

  ContainerRecord named(String other) {
    return new ContainerRecord(id, other, created, asked, networks, running, changed);
  }
}
