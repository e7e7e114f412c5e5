package io.libnetwork.drivers.firewall;

import static io.libnetwork.drivers.firewall.FirewallSets.TABLE;
import static io.libnetwork.linux.nftables.ElementType.CLASSID;
import static io.libnetwork.linux.nftables.ElementType.INET_SERVICE;
import static io.libnetwork.linux.nftables.ElementType.VERDICT;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.nftables.Definition;
import io.libnetwork.linux.nftables.ElementType;
import io.libnetwork.linux.nftables.MapDefinition;
import io.libnetwork.linux.nftables.SetDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The sets and maps by which connections to a service are shared out. What is asked of them is in
/// [ServiceChains].
///
/// Where connections come in there is one element, which leads to the chain that draws a slot; and
/// each slot is one element, which leads to a backend. So a backend that comes or goes changes its
/// own slots and nothing else, and no rule.
final class ServiceSets {

  /// So many clients are remembered on a host.
  private static final int MOST_REMEMBERED = 262_144;

  /// The virtual addresses: nothing of the host answers there.
  static final PerFamily<SetDefinition> VIRTUAL =
      FirewallSets.sets("vip", f -> List.of(FirewallSets.address(f)));

  /// A backend and itself, which it may be led to.
  static final PerFamily<SetDefinition> BACKENDS =
      FirewallSets.sets("back", f -> List.of(FirewallSets.address(f), FirewallSets.address(f)));

  /// Ports of services, at one address: how a slot is drawn.
  static final PerFamily<MapDefinition> SERVICES =
      PerFamily.of(f -> TABLE.map(FirewallSets.named("service", f), FirewallSets.at(f), VERDICT));

  /// Ports of services at every address of the host: how a slot is drawn.
  static final PerFamily<MapDefinition> SERVICES_ANYWHERE =
      PerFamily.of(
          f -> TABLE.map(FirewallSets.named("serviceany", f), FirewallSets.everywhere(), VERDICT));

  /// Where a slot of a port at one address leads.
  static final PerFamily<MapDefinition> SLOTS =
      PerFamily.of(f -> slots("slot", f, FirewallSets.at(f)));

  /// Where a slot of a port at every address of the host leads.
  static final PerFamily<MapDefinition> SLOTS_ANYWHERE =
      PerFamily.of(f -> slots("slotany", f, FirewallSets.everywhere()));

  /// Which slot a client has drawn, by a hash of the client and of whom it asked. Rules add to it.
  static final MapDefinition REMEMBERED =
      TABLE.learningMap("remembered", MOST_REMEMBERED, List.of(CLASSID), CLASSID);

  /// All of them.
  static final List<Definition> ALL = all();

  /// Those whose elements let something in: they are filled last.
  static final Set<Definition> OPENING =
      Stream.of(SERVICES, SERVICES_ANYWHERE, SLOTS, SLOTS_ANYWHERE)
          .flatMap(each -> each.both().stream())
          .collect(Collectors.toUnmodifiableSet());

  private ServiceSets() {}

  private static MapDefinition slots(String name, IpFamily family, List<ElementType> at) {
    List<ElementType> key = new ArrayList<>(at);
    key.add(CLASSID);
    return TABLE.map(
        FirewallSets.named(name, family), key, FirewallSets.address(family), INET_SERVICE);
  }

  private static List<Definition> all() {
    List<Definition> all = new ArrayList<>();
    Stream.of(VIRTUAL, BACKENDS).forEach(each -> all.addAll(each.both()));
    Stream.of(SERVICES, SERVICES_ANYWHERE, SLOTS, SLOTS_ANYWHERE)
        .forEach(each -> all.addAll(each.both()));
    all.add(REMEMBERED);
    return List.copyOf(all);
  }
}
