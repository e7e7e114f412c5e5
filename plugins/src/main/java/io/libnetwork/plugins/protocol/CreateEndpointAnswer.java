package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;

/// What a driver chose of an endpoint's interface.
///
/// @param link only what the call did not say already; [PluginInterface#NOTHING] where the driver
///   chose nothing
public record CreateEndpointAnswer(PluginInterface link) implements PluginMessage {

  /// Reads an answer.
  public static CreateEndpointAnswer of(JsonObject message) {
    return new CreateEndpointAnswer(
        new Members("CreateEndpoint answer", message)
            .optionalObject("Interface")
            .map(PluginInterface::of)
            .orElse(PluginInterface.NOTHING));
  }

  @Override
  public JsonObject toJson() {
    return link.equals(PluginInterface.NOTHING)
        ? JsonObject.EMPTY
        : new Body().object("Interface", link.toJson()).json();
  }
}
