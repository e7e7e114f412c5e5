package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;

/// Whether a network of these options needs addresses of its own; asked before it exists.
///
/// @param options as in [CreateNetworkCall#options]
public record GatewayCheckCall(JsonObject options) implements PluginMessage {

  /// Reads a call.
  public static GatewayCheckCall of(JsonObject message) {
    return new GatewayCheckCall(new Members("GwAllocCheck call", message).object("Options"));
  }

  @Override
  public JsonObject toJson() {
    return new Body().object("Options", options).json();
  }
}
