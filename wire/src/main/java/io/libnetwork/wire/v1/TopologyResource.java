package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything there is, as somebody draws it who then follows the events.
///
/// @param resume the id of the last event that is surely in it: what came behind that may be
/// @param endpoints of every network, with who has joined them
public record TopologyResource(
    String resume,
    List<NetworkResource> networks,
    List<PlacedSandbox> sandboxes,
    List<EndpointResource> endpoints,
    List<ServiceResource> services) {

  /// A sandbox without its endpoints, which name it.
  ///
  /// @param key where its namespace is bound, or `default` for the host's
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PlacedSandbox(
      String id,
      String container,
      String key,
      @Nullable String hostname,
      Map<String, String> labels) {}
}
