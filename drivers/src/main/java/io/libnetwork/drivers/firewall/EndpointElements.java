package io.libnetwork.drivers.firewall;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.nftables.Component;
import io.libnetwork.linux.nftables.Element;
import io.libnetwork.linux.nftables.MapDefinition;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An endpoint as the firewall sees it.
///
/// @param bridge the interface behind which it is
/// @param addresses its addresses in its network's subnets
/// @param ports what it publishes; each at one of its addresses. One whose host address is the
///   endpoint's own is published there, without translation
/// @param exposure who reaches its addresses from elsewhere than through `bridge`
/// @param identity who it may be on its bridge; whoever it likes without one
/// @param link that it is behind `bridge` alone, which is no bridge then
public record EndpointElements(
    InterfaceName bridge,
    List<IpAddress> addresses,
    List<PortBinding> ports,
    Exposure exposure,
    Optional<PortIdentity> identity,
    Optional<RoutedLink> link) {

  /// @throws IllegalArgumentException if the bridge's name is one that nftables would not take
  ///   literally, a port leads to an address that is not the endpoint's, or from one family to the
  ///   other
  public EndpointElements {
    addresses = List.copyOf(addresses);
    ports = List.copyOf(ports);
    Component.ifname(bridge.value());
    for (PortBinding port : ports) {
      requireFitting(port, addresses);
    }
  }

  /// An endpoint on a bridge.
  public EndpointElements(
      InterfaceName bridge,
      List<IpAddress> addresses,
      List<PortBinding> ports,
      Exposure exposure,
      Optional<PortIdentity> identity) {
    this(bridge, addresses, ports, exposure, identity, Optional.empty());
  }

  /// An endpoint of a routed network.
  public EndpointElements(RoutedLink link, List<IpAddress> addresses, List<PortBinding> ports) {
    this(
        link.name(),
        addresses,
        ports,
        link.network().exposure(),
        Optional.empty(),
        Optional.of(link));
  }

  /// An endpoint whose addresses are reached from its own network alone.
  public EndpointElements(
      InterfaceName bridge, List<IpAddress> addresses, List<PortBinding> ports) {
    this(bridge, addresses, ports, Exposure.NONE, Optional.empty());
  }

  /// The same endpoint publishing something else.
  public EndpointElements withPorts(List<PortBinding> others) {
    return new EndpointElements(bridge, addresses, others, exposure, identity, link);
  }

  /// Everything that must be there, in an order of its own.
  Set<Element> elements() {
    Set<Element> elements = new LinkedHashSet<>();
    link.ifPresent(own -> elements.addAll(own.elements()));
    addresses.forEach(address -> elements.addAll(guarding(address)));
    identity.ifPresent(own -> elements.addAll(own.elements()));
    Set<IpAddress> targets = new LinkedHashSet<>();
    for (PortBinding port : ports) {
      elements.addAll(publishing(port));
      if (!direct(port)) {
        targets.add(port.containerAddress());
      }
    }
    for (IpAddress target : targets) {
      Component self = Component.of(target);
      elements.add(FirewallSets.SELF.of(target.family()).element(self, self));
    }
    return elements;
  }

  private List<Element> guarding(IpAddress address) {
    List<Element> elements = new ArrayList<>();
    if (exposure.mode(address.family()).guarded()) {
      elements.add(FirewallSets.GUARD.of(address.family()).element(Component.of(address)));
      elements.add(link.map(own -> own.home(address)).orElseGet(() -> home(bridge, address)));
      exposure.trusted().forEach(each -> elements.add(home(each, address)));
    }
    return elements;
  }

  private static Element home(InterfaceName from, IpAddress address) {
    return FirewallSets.HOME
        .of(address.family())
        .element(Component.ifname(from.value()), Component.of(address));
  }

  /// To who trusts an interface of the host, a port for some clients only is not opened besides:
  /// who they are was said of the host's address.
  private List<Element> publishing(PortBinding port) {
    List<Element> elements = new ArrayList<>();
    boolean limited = !port.sources().isEmpty();
    if (!direct(port)) {
      elements.add(published(port));
    }
    if (direct(port) || (!limited && exposure.direct(port.containerAddress().family()))) {
      elements.add(opened(port));
    }
    if (limited) {
      elements.addAll(PortLimit.of(port).elements());
    }
    return elements;
  }

  /// Whether it is published at the endpoint's own address.
  private static boolean direct(PortBinding port) {
    return port.hostAddress().equals(port.containerAddress());
  }

  private Element opened(PortBinding port) {
    return FirewallSets.open(port.containerAddress().family(), port.range())
        .element(
            Component.ifname(bridge.value()),
            Component.of(port.containerAddress()),
            Component.of(port.protocol()),
            port.range()
                ? Component.of(port.containerPorts())
                : Component.of(port.containerPort()));
  }

  /// A range, which keeps its numbers, is one element of an interval map, however long it is. One
  /// port is an element of a hash map, which costs the same whatever else is in it.
  private static Element published(PortBinding port) {
    IpAddress host = port.hostAddress();
    MapDefinition map = FirewallSets.published(host.family(), host.unspecified(), port.range());
    Component target = Component.of(port.containerAddress());
    return port.range()
        ? map.element(key(port), target)
        : map.element(key(port), target, Component.of(port.containerPort()));
  }

  private static List<Component> key(PortBinding port) {
    Component protocol = Component.of(port.protocol());
    Component ports = port.range() ? Component.of(port.hostPorts()) : Component.of(port.hostPort());
    return port.hostAddress().unspecified()
        ? List.of(protocol, ports)
        : List.of(Component.of(port.hostAddress()), protocol, ports);
  }

  private static void requireFitting(PortBinding port, List<IpAddress> addresses) {
    if (!addresses.contains(port.containerAddress())) {
      throw new IllegalArgumentException(
          "%s leads to %s: expected one of the endpoint's addresses %s"
              .formatted(port, port.containerAddress(), addresses));
    }
    if (port.hostAddress().family() != port.containerAddress().family()) {
      throw new IllegalArgumentException(
          "%s leads from %s to %s: expected addresses of one family, the kernel translates no other"
              .formatted(port, port.hostAddress(), port.containerAddress()));
    }
  }
}
