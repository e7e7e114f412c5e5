package io.libnetwork.drivers.firewall;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.nftables.Component;
import io.libnetwork.linux.nftables.Element;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A network as the firewall sees it.
///
/// @param bridge the interface behind which the network's endpoints are
/// @param internal nothing goes in or out, neither to other networks nor to the host's sockets
/// @param communication its endpoints may reach each other where the host routes between them. What
///   stays on the bridge never comes here: to keep its ports apart is the bridge's business
/// @param routers whether its endpoints may send for others, as a router does
/// @param gateways its families, and how each meets the outside; an internal network has no
///   outside, so there they count for nothing
/// @param trusted interfaces of the host from which an endpoint's published ports are reached at
///   its own address too
/// @param role what the bridge is to its network
public record NetworkElements(
    InterfaceName bridge,
    boolean internal,
    boolean communication,
    boolean routers,
    Map<IpFamily, Gateway> gateways,
    Set<InterfaceName> trusted,
    Role role) {

  /// What a bridge is to its network.
  public enum Role {
    /// The host's way into it.
    GATEWAY,

    /// One of others: what is no endpoint's there is none of our business.
    SEGMENT,

    /// A further one, from which the host takes nothing: all that is for others leaves it by its
    /// link to the first.
    SHARD
  }

  /// @throws IllegalArgumentException if the name of an interface is one that nftables would not
  ///   take literally
  public NetworkElements {
    gateways = Map.copyOf(gateways);
    trusted = Set.copyOf(trusted);
    Component.ifname(bridge.value());
    trusted.forEach(each -> Component.ifname(each.value()));
  }

  /// A network behind a bridge of ours.
  public NetworkElements(
      InterfaceName bridge,
      boolean internal,
      boolean communication,
      boolean routers,
      Map<IpFamily, Gateway> gateways,
      Set<InterfaceName> trusted) {
    this(bridge, internal, communication, routers, gateways, trusted, Role.GATEWAY);
  }

  /// A network on a bridge of others.
  ///
  /// @param gateways its families, and whether endpoints' addresses are reached from elsewhere
  public static NetworkElements onSegment(InterfaceName bridge, Map<IpFamily, Gateway> gateways) {
    return new NetworkElements(bridge, false, true, false, gateways, Set.of(), Role.SEGMENT);
  }

  /// A further bridge of a network.
  public static NetworkElements shard(InterfaceName bridge) {
    return new NetworkElements(bridge, true, true, true, Map.of(), Set.of(), Role.SHARD);
  }

  /// A network without trusted interfaces, whose endpoints are reached by published ports alone.
  ///
  /// @param masquerade the families in which what leaves gets the host's address
  public NetworkElements(
      InterfaceName bridge, boolean internal, boolean communication, Set<IpFamily> masquerade) {
    this(bridge, internal, communication, false, translated(masquerade), Set.of());
  }

  /// The same network told of its endpoints.
  public Exposure exposure() {
    Map<IpFamily, GatewayMode> modes = new EnumMap<>(IpFamily.class);
    gateways.forEach((family, gateway) -> modes.put(family, gateway.mode()));
    return internal ? Exposure.NONE : new Exposure(modes, trusted);
  }

  /// What must be there.
  List<Element> wanted() {
    if (role == Role.SEGMENT) {
      return List.of(FirewallSets.SEGMENTS.element(name()));
    }
    List<Element> wanted = new ArrayList<>();
    wanted.add(FirewallSets.NETS.element(name()));
    wanted.add(FirewallSets.HAIR.element(name(), name()));
    if (role == Role.SHARD) {
      wanted.add(FirewallSets.SHARDS.element(name()));
    }
    if (communication) {
      wanted.add(FirewallSets.SAME.element(name(), name()));
    }
    if (routers) {
      wanted.add(FirewallSets.ROUTERS.element(name()));
    }
    if (internal) {
      wanted.add(FirewallSets.SEALED.element(name()));
      return wanted;
    }
    gateways.forEach((family, gateway) -> wanted.addAll(outward(family, gateway)));
    trusted.forEach(each -> wanted.add(trust(each)));
    return wanted;
  }

  /// What must not be there: what another network of this name may have had. An address to leave
  /// under and an interface to trust are none of it, because only who knows them can name them; a
  /// network takes its own away.
  List<Element> unwanted() {
    List<Element> unwanted = everything();
    unwanted.removeAll(wanted());
    return unwanted;
  }

  /// All that a network behind this bridge can have, and what this one has.
  List<Element> everything() {
    Set<Element> everything = new LinkedHashSet<>();
    everything.add(FirewallSets.NETS.element(name()));
    everything.add(FirewallSets.HAIR.element(name(), name()));
    everything.add(FirewallSets.SAME.element(name(), name()));
    everything.add(FirewallSets.SEALED.element(name()));
    everything.add(FirewallSets.ROUTERS.element(name()));
    everything.add(FirewallSets.SEGMENTS.element(name()));
    everything.add(FirewallSets.SHARDS.element(name()));
    for (IpFamily family : IpFamily.values()) {
      everything.add(FirewallSets.MASQUERADE.of(family).element(name()));
      everything.add(FirewallSets.FREE.of(family).element(name()));
      everything.add(FirewallSets.ROUTED.of(family).element(name()));
    }
    everything.addAll(wanted());
    return new ArrayList<>(everything);
  }

  private List<Element> outward(IpFamily family, Gateway gateway) {
    List<Element> elements = new ArrayList<>();
    if (gateway.translatesSource()) {
      elements.add(
          gateway
              .source()
              .map(address ->
                  FirewallSets.SOURCE.of(family).element(List.of(name()), Component.of(address)))
              .orElseGet(() -> FirewallSets.MASQUERADE.of(family).element(name())));
    }
    switch (gateway.mode()) {
      case NAT_UNPROTECTED -> elements.add(FirewallSets.FREE.of(family).element(name()));
      case ROUTED -> elements.add(FirewallSets.ROUTED.of(family).element(name()));
      case NAT, ISOLATED -> {}
    }
    return elements;
  }

  private Element trust(InterfaceName from) {
    return FirewallSets.TRUST.element(Component.ifname(from.value()), name());
  }

  private static Map<IpFamily, Gateway> translated(Set<IpFamily> masquerade) {
    Map<IpFamily, Gateway> gateways = new EnumMap<>(IpFamily.class);
    for (IpFamily family : IpFamily.values()) {
      gateways.put(
          family, masquerade.contains(family) ? Gateway.NAT : Gateway.NAT.withoutMasquerade());
    }
    return gateways;
  }

  private Component name() {
    return Component.ifname(bridge.value());
  }
}
