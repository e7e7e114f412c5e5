package io.libnetwork.plugins.protocol;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.wire.JsonObject;
import java.util.Optional;

/// A port to publish, or one that is published: an item of [OptionKeys#PORT_MAP].
///
/// @param protocol as its number
/// @param address the container's; empty where the driver knows it
/// @param port the container's
/// @param hostAddress where it is published; everywhere where it is empty
/// @param hostPort the first port of the host; 0 for one of the driver's choice
/// @param hostPortEnd the last port of the host from which it may be chosen; as the first where
///   there is no choice
public record PortMapEntry(
    Protocol protocol,
    Optional<IpAddress> address,
    Port port,
    Optional<IpAddress> hostAddress,
    int hostPort,
    int hostPortEnd)
    implements PluginMessage {

  /// Reads an item.
  public static PortMapEntry of(JsonObject message) {
    Members members = new Members("port map", message);
    int first = members.number("HostPort", 0, ExposedPort.LAST_PORT, 0);
    return new PortMapEntry(
        ExposedPort.protocol(members),
        members.parsed("IP", IpAddress::parse),
        ExposedPort.port(members),
        members.parsed("HostIP", IpAddress::parse),
        first,
        Math.max(first, members.number("HostPortEnd", 0, ExposedPort.LAST_PORT, first)));
  }

  @Override
  public JsonObject toJson() {
    return new Body()
        .number("Proto", protocol.number())
        .text("IP", address)
        .number("Port", port.number())
        .text("HostIP", hostAddress)
        .number("HostPort", hostPort)
        .number("HostPortEnd", hostPortEnd)
        .json();
  }
}
