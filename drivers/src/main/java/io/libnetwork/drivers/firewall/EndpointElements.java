package io.libnetwork.drivers.firewall;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.nftables.Component;
import io.libnetwork.linux.nftables.Element;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// An endpoint as the firewall sees it.
///
/// @param bridge the interface behind which it is
/// @param addresses its addresses in its network's subnets; from elsewhere than through `bridge`
///   they are not reached but through a published port
/// @param ports what it publishes; each at one of its addresses
public record EndpointElements(
    InterfaceName bridge, List<IpAddress> addresses, List<PortBinding> ports) {

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

  /// The same endpoint publishing something else.
  public EndpointElements withPorts(List<PortBinding> others) {
    return new EndpointElements(bridge, addresses, others);
  }

  /// Everything that must be there, in an order of its own.
  Set<Element> elements() {
    Set<Element> elements = new LinkedHashSet<>();
    for (IpAddress address : addresses) {
      Component where = Component.of(address);
      elements.add(FirewallSkeleton.guard(address.family()).element(where));
      elements.add(
          FirewallSkeleton.home(address.family()).element(Component.ifname(bridge.value()), where));
    }
    Set<IpAddress> targets = new LinkedHashSet<>();
    for (PortBinding port : ports) {
      targets.add(port.containerAddress());
      elements.add(published(port));
    }
    for (IpAddress target : targets) {
      Component self = Component.of(target);
      elements.add(FirewallSkeleton.self(target.family()).element(self, self));
    }
    return elements;
  }

  /// A range, which keeps its numbers, is one element of an interval map, however long it is. One
  /// port is an element of a hash map, which costs the same whatever else is in it.
  private static Element published(PortBinding port) {
    IpAddress host = port.hostAddress();
    IpFamily family = host.family();
    Component target = Component.of(port.containerAddress());
    if (port.range()) {
      return host.unspecified()
          ? FirewallSkeleton.anywhereSpan(family).element(key(port), target)
          : FirewallSkeleton.publishedSpan(family).element(key(port), target);
    }
    Component targetPort = Component.of(port.containerPort());
    return host.unspecified()
        ? FirewallSkeleton.anywhere(family).element(key(port), target, targetPort)
        : FirewallSkeleton.published(family).element(key(port), target, targetPort);
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
