package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;

/// Asks for an endpoint's interface, which is to be found in the host's namespace afterwards: the
/// caller moves it.
///
/// @param networkId the network's id
/// @param endpointId the endpoint's id
/// @param sandboxKey the path of the sandbox's namespace
/// @param options the sandbox's; see [OptionKeys]
public record JoinCall(String networkId, String endpointId, String sandboxKey, JsonObject options)
    implements PluginMessage {

  /// Reads a call.
  public static JoinCall of(JsonObject message) {
    Members members = new Members("Join call", message);
    return new JoinCall(
        members.requiredText("NetworkID"),
        members.requiredText("EndpointID"),
        members.text("SandboxKey"),
        members.object("Options"));
  }

  @Override
  public JsonObject toJson() {
    return new Body()
        .text("NetworkID", networkId)
        .text("EndpointID", endpointId)
        .text("SandboxKey", sandboxKey)
        .object("Options", options)
        .json();
  }
}
