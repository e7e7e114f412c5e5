package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;

/// Gives a pool back.
///
/// @param poolId as it was answered
public record ReleasePoolCall(String poolId) implements PluginMessage {

  /// Reads a call.
  public static ReleasePoolCall of(JsonObject message) {
    return new ReleasePoolCall(new Members("ReleasePool call", message).requiredText("PoolID"));
  }

  @Override
  public JsonObject toJson() {
    return new Body().text("PoolID", poolId).json();
  }
}
