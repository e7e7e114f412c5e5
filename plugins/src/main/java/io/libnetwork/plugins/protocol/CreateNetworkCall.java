package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;
import java.util.List;

/// Asks for a network.
///
/// @param networkId the network's id
/// @param options see [OptionKeys]: the user's own under [OptionKeys#GENERIC]
/// @param ipv4 its pools of IPv4; none where the network has none
/// @param ipv6 its pools of IPv6
public record CreateNetworkCall(
    String networkId, JsonObject options, List<PluginPool> ipv4, List<PluginPool> ipv6)
    implements PluginMessage {

  public CreateNetworkCall {
    ipv4 = List.copyOf(ipv4);
    ipv6 = List.copyOf(ipv6);
  }

  /// Reads a call.
  public static CreateNetworkCall of(JsonObject message) {
    Members members = new Members("CreateNetwork call", message);
    return new CreateNetworkCall(
        members.requiredText("NetworkID"),
        members.object("Options"),
        members.list("IPv4Data", PluginPool::of),
        members.list("IPv6Data", PluginPool::of));
  }

  /// The user's own options, each as a text.
  public java.util.Map<String, String> genericOptions() {
    return new Members("CreateNetwork call, Options", options).texts(OptionKeys.GENERIC);
  }

  @Override
  public JsonObject toJson() {
    return new Body()
        .text("NetworkID", networkId)
        .object("Options", options)
        .list("IPv4Data", ipv4)
        .list("IPv6Data", ipv6)
        .json();
  }
}
