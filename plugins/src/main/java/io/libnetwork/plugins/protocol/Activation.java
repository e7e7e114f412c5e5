package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;
import java.util.List;

/// What a plugin answers to [PluginProtocol#ACTIVATE].
///
/// @param implemented the services it has, see [NetworkMethod#SERVICE] and [IpamMethod#SERVICE];
///   others are not ours
public record Activation(List<String> implemented) implements PluginMessage {

  public Activation {
    implemented = List.copyOf(implemented);
  }

  /// Reads an answer.
  public static Activation of(JsonObject message) {
    return new Activation(new Members("Plugin.Activate answer", message).textList("Implements"));
  }

  /// Whether it has a service.
  public boolean has(String service) {
    return implemented.contains(service);
  }

  @Override
  public JsonObject toJson() {
    return new Body().texts("Implements", implemented).json();
  }
}
