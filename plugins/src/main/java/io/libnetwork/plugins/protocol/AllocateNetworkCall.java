package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;
import java.util.List;
import java.util.Map;

/// Asks a driver of several hosts for what all of them will have of a network, such as a number.
///
/// @param networkId the network's id
/// @param options the network's, as texts
/// @param ipv4 its pools of IPv4
/// @param ipv6 its pools of IPv6
public record AllocateNetworkCall(
    String networkId, Map<String, String> options, List<PluginPool> ipv4, List<PluginPool> ipv6)
    implements PluginMessage {

  public AllocateNetworkCall {
    options = Map.copyOf(options);
    ipv4 = List.copyOf(ipv4);
    ipv6 = List.copyOf(ipv6);
  }

  /// Reads a call.
  public static AllocateNetworkCall of(JsonObject message) {
    Members members = new Members("AllocateNetwork call", message);
    return new AllocateNetworkCall(
        members.requiredText("NetworkID"),
        members.texts("Options"),
        members.list("IPv4Data", PluginPool::of),
        members.list("IPv6Data", PluginPool::of));
  }

  @Override
  public JsonObject toJson() {
    return new Body()
        .text("NetworkID", networkId)
        .texts("Options", options)
        .list("IPv4Data", ipv4)
        .list("IPv6Data", ipv6)
        .json();
  }
}
