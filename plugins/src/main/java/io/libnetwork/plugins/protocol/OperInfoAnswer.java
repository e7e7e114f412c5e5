package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;

/// What a driver tells of an endpoint at work.
///
/// @param value whatever it likes; see [OptionKeys] for members that others know
public record OperInfoAnswer(JsonObject value) implements PluginMessage {

  /// Reads an answer.
  public static OperInfoAnswer of(JsonObject message) {
    return new OperInfoAnswer(new Members("EndpointOperInfo answer", message).object("Value"));
  }

  @Override
  public JsonObject toJson() {
    return new Body().object("Value", value).json();
  }
}
