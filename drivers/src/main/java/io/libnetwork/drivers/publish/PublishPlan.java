package io.libnetwork.drivers.publish;

import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.firewall.Gateway;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What of a network decides how its endpoints publish ports.
///
/// @param network the network's name
/// @param others the bridge of others that it is on, where endpoints are reached at their own
///   addresses and publish nothing
/// @param internal whether there is no way out, and so nothing to publish
/// @param gateways the network's families, and how each meets the outside
/// @param trusted interfaces of the host from which published ports are reached directly
/// @param policy where and for whom ports are published whose request does not say
public record PublishPlan(
    String network,
    Optional<InterfaceName> others,
    boolean internal,
    Map<IpFamily, Gateway> gateways,
    Set<InterfaceName> trusted,
    PublishPolicy policy) {

  public PublishPlan {
    gateways = Map.copyOf(gateways);
    trusted = Set.copyOf(trusted);
  }

  /// How a family of the network meets the outside.
  Gateway gateway(IpFamily family) {
    return gateways.getOrDefault(family, Gateway.NAT);
  }

  /// Every family is reached by ports of the host.
  boolean translatesAll() {
    return gateways.values().stream().allMatch(gateway -> gateway.mode().translates());
  }
}
