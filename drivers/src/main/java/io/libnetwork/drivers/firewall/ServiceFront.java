package io.libnetwork.drivers.firewall;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.nftables.Component;
import io.libnetwork.linux.nftables.Element;
import io.libnetwork.linux.nftables.MapDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Where connections to a service come in.
///
/// @param at a virtual address, or one of the host's; unspecified for every address of the host
/// @param port there
/// @param target the backends' port
/// @param sources the clients' prefixes; everybody without any
public record ServiceFront(
    IpAddress at, Protocol protocol, Port port, Port target, Set<IpPrefix> sources) {

  public ServiceFront {
    sources = Set.copyOf(sources);
  }

  /// One for everybody.
  public ServiceFront(IpAddress at, Protocol protocol, Port port, Port target) {
    this(at, protocol, port, target, Set.of());
  }

  IpFamily family() {
    return at.family();
  }

  /// How a slot is drawn.
  Element drawing(Component chain) {
    MapDefinition map =
        (at.unspecified() ? ServiceSets.SERVICES_ANYWHERE : ServiceSets.SERVICES).of(family());
    return map.element(key(), chain);
  }

  /// Who may come in; nothing where everybody may.
  List<Element> limit() {
    return sources.isEmpty()
        ? List.of()
        : new PortLimit(protocol, at, PortRange.single(port), sources).elements();
  }

  /// Where a slot leads.
  Element slot(SlotTable.Slot<IpAddress> slot) {
    MapDefinition map =
        (at.unspecified() ? ServiceSets.SLOTS_ANYWHERE : ServiceSets.SLOTS).of(family());
    List<Component> key = key();
    key.add(Component.classId(slot.number()));
    return map.element(key, Component.of(slot.backend()), Component.of(target));
  }

  private List<Component> key() {
    List<Component> key = new ArrayList<>();
    if (!at.unspecified()) {
      key.add(Component.of(at));
    }
    key.add(Component.of(protocol));
    key.add(Component.of(port));
    return key;
  }
}
