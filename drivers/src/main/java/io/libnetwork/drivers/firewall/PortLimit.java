package io.libnetwork.drivers.firewall;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.nftables.Component;
import io.libnetwork.linux.nftables.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// That published ports are for some clients only. Whoever has none of the prefixes is refused, so
/// with prefixes of one family nobody of the other comes in.
///
/// @param protocol of the ports
/// @param at where they are published; unspecified for every address of the host
/// @param ports the ports there
/// @param sources the clients' prefixes, of both families
record PortLimit(Protocol protocol, IpAddress at, PortRange ports, Set<IpPrefix> sources) {

  PortLimit {
    sources = Set.copyOf(sources);
  }

  static PortLimit of(PortBinding port) {
    return new PortLimit(port.protocol(), port.hostAddress(), port.hostPorts(), port.sources());
  }

  List<Element> elements() {
    List<Element> elements = new ArrayList<>();
    boolean everywhere = at.unspecified();
    List<Component> where = where(everywhere);
    elements.add(
        FirewallSets.limit(at.family(), everywhere).element(where.toArray(Component[]::new)));
    for (IpPrefix source : widest()) {
      List<Component> key = new ArrayList<>();
      key.add(Component.of(source));
      key.addAll(where);
      elements.add(
          FirewallSets.from(at.family(), everywhere).element(key.toArray(Component[]::new)));
    }
    return elements;
  }

  private List<Component> where(boolean everywhere) {
    List<Component> where = new ArrayList<>();
    if (!everywhere) {
      where.add(Component.of(at));
    }
    where.add(Component.of(protocol));
    where.add(ports.size() == 1 ? Component.of(ports.first()) : Component.of(ports));
    return where;
  }

  /// Prefixes that lie in none of the others: the kernel takes no two that overlap.
  private List<IpPrefix> widest() {
    return sources.stream()
        .filter(source -> source.family() == at.family())
        .filter(source ->
            sources.stream().noneMatch(other -> !other.equals(source) && other.contains(source)))
        .sorted()
        .toList();
  }
}
