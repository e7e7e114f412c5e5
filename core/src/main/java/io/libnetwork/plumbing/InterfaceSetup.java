package io.libnetwork.plumbing;

import io.libnetwork.InterfaceSysctl;
import io.libnetwork.SandboxRoute;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an interface is to become.
///
/// @param link the interface in the namespace, down and without addresses
/// @param name its name there
/// @param macAddress its MAC address, which it has already
/// @param addresses its addresses
/// @param linkLocal further addresses, link-local ones
/// @param sysctls kernel parameters of it
/// @param routes routes by it, beside those of its addresses
/// @param gateways the next hops of the default routes that are to lead by it; an unspecified
///   address for a route to no next hop
public record InterfaceSetup(
    Ifindex link,
    InterfaceName name,
    Optional<MacAddress> macAddress,
    List<InterfaceAddress> addresses,
    List<IpAddress> linkLocal,
    List<InterfaceSysctl> sysctls,
    List<SandboxRoute> routes,
    Map<IpFamily, IpAddress> gateways) {

  public InterfaceSetup {
    addresses = List.copyOf(addresses);
    linkLocal = List.copyOf(linkLocal);
    sysctls = List.copyOf(sysctls);
    routes = List.copyOf(routes);
    gateways = Map.copyOf(gateways);
  }

  /// Whether it has an address of a family, link-local ones included.
  public boolean has(IpFamily family) {
    return addresses.stream().anyMatch(address -> address.family() == family)
        || linkLocal.stream().anyMatch(address -> address.family() == family);
  }
}
