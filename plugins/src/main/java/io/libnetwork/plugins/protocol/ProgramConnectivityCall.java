package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;
import java.util.List;

/// Tells that an endpoint has become its sandbox's gateway: what it publishes begins.
///
/// @param networkId the network's id
/// @param endpointId the endpoint's id
/// @param options the sandbox's, with [OptionKeys#PORT_MAP] and [OptionKeys#EXPOSED_PORTS]
public record ProgramConnectivityCall(String networkId, String endpointId, JsonObject options)
    implements PluginMessage {

  /// Reads a call.
  public static ProgramConnectivityCall of(JsonObject message) {
    Members members = new Members("ProgramExternalConnectivity call", message);
    return new ProgramConnectivityCall(
        members.requiredText("NetworkID"),
        members.requiredText("EndpointID"),
        members.object("Options"));
  }

  /// The ports to publish.
  public List<PortMapEntry> portMap() {
    return new Members("ProgramExternalConnectivity call, Options", options)
        .list(OptionKeys.PORT_MAP, PortMapEntry::of);
  }

  /// The ports that the container listens on.
  public List<ExposedPort> exposedPorts() {
    return new Members("ProgramExternalConnectivity call, Options", options)
        .list(OptionKeys.EXPOSED_PORTS, ExposedPort::of);
  }

  @Override
  public JsonObject toJson() {
    return new Body()
        .text("NetworkID", networkId)
        .text("EndpointID", endpointId)
        .object("Options", options)
        .json();
  }
}
