package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;

/// A call about a network: [NetworkMethod#DELETE_NETWORK], [NetworkMethod#FREE_NETWORK].
///
/// @param networkId the network's id
public record NetworkCall(String networkId) implements PluginMessage {

  /// Reads a call.
  public static NetworkCall of(JsonObject message) {
    return new NetworkCall(new Members("network call", message).requiredText("NetworkID"));
  }

  @Override
  public JsonObject toJson() {
    return new Body().text("NetworkID", networkId).json();
  }
}
