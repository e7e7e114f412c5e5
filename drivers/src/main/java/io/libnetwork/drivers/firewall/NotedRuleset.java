package io.libnetwork.drivers.firewall;

import io.libnetwork.Difference.Whose;
import io.libnetwork.PlannedStep;
import io.libnetwork.PlannedStep.Kind;
import io.libnetwork.linux.nftables.Definition;
import io.libnetwork.linux.nftables.Element;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.nftables.Table;
import io.libnetwork.spi.Notes;
import java.util.Set;
import java.util.function.Supplier;

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
            ? PlannedStep.change(
                Kind.FIREWALL, Whose.NOBODY, ElementText.of(table), "its rules made right")
            : PlannedStep.make(
                Kind.FIREWALL, Whose.NOBODY, ElementText.of(table), "with its rules"));
  }

  void gone(Table table) {
    notes.note(
        PlannedStep.remove(
            Kind.FIREWALL, Whose.NOBODY, ElementText.of(table), "with all that is in it"));
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

  /// As in `element tcp . 8080 : 10.1.0.2 . 80 of map any4 in table inet libnetwork`.
  private static String text(Element element) {
    Definition definition = element.definition();
    return "element %s of %s %s in %s"
        .formatted(
            ElementText.of(element),
            definition.kind(),
            definition.name(),
            ElementText.of(definition.table()));
  }
}
