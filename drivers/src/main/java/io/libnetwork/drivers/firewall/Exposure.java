package io.libnetwork.drivers.firewall;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.Map;
import java.util.Set;

/// What a network says of who reaches its endpoints.
///
/// @param modes of the network's families; [GatewayMode#NAT] for one that is not named
/// @param trusted interfaces of the host from which published ports are reached at an endpoint's
///   own address too
public record Exposure(Map<IpFamily, GatewayMode> modes, Set<InterfaceName> trusted) {

  /// Nobody reaches an endpoint at its own address from elsewhere.
  public static final Exposure NONE = new Exposure(Map.of(), Set.of());

  public Exposure {
    modes = Map.copyOf(modes);
    trusted = Set.copyOf(trusted);
  }

  /// How a family meets the outside.
  GatewayMode mode(IpFamily family) {
    return modes.getOrDefault(family, GatewayMode.NAT);
  }

  /// Somebody outside reaches an endpoint's published ports at its own address.
  boolean direct(IpFamily family) {
    return mode(family) == GatewayMode.ROUTED || !trusted.isEmpty();
  }
}
