package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;
import java.util.List;

/// What a driver tells of an endpoint at work.
///
/// @param value whatever it likes; see [OptionKeys] for members that others know
public record OperInfoAnswer(JsonObject value) implements PluginMessage {

  /// Reads an answer.
  public static OperInfoAnswer of(JsonObject message) {
    return new OperInfoAnswer(new Members("EndpointOperInfo answer", message).object("Value"));
  }

  /// The ports that are published; none where the driver does not say.
  public List<PortMapEntry> portMap() {
    return new Members("EndpointOperInfo answer, Value", value)
        .list(OptionKeys.PORT_MAP, PortMapEntry::of);
  }

  @Override
  public JsonObject toJson() {
    return new Body().object("Value", value).json();
  }
}
