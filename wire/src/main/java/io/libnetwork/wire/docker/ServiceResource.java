package io.libnetwork.wire.docker;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/// A service of a network.
///
/// @param vip its virtual address
/// @param ports as in `80/tcp`
public record ServiceResource(
    @JsonProperty("VIP") String vip,
    @JsonProperty("Ports") List<String> ports,
    @JsonProperty("LocalLBIndex") int localLbIndex,
    @JsonProperty("Tasks") List<Task> tasks) {

  /// A backend of it.
  public record Task(
      @JsonProperty("Name") String name,
      @JsonProperty("EndpointID") String endpointId,
      @JsonProperty("EndpointIP") String endpointIp,
      @JsonProperty("Info") Map<String, String> info) {}
}
