package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;

/// In which families a network needs no address of its own.
///
/// @param skipIpv4 whether none of IPv4
/// @param skipIpv6 whether none of IPv6
public record GatewayCheckAnswer(boolean skipIpv4, boolean skipIpv6) implements PluginMessage {

  /// Reads an answer.
  public static GatewayCheckAnswer of(JsonObject message) {
    Members members = new Members("GwAllocCheck answer", message);
    return new GatewayCheckAnswer(members.truth("SkipIPv4"), members.truth("SkipIPv6"));
  }

  @Override
  public JsonObject toJson() {
    return new Body().truth("SkipIPv4", skipIpv4).truth("SkipIPv6", skipIpv6).json();
  }
}
