package io.libnetwork.drivers.bridge;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.firewall.Gateway;
import io.libnetwork.drivers.firewall.GatewayMode;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.spi.NetworkPool;
import io.libnetwork.spi.NetworkSpec;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// A bridge that others have made and keep, as a network of ours uses it: it is looked for and
/// looked at, and never changed.
final class OthersBridge {

  static final String KIND = "bridge";

  private OthersBridge() {}

  /// Answers where options ask for nothing that would change the bridge, or that needs an address
  /// of ours on it.
  ///
  /// @throws NetworkException.InvalidParameter otherwise
  static void require(
      Optional<InterfaceName> name,
      OptionalInt mtu,
      Map<IpFamily, Gateway> gateways,
      Set<InterfaceName> trusted,
      Optional<PublishPolicy> publishing,
      boolean vlanFiltering) {
    InterfaceName bridge = name.orElseThrow(OthersBridge::nameless);
    if (mtu.isPresent()) {
      throw refused(bridge, "it has its owner's MTU, not " + mtu.getAsInt());
    }
    if (vlanFiltering) {
      throw refused(bridge, "whether it keeps VLANs apart is its owner's to say");
    }
    if (publishing.isPresent() || !trusted.isEmpty()) {
      throw refused(bridge, "endpoints are reached on the bridge itself, and publish nothing");
    }
    gateways.forEach((family, gateway) -> require(bridge, family, gateway));
  }

  private static void require(InterfaceName bridge, IpFamily family, Gateway gateway) {
    GatewayMode mode = gateway.mode();
    if (!mode.translates() || gateway.source().isPresent()) {
      throw refused(
          bridge,
          "the host is no router of ours there, so %s cannot be %s: expected nat, where nobody beyond the bridge reaches endpoints, or nat-unprotected, where who is routed there does"
              .formatted(
                  family,
                  gateway
                      .source()
                      .map(address -> "left under " + address)
                      .orElse(mode.toString())));
    }
  }

  private static NetworkException.InvalidParameter refused(InterfaceName bridge, String why) {
    return new NetworkException.InvalidParameter(
        "bridge " + bridge + " is one of others (" + BridgeLabels.EXISTING + "): " + why);
  }

  /// No name was given.
  static NetworkException.InvalidParameter nameless() {
    return new NetworkException.InvalidParameter(
        "a network on a bridge of others (%s) needs its name: give %s"
            .formatted(BridgeLabels.EXISTING, BridgeLabels.NAME));
  }

  /// The bridge is not there.
  static NetworkException.Unavailable missing(BridgePlan plan) {
    return new NetworkException.Unavailable(
        "network %s: its bridge %s is not there".formatted(plan.network(), plan.bridge()));
  }

  /// Finds the bridge.
  ///
  /// @throws NetworkException.NotFound when the host has no such interface
  /// @throws NetworkException.InvalidParameter when it is no bridge, or too small for IPv6
  /// @throws NetworkException.Conflict when it is that of a network of ours
  static BridgeLink find(BridgePlan plan, Host host) {
    Link link =
        host.rtnetlink()
            .find(Links.get(plan.bridge()))
            .orElseThrow(() ->
                new NetworkException.NotFound(
                    "network %s: the host has no bridge %s, which is to exist already"
                        .formatted(plan.network(), plan.bridge())));
    if (!link.kind().equals(KIND)) {
      throw new NetworkException.InvalidParameter(
          "network %s: interface %s is no bridge%s"
              .formatted(
                  plan.network(),
                  plan.bridge(),
                  link.kind().isEmpty() ? "" : " but of kind " + link.kind()));
    }
    if (!isOthers(link)) {
      throw new NetworkException.Conflict(
          "network %s: bridge %s is a network's own (\"%s\"), not one of others"
              .formatted(plan.network(), plan.bridge(), link.alias().orElse("")));
    }
    requireMtu(plan, link);
    return new BridgeLink(link.index(), link.mtu());
  }

  /// Whether a link can be a bridge of others.
  static boolean isOthers(Link link) {
    return link.kind().equals(KIND) && Mark.ofAnybody(link).isEmpty();
  }

  private static void requireMtu(BridgePlan plan, Link link) {
    if (link.mtu() < plan.leastMtu()) {
      throw new NetworkException.InvalidParameter(
          "network %s: bridge %s has MTU %d: IPv6 needs %d at least (RFC 8200 section 5)"
              .formatted(plan.network(), plan.bridge(), link.mtu(), plan.leastMtu()));
    }
  }

  /// Answers where no address of the bridge could be given to an endpoint.
  ///
  /// @throws NetworkException.InvalidParameter when one could
  static void requireKept(NetworkSpec spec, BridgeLink bridge, Host host) {
    for (LinkAddress own : host.rtnetlink().list(Addresses.list())) {
      if (own.link().equals(bridge.index())) {
        spec.pools(own.address().family())
            .forEach(pool -> requireKept(spec, pool, own.address().address()));
      }
    }
  }

  private static void requireKept(NetworkSpec spec, NetworkPool pool, IpAddress own) {
    boolean kept =
        pool.gateway().filter(gateway -> gateway.address().equals(own)).isPresent()
            || pool.auxiliary().containsValue(own);
    if (pool.prefix().contains(own) && !kept) {
      throw new NetworkException.InvalidParameter(
          "network %s: its bridge has the address %s, which endpoints of pool %s could get: give it as the pool's gateway or as an auxiliary address"
              .formatted(spec.name(), own, pool.prefix()));
    }
  }

  /// Answers where the bridge keeps VLANs apart now.
  ///
  /// @throws NetworkException.InvalidParameter when it does not
  static void requireFiltering(BridgeNetwork network, String endpoint, PortVlans vlans) {
    Optional<Link> link = network.host().rtnetlink().find(Links.get(network.bridge()));
    if (link.filter(BridgeLink::filtersVlans).isEmpty()) {
      throw unfiltered(network.plan(), endpoint, vlans);
    }
  }

  static NetworkException.InvalidParameter unfiltered(
      BridgePlan plan, String endpoint, PortVlans vlans) {
    return new NetworkException.InvalidParameter(
        "endpoint %s cannot be in %s: bridge %s of network %s keeps no VLANs apart"
            .formatted(endpoint, vlans, plan.bridge(), plan.network()));
  }
}
