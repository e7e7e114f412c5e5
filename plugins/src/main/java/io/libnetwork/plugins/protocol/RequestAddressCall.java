package io.libnetwork.plugins.protocol;

import io.libnetwork.address.IpAddress;
import io.libnetwork.wire.JsonObject;
import java.util.Map;
import java.util.Optional;

/// Asks for an address.
///
/// @param poolId the pool
/// @param address the address; empty for one of the driver's choice
/// @param options see [OptionKeys#REQUEST_ADDRESS_TYPE] and [OptionKeys#MAC_ADDRESS]
public record RequestAddressCall(
    String poolId, Optional<IpAddress> address, Map<String, String> options)
    implements PluginMessage {

  public RequestAddressCall {
    options = Map.copyOf(options);
  }

  /// Reads a call.
  public static RequestAddressCall of(JsonObject message) {
    Members members = new Members("RequestAddress call", message);
    return new RequestAddressCall(
        members.requiredText("PoolID"),
        members.parsed("Address", IpAddress::parse),
        members.texts("Options"));
  }

  /// Whether the address is to be the network's own.
  public boolean forGateway() {
    return OptionKeys.GATEWAY.equals(options.get(OptionKeys.REQUEST_ADDRESS_TYPE));
  }

  @Override
  public JsonObject toJson() {
    return new Body()
        .text("PoolID", poolId)
        .text("Address", address)
        .texts("Options", options)
        .json();
  }
}
