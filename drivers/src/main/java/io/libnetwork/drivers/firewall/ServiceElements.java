package io.libnetwork.drivers.firewall;

import io.libnetwork.Balancing;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.nftables.Component;
import io.libnetwork.linux.nftables.Element;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A service as the firewall sees it: where its connections come in, and which slots lead to which
/// backend. It changes as backends come and go. Not for several threads.
public final class ServiceElements {

  private final InterfaceName bridge;
  private final List<IpAddress> virtual;
  private final List<ServiceFront> fronts;
  private final Balancing balancing;
  private final Map<IpFamily, SlotTable<IpAddress>> tables = new EnumMap<>(IpFamily.class);

  /// A change of elements, which is one transaction.
  public record Change(List<Element> gone, List<Element> come) {}

  /// A service without backends.
  ///
  /// @param bridge the interface behind which its network's endpoints are
  /// @param virtual its own addresses, which are reached from its network alone
  /// @param fronts where its connections come in, at these addresses and at others
  public ServiceElements(
      InterfaceName bridge,
      List<IpAddress> virtual,
      List<ServiceFront> fronts,
      Balancing balancing) {
    this.bridge = bridge;
    this.virtual = List.copyOf(virtual);
    this.fronts = List.copyOf(fronts);
    this.balancing = balancing;
    for (IpFamily family : IpFamily.values()) {
      tables.put(family, new SlotTable<>(balancing instanceof Balancing.Sticky));
    }
  }

  /// The same by itself.
  public ServiceElements copy() {
    ServiceElements copy = new ServiceElements(bridge, virtual, fronts, balancing);
    copy.tables.replaceAll((family, _) -> table(family).copy());
    return copy;
  }

  /// Where its connections come in.
  public List<ServiceFront> fronts() {
    return fronts;
  }

  /// Leads connections to a backend, as many as its weight says among the others.
  ///
  /// @param addresses at most one of each family
  /// @throws IllegalStateException when there are more backends than can be led to
  public Change put(Collection<IpAddress> addresses, int weight) {
    Change change = new Change(new ArrayList<>(), new ArrayList<>());
    for (IpAddress address : addresses) {
      SlotTable<IpAddress> table = table(address.family());
      int had = table.size();
      note(address.family(), had, table.put(address, weight), change);
    }
    return change;
  }

  /// Leads no connection to a backend any more.
  public Change remove(Collection<IpAddress> addresses) {
    Change change = new Change(new ArrayList<>(), new ArrayList<>());
    for (IpAddress address : addresses) {
      SlotTable<IpAddress> table = table(address.family());
      int had = table.size();
      note(address.family(), had, table.remove(address), change);
    }
    return change;
  }

  /// What a backend needs that may be led to itself.
  public static List<Element> backend(Collection<IpAddress> addresses) {
    List<Element> elements = new ArrayList<>();
    for (IpAddress address : addresses) {
      Component self = Component.of(address);
      elements.add(ServiceSets.BACKENDS.of(address.family()).element(self, self));
    }
    return elements;
  }

  /// What must be there whether it has backends or not.
  List<Element> standing() {
    List<Element> elements = new ArrayList<>();
    for (IpAddress address : virtual) {
      Component at = Component.of(address);
      IpFamily family = address.family();
      elements.add(ServiceSets.VIRTUAL.of(family).element(at));
      elements.add(FirewallSets.GUARD.of(family).element(at));
      elements.add(FirewallSets.HOME.of(family).element(Component.ifname(bridge.value()), at));
    }
    fronts.forEach(front -> elements.addAll(front.limit()));
    return elements;
  }

  /// Everything that must be there.
  List<Element> elements() {
    List<Element> elements = standing();
    for (ServiceFront front : fronts) {
      SlotTable<IpAddress> table = table(front.family());
      drawing(front, table.size()).ifPresent(elements::add);
      table.slots().forEach(slot -> elements.add(front.slot(slot)));
    }
    return elements;
  }

  private void note(IpFamily family, int had, SlotTable.Change<IpAddress> moved, Change change) {
    int has = table(family).size();
    for (ServiceFront front : fronts) {
      if (front.family() == family) {
        moved.gone().forEach(slot -> change.gone().add(front.slot(slot)));
        moved.come().forEach(slot -> change.come().add(front.slot(slot)));
        if (had != has) {
          drawing(front, had).ifPresent(change.gone()::add);
          drawing(front, has).ifPresent(change.come()::add);
        }
      }
    }
  }

  /// Where nobody serves, the host's own ports are refused by name: what is for a virtual address
  /// is refused as all is there that nothing leads on.
  private Optional<Element> drawing(ServiceFront front, int size) {
    if (size > 0) {
      return Optional.of(front.drawing(ServiceChains.drawing(balancing, size).jump()));
    }
    return virtual.contains(front.at())
        ? Optional.empty()
        : Optional.of(front.drawing(ServiceChains.NOBODY.jump()));
  }

  private SlotTable<IpAddress> table(IpFamily family) {
    SlotTable<IpAddress> table = tables.get(family);
    if (table == null) {
      throw new IllegalStateException("no table of " + family);
    }
    return table;
  }
}
