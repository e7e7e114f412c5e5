package io.libnetwork.drivers.firewall;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.nftables.Component;
import io.libnetwork.linux.nftables.Element;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A network as the firewall sees it.
///
/// @param bridge the interface behind which the network's endpoints are
/// @param internal nothing goes in or out, neither to other networks nor to the host's sockets
/// @param communication its endpoints may reach each other where the host routes between them. What
///   stays on the bridge never comes here: to keep its ports apart is the bridge's business
/// @param masquerade the families in which endpoints reach the outside under the host's address; an
///   internal network has no outside, so there they count for nothing
public record NetworkElements(
    InterfaceName bridge, boolean internal, boolean communication, Set<IpFamily> masquerade) {

  /// @throws IllegalArgumentException if the bridge's name is one that nftables would not take
  ///   literally
  public NetworkElements {
    masquerade = Set.copyOf(masquerade);
    Component.ifname(bridge.value());
  }

  /// What must be there.
  List<Element> wanted() {
    List<Element> wanted = new ArrayList<>();
    wanted.add(FirewallSkeleton.NETS.element(name()));
    wanted.add(FirewallSkeleton.HAIR.element(name(), name()));
    if (communication) {
      wanted.add(FirewallSkeleton.SAME.element(name(), name()));
    }
    if (internal) {
      wanted.add(FirewallSkeleton.SEALED.element(name()));
    } else {
      masquerade.forEach(family -> wanted.add(masqueradeElement(family)));
    }
    return wanted;
  }

  /// What must not be there: what another network of this name may have had.
  List<Element> unwanted() {
    List<Element> unwanted = everything();
    unwanted.removeAll(wanted());
    return unwanted;
  }

  /// All that a network behind this bridge can have.
  List<Element> everything() {
    List<Element> everything = new ArrayList<>();
    everything.add(FirewallSkeleton.NETS.element(name()));
    everything.add(FirewallSkeleton.HAIR.element(name(), name()));
    everything.add(FirewallSkeleton.SAME.element(name(), name()));
    everything.add(FirewallSkeleton.SEALED.element(name()));
    for (IpFamily family : IpFamily.values()) {
      everything.add(masqueradeElement(family));
    }
    return everything;
  }

  private Element masqueradeElement(IpFamily family) {
    return FirewallSkeleton.masquerade(family).element(name());
  }

  private Component name() {
    return Component.ifname(bridge.value());
  }
}
