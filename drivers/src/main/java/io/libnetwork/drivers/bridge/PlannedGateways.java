package io.libnetwork.drivers.bridge;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.firewall.Gateway;
import io.libnetwork.drivers.firewall.GatewayMode;
import io.libnetwork.spi.NetworkPool;
import io.libnetwork.spi.NetworkSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which families a network has, how each meets the outside, and which addresses the bridge gets
/// for that.
final class PlannedGateways {

  private PlannedGateways() {}

  /// The families in which a network needs an address of its own, as far as options say. On a
  /// bridge of others it has none, and whoever is the gateway there has to be named.
  static Set<IpFamily> addressed(BridgeOptions options) {
    Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
    if (options.existing()) {
      return families;
    }
    for (IpFamily family : IpFamily.values()) {
      if (options.gateway(family).mode() != GatewayMode.ISOLATED) {
        families.add(family);
      }
    }
    return families;
  }

  /// How each family of a network meets the outside.
  ///
  /// @throws NetworkException.InvalidParameter when options contradict each other or the network
  static Map<IpFamily, Gateway> of(NetworkSpec spec, BridgeOptions options) {
    Map<IpFamily, Gateway> gateways = new EnumMap<>(IpFamily.class);
    for (NetworkPool pool : spec.pools()) {
      IpFamily family = pool.prefix().family();
      Gateway gateway = options.gateway(family);
      requireSense(spec, family, gateway);
      if (gateways.put(family, gateway) != null) {
        throw several(spec, family);
      }
    }
    if (gateways.isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "network " + spec.name() + " has no pool: a bridge network needs one");
    }
    return gateways;
  }

  /// The gateway's addresses, one of each family that is not isolated.
  ///
  /// @param existing the bridge is one of others, and has a gateway only where one was named
  static List<InterfaceAddress> addresses(
      NetworkSpec spec, Map<IpFamily, Gateway> gateways, boolean existing) {
    List<InterfaceAddress> addresses = new ArrayList<>();
    if (existing) {
      spec.pools().forEach(pool -> pool.gateway().ifPresent(addresses::add));
      return addresses;
    }
    gateways.forEach((family, gateway) -> {
      if (gateway.mode() != GatewayMode.ISOLATED) {
        spec.pools(family).forEach(pool -> addresses.add(address(spec, pool)));
      }
    });
    return addresses;
  }

  private static void requireSense(NetworkSpec spec, IpFamily family, Gateway gateway) {
    if (gateway.mode() == GatewayMode.ISOLATED && !spec.internal()) {
      throw new NetworkException.InvalidParameter(
          "network %s is to be isolated in %s and is not internal: only an internal network can be, as nobody else can do without a gateway"
              .formatted(spec.name(), family));
    }
    boolean translates = gateway.masquerade() && gateway.mode().translates();
    if (gateway.source().isPresent() && !translates) {
      throw new NetworkException.InvalidParameter(
          "network %s leaves by %s under endpoints' own addresses, so not under %s: expected mode nat or nat-unprotected with masquerade, or no such address"
              .formatted(spec.name(), family, gateway.source().get()));
    }
  }

  private static NetworkException.Forbidden several(NetworkSpec spec, IpFamily family) {
    return new NetworkException.Forbidden(
        "network "
            + spec.name()
            + " has "
            + spec.pools(family).size()
            + " pools of "
            + family
            + ": a bridge network has one at most");
  }

  private static InterfaceAddress address(NetworkSpec spec, NetworkPool pool) {
    return pool.gateway()
        .filter(_ -> pool.prefix().length() > 0)
        .orElseThrow(() ->
            new NetworkException.InvalidParameter(
                "network "
                    + spec.name()
                    + ": pool "
                    + pool.prefix()
                    + " has no address for the bridge: give it one, or a larger pool"));
  }
}
