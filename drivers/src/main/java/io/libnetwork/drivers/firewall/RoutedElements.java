package io.libnetwork.drivers.firewall;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.nftables.Component;
import io.libnetwork.linux.nftables.Element;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A network without a bridge as the firewall sees it: each of its endpoints has an interface of
/// the host to itself, and all of these are in one link group. What is the network's is told once,
/// of the group; what is said of a bridge elsewhere is said of each interface here.
///
/// @param hub the network's own link, which leads to those of its addresses that nobody has
/// @param group the link group of all of its links
/// @param internal nothing goes in or out, neither to other networks nor to the host's sockets
/// @param communication its endpoints may reach each other
/// @param antiSpoofing its endpoints may send from their own addresses alone
/// @param gateways its families, and how each meets the outside
/// @param trusted interfaces of the host from which an endpoint's published ports are reached at
///   its own address too
public record RoutedElements(
    InterfaceName hub,
    LinkGroup group,
    boolean internal,
    boolean communication,
    boolean antiSpoofing,
    Map<IpFamily, Gateway> gateways,
    Set<InterfaceName> trusted) {

  /// @throws IllegalArgumentException if the name of an interface is one that nftables would not
  ///   take literally, or the group is no routed network's
  public RoutedElements {
    gateways = Map.copyOf(gateways);
    trusted = Set.copyOf(trusted);
    Component.ifname(hub.value());
    trusted.forEach(each -> Component.ifname(each.value()));
    if (!Anchor.routed(group)) {
      throw new IllegalArgumentException("link group " + group + " is no routed network's");
    }
  }

  /// The same network told of its endpoints.
  public Exposure exposure() {
    return behind(hub).exposure();
  }

  /// What must be there of the network itself.
  List<Element> wanted() {
    List<Element> wanted = new ArrayList<>();
    wanted.add(FirewallSets.NETS.element(Component.ifname(hub.value())));
    wanted.add(FirewallSets.OWN.element(number(), number()));
    if (communication) {
      wanted.add(FirewallSets.KIN.element(number(), number()));
    }
    if (antiSpoofing) {
      wanted.add(FirewallSets.LEASHED.element(number()));
    }
    return wanted;
  }

  /// What must be there for an endpoint's interface.
  List<Element> of(InterfaceName link) {
    Component name = Component.ifname(link.value());
    List<Element> wanted = behind(link).wanted();
    wanted.remove(FirewallSets.HAIR.element(name, name));
    return wanted;
  }

  /// The group, as sets have it.
  Component number() {
    return Component.devGroup(group.value());
  }

  private NetworkElements behind(InterfaceName link) {
    return new NetworkElements(link, internal, false, !antiSpoofing, gateways, trusted);
  }
}
