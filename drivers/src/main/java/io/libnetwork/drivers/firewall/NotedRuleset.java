package io.libnetwork.drivers.firewall;

import io.libnetwork.Difference.Whose;
import io.libnetwork.PlannedStep;
import io.libnetwork.PlannedStep.Kind;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.nftables.Component;
import io.libnetwork.linux.nftables.Definition;
import io.libnetwork.linux.nftables.Element;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.nftables.Table;
import io.libnetwork.linux.nftables.Verdict;
import io.libnetwork.spi.Notes;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What would become of our tables, as a plan tells it; the host's ruleset is only read.
final class NotedRuleset {

  private final Supplier<Nftables> nftables;
  private final Notes notes;

  NotedRuleset(Supplier<Nftables> nftables, Notes notes) {
    this.nftables = nftables;
    this.notes = notes;
  }

  /// A table is made; one that is there is made right.
  void made(Table table) {
    notes.note(
        nftables.get().exists(table)
            ? PlannedStep.change(Kind.FIREWALL, Whose.NOBODY, text(table), "its rules made right")
            : PlannedStep.make(Kind.FIREWALL, Whose.NOBODY, text(table), "with its rules"));
  }

  void gone(Table table) {
    notes.note(
        PlannedStep.remove(Kind.FIREWALL, Whose.NOBODY, text(table), "with all that is in it"));
  }

  void come(Element element) {
    notes.note(PlannedStep.make(Kind.FIREWALL, Whose.NOBODY, text(element), ""));
  }

  void gone(Element element) {
    notes.note(PlannedStep.remove(Kind.FIREWALL, Whose.NOBODY, text(element), ""));
  }

  /// What the tables would have by now; only the rules of their owner are read.
  FirewallContents contents(DesiredElements desired) {
    if (!desired.in(FirewallSets.NETS).isEmpty()) {
      return new FirewallContents(true, false, Set.of());
    }
    return FirewallContents.withoutNetworks(nftables.get());
  }

  private static String text(Table table) {
    return "table " + table.family() + " " + table.name();
  }

  /// As in `element tcp . 8080 : 10.1.0.2 . 80 of map any4 in table inet libnetwork`.
  private static String text(Element element) {
    Definition definition = element.definition();
    String data = element.data().isEmpty() ? "" : " : " + text(element.data());
    return "element %s%s of %s %s in %s"
        .formatted(
            text(element.key()),
            data,
            definition.kind(),
            definition.name(),
            text(definition.table()));
  }

  private static String text(List<Component> components) {
    return components.stream().map(NotedRuleset::text).collect(Collectors.joining(" . "));
  }

  /// What nftables numbers has names for people.
  private static String text(Component component) {
    return switch (component) {
      case Component.InetProto(Protocol protocol) -> protocol.toString();
      case Component.EtherType(IpFamily family) ->
          switch (family) {
            case V4 -> "ip";
            case V6 -> "ip6";
          };
      case Component.NdTarget(Ipv6Address address) -> address.toString();
      case Component.Ifname _,
          Component.Address _,
          Component.Subnet _,
          Component.Ether _,
          Component.InetService _,
          Component.InetServices _,
          Verdict _ ->
          component.toString();
    };
  }
}
