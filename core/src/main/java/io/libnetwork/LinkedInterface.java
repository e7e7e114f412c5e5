package io.libnetwork;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// An interface that waits in the host's namespace to be moved into a container's.
///
/// @param sourceName its name in the host's namespace
/// @param destinationName its name inside
/// @param macAddress its MAC address
/// @param address its IPv4 address
/// @param addressIpv6 its IPv6 address
/// @param gateway the next hop of the IPv4 default route
/// @param gatewayIpv6 the next hop of the IPv6 default route
/// @param mtu its MTU where the network or the endpoint has one of its own
/// @param routes further routes
public record LinkedInterface(
    InterfaceName sourceName,
    InterfaceName destinationName,
    MacAddress macAddress,
    Optional<InterfaceAddress> address,
    Optional<InterfaceAddress> addressIpv6,
    Optional<IpAddress> gateway,
    Optional<IpAddress> gatewayIpv6,
    OptionalInt mtu,
    List<SandboxRoute> routes) {

  public LinkedInterface {
    routes = List.copyOf(routes);
  }
}
