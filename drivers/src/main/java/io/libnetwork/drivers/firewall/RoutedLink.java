package io.libnetwork.drivers.firewall;

import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.nftables.Component;
import io.libnetwork.linux.nftables.Element;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.ArrayList;
import java.util.List;

/// The interface of the host behind which an endpoint of a routed network is, alone.
///
/// @param name the interface's name; it need not exist yet
/// @param network the endpoint's network
/// @param sendsFrom all addresses that the endpoint may send from, link-local ones included
public record RoutedLink(InterfaceName name, RoutedElements network, List<IpAddress> sendsFrom) {

  /// @throws IllegalArgumentException if the name is one that nftables would not take literally
  public RoutedLink {
    sendsFrom = List.copyOf(sendsFrom);
    Component.ifname(name.value());
  }

  List<Element> elements() {
    List<Element> elements = new ArrayList<>(network.of(name));
    if (network.antiSpoofing()) {
      Component own = Component.ifname(name.value());
      for (IpAddress address : sendsFrom) {
        elements.add(FirewallSets.SENDER.of(address.family()).element(own, Component.of(address)));
      }
    }
    return elements;
  }

  /// From where an endpoint's address may be reached: from all interfaces of its network.
  Element home(IpAddress address) {
    return FirewallSets.KIN_HOME
        .of(address.family())
        .element(network.number(), Component.of(address));
  }
}
