package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;

/// Asks for an endpoint.
///
/// @param networkId the network's id
/// @param endpointId the endpoint's id
/// @param link what is known of its interface
/// @param options see [OptionKeys]
public record CreateEndpointCall(
    String networkId, String endpointId, PluginInterface link, JsonObject options)
    implements PluginMessage {

  /// Reads a call.
  public static CreateEndpointCall of(JsonObject message) {
    Members members = new Members("CreateEndpoint call", message);
    return new CreateEndpointCall(
        members.requiredText("NetworkID"),
        members.requiredText("EndpointID"),
        members
            .optionalObject("Interface")
            .map(PluginInterface::of)
            .orElse(PluginInterface.NOTHING),
        members.object("Options"));
  }

  @Override
  public JsonObject toJson() {
    return new Body()
        .text("NetworkID", networkId)
        .text("EndpointID", endpointId)
        .object("Interface", link.toJson())
        .object("Options", options)
        .json();
  }
}
