package io.libnetwork.drivers.firewall;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.nftables.Component;
import io.libnetwork.linux.nftables.Element;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.ArrayList;
import java.util.List;

/// Who an endpoint may be on its bridge: frames that claim another MAC or IP address, in their
/// headers, in ARP or in neighbour discovery, are dropped where they enter the bridge.
///
/// @param port the bridge's port they enter by; it need not exist yet
/// @param mac the endpoint's MAC address
/// @param addresses all of its addresses, link-local ones included
/// @param trunk whether its frames may have a VLAN's tag; of those only the MAC address is judged
public record PortIdentity(
    InterfaceName port, MacAddress mac, List<IpAddress> addresses, boolean trunk) {

  /// One whose frames have no tag.
  public PortIdentity(InterfaceName port, MacAddress mac, List<IpAddress> addresses) {
    this(port, mac, addresses, false);
  }

  /// @throws IllegalArgumentException if the port's name is one that nftables would not take
  ///   literally
  public PortIdentity {
    addresses = List.copyOf(addresses);
    Component.ifname(port.value());
  }

  List<Element> elements() {
    Component name = Component.ifname(port.value());
    List<Element> elements = new ArrayList<>();
    elements.add(BridgeSkeleton.PORTS.element(name));
    elements.add(BridgeSkeleton.MACS.element(name, Component.of(mac)));
    if (trunk) {
      elements.add(BridgeSkeleton.TRUNKS.element(name));
    }
    for (IpAddress address : addresses) {
      elements.add(BridgeSkeleton.IPS.of(address.family()).element(name, Component.of(address)));
      if (address instanceof Ipv6Address v6) {
        elements.add(BridgeSkeleton.TARGETS6.element(name, Component.ndTarget(v6)));
      }
    }
    return elements;
  }
}
