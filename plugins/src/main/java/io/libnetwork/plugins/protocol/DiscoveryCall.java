package io.libnetwork.plugins.protocol;

import io.libnetwork.wire.JsonObject;

/// Tells of a node that has come, [NetworkMethod#DISCOVER_NEW], or gone,
/// [NetworkMethod#DISCOVER_DELETE]. Other kinds of discovery are told to nobody outside.
///
/// @param address where others reach the node
/// @param bindAddress where it listens
/// @param self whether it is this one
public record DiscoveryCall(String address, String bindAddress, boolean self)
    implements PluginMessage {

  private static final int NODE = 1;

  /// Reads a call.
  ///
  /// @throws MalformedMessageException also where it is about something else than a node
  public static DiscoveryCall of(JsonObject message) {
    Members members = new Members("discovery call", message);
    int type = members.number("DiscoveryType", 0, Integer.MAX_VALUE, 0);
    if (type != NODE) {
      throw new MalformedMessageException(
          "malformed discovery call: \"DiscoveryType\" is %d; expected %d, a node"
              .formatted(type, NODE));
    }
    Members data = new Members("discovery call", members.object("DiscoveryData"));
    return new DiscoveryCall(data.text("Address"), data.text("BindAddress"), data.truth("Self"));
  }

  @Override
  public JsonObject toJson() {
    JsonObject data =
        new Body()
            .text("Address", address)
            .text("BindAddress", bindAddress)
            .truth("Self", self)
            .json();
    return new Body().number("DiscoveryType", NODE).object("DiscoveryData", data).json();
  }
}
