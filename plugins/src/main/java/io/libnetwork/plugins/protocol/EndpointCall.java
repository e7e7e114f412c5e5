package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;

/// A call about an endpoint: [NetworkMethod#DELETE_ENDPOINT], [NetworkMethod#ENDPOINT_OPER_INFO],
/// [NetworkMethod#LEAVE], [NetworkMethod#REVOKE_EXTERNAL_CONNECTIVITY].
///
/// @param networkId the network's id
/// @param endpointId the endpoint's id
public record EndpointCall(String networkId, String endpointId) implements PluginMessage {

  /// Reads a call.
  public static EndpointCall of(JsonObject message) {
    Members members = new Members("endpoint call", message);
    return new EndpointCall(members.requiredText("NetworkID"), members.requiredText("EndpointID"));
  }

  @Override
  public JsonObject toJson() {
    return new Body().text("NetworkID", networkId).text("EndpointID", endpointId).json();
  }
}
