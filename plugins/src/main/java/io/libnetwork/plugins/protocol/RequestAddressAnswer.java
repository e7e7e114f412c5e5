package io.libnetwork.plugins.protocol;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.wire.JsonObject;
import java.util.Map;
import java.util.Optional;

/// An address that was given.
///
/// @param address with its pool's prefix length; empty of a driver that has none to give
/// @param data whatever the driver tells of it
public record RequestAddressAnswer(Optional<InterfaceAddress> address, Map<String, String> data)
    implements PluginMessage {

  public RequestAddressAnswer {
    data = Map.copyOf(data);
  }

  /// Reads an answer.
  public static RequestAddressAnswer of(JsonObject message) {
    Members members = new Members("RequestAddress answer", message);
    return new RequestAddressAnswer(
        members.parsed("Address", InterfaceAddress::parse), members.texts("Data"));
  }

  @Override
  public JsonObject toJson() {
    return new Body().text("Address", address).texts("Data", data).json();
  }
}
