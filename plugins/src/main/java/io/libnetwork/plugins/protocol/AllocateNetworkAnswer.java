package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;
import java.util.Map;

/// What all hosts will have of a network.
///
/// @param options what [CreateNetworkCall] is given on each of them
public record AllocateNetworkAnswer(Map<String, String> options) implements PluginMessage {

  public AllocateNetworkAnswer {
    options = Map.copyOf(options);
  }

  /// Reads an answer.
  public static AllocateNetworkAnswer of(JsonObject message) {
    return new AllocateNetworkAnswer(
        new Members("AllocateNetwork answer", message).texts("Options"));
  }

  @Override
  public JsonObject toJson() {
    return new Body().texts("Options", options).json();
  }
}
