package io.libnetwork.wire.v1;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An endpoint.
///
/// @param addresses with the lengths of their prefixes
/// @param interfaceName inside, while it is joined
/// @param sandbox who has joined
/// @param published what it was asked to publish
/// @param bindings what of it is published now
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EndpointResource(
    String id,
    String name,
    Reference network,
    @Nullable String macAddress,
    List<String> addresses,
    GatewaysResource gateways,
    @Nullable String interfaceName,
    @Nullable SandboxReference sandbox,
    List<String> published,
    List<PortBindingResource> bindings,
    List<String> exposed,
    BandwidthResource bandwidth,
    boolean reserved,
    Map<String, String> labels) {

  /// The next hops of the default routes that it offers.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record GatewaysResource(@Nullable String ipv4, @Nullable String ipv6) {}
}
