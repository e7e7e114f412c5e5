package io.libnetwork.plugins.protocol;

import io.libnetwork.address.IpAddress;
import io.libnetwork.wire.JsonObject;

/// Gives an address back.
///
/// @param poolId the pool
/// @param address the address, without a prefix length
public record ReleaseAddressCall(String poolId, IpAddress address) implements PluginMessage {

  /// Reads a call.
  public static ReleaseAddressCall of(JsonObject message) {
    Members members = new Members("ReleaseAddress call", message);
    return new ReleaseAddressCall(
        members.requiredText("PoolID"), members.requiredParsed("Address", IpAddress::parse));
  }

  @Override
  public JsonObject toJson() {
    return new Body().text("PoolID", poolId).text("Address", address.toString()).json();
  }
}
