package io.libnetwork.drivers.firewall;

import io.libnetwork.linux.KernelWork;
import io.libnetwork.linux.nftables.Element;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.nftables.NftablesException;
import io.libnetwork.linux.nftables.NftablesException.Reason;
import io.libnetwork.linux.nftables.RulesetChange.Touched;
import io.libnetwork.linux.nftables.Transaction;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What our tables must have, and how they come to have it: an operation's change, and the repair
/// of what others have changed.
///
/// Nothing is listed for that: what must be there is known, and to add what is there already
/// changes nothing. What others have added stays. Not for several threads: [Firewall]'s lock keeps
/// them apart.
final class DesiredRuleset {

  private static final Logger LOG = LoggerFactory.getLogger(DesiredRuleset.class);

  private static final int ATTEMPTS = 8;

  private enum State {
    /// Nothing has been changed by this object.
    UNTOUCHED,
    /// The tables have been made right by this object, and it knows of no damage.
    SOUND,
    /// The tables have to be made right before anything else.
    DAMAGED
  }

  private final Supplier<Nftables> nftables;
  private final Upkeep upkeep;
  private final Optional<NotedRuleset> notes;
  private final DesiredElements desired = new DesiredElements();
  private State state = State.UNTOUCHED;
  private boolean anchored;

  DesiredRuleset(Supplier<Nftables> nftables, Upkeep upkeep) {
    this(nftables, upkeep, Optional.empty());
  }

  private DesiredRuleset(Supplier<Nftables> nftables, Upkeep upkeep, Optional<NotedRuleset> notes) {
    this.nftables = nftables;
    this.upkeep = upkeep;
    this.notes = notes;
  }

  /// Its double.
  DesiredRuleset rehearsed(NotedRuleset noted) {
    DesiredRuleset copy = new DesiredRuleset(nftables, upkeep, Optional.of(noted));
    copy.desired.add(desired.in(_ -> true));
    copy.state = state;
    copy.anchored = anchored;
    return copy;
  }

  /// Something has been changed here.
  boolean used() {
    return state != State.UNTOUCHED;
  }

  Nftables nftables() {
    return nftables.get();
  }

  /// Takes elements away and adds others, in one transaction. If the tables turn out to be damaged
  /// they are repaired first.
  ///
  /// @throws NftablesException when the kernel refuses; then nothing was done
  void change(Collection<Element> gone, Collection<Element> come) {
    notes.ifPresent(noted -> note(noted, gone, come));
    if (state != State.SOUND) {
      makeWith(gone, come);
    } else {
      try {
        apply(removing(gone).add(come).build());
      } catch (NftablesException refused) {
        requireReason(Reason.NOT_FOUND, refused);
        repairAll();
        apply(Transaction.builder().destroy(unlessAnothers(gone)).add(come).build());
      }
    }
    desired.remove(gone);
    desired.add(come);
  }

  private void note(NotedRuleset noted, Collection<Element> gone, Collection<Element> come) {
    if (state == State.UNTOUCHED) {
      Tables.ALL.forEach(noted::made);
    }
    gone.stream().filter(desired::contains).forEach(noted::gone);
    come.stream().filter(element -> !desired.contains(element)).forEach(noted::come);
  }

  /// What decides whether somebody still needs the tables.
  FirewallContents contents() {
    return notes
        .map(noted -> noted.contents(desired))
        .orElseGet(() -> FirewallContents.read(nftables()));
  }

  /// Every element that must be there.
  List<Element> elements() {
    return desired.in(_ -> true);
  }

  /// Counts on elements without asking for them.
  void expect(Collection<Element> elements) {
    desired.add(elements);
  }

  /// Makes the tables right with what is desired and nothing else, but for whose forwarding it is
  /// and what rules have learnt: that is known by the kernel alone. Rules come last, where there
  /// were none: nothing is open that should not be.
  void restore() {
    desired.add(FirewallContents.notes(nftables()));
    makeSets();
    Transaction.Builder contents = Transaction.builder();
    Tables.DEFINITIONS.stream().filter(each -> each.learns() == 0).forEach(contents::flush);
    apply(contents.add(desired.in(_ -> true)).build());
    makeChains();
    state = State.SOUND;
    if (upkeep == Upkeep.REPAIR && !anchored) {
      anchor();
    }
  }

  /// Makes the tables right with what is desired, and leaves what else there is: it is that of
  /// other controllers.
  void restoreBeside() {
    desired.add(FirewallContents.notes(nftables()));
    repairAll();
    if (upkeep == Upkeep.REPAIR && !anchored) {
      anchor();
    }
  }

  /// Removes elements of which the kernel may hold some against us: a key that leads elsewhere is
  /// another's by now, and stays.
  void remove(Collection<Element> gone) {
    try {
      change(gone, List.of());
    } catch (NftablesException refused) {
      requireReason(Reason.EXISTS, refused);
      gone.forEach(this::removeUnlessAnothers);
    }
  }

  private void removeUnlessAnothers(Element element) {
    try {
      change(List.of(element), List.of());
    } catch (NftablesException refused) {
      requireReason(Reason.EXISTS, refused);
    }
  }

  /// Makes in a ruleset elsewhere what should be in this one.
  void copyTo(Nftables elsewhere) {
    if (!used()) {
      return;
    }
    elsewhere.apply(Tables.SKELETON);
    if (anchored) {
      elsewhere.apply(Anchor.transaction());
    }
    Transaction elements = Transaction.builder().add(desired.in(_ -> true)).build();
    if (!elements.isEmpty()) {
      elsewhere.apply(elements);
    }
  }

  /// Deletes the tables.
  void removeAll() {
    state = State.DAMAGED;
    notes.ifPresent(noted -> {
      desired.in(_ -> true).forEach(noted::gone);
      Tables.ALL.forEach(noted::gone);
    });
    desired.clear();
    apply(Tables.REMOVAL);
    if (anchored) {
      anchored = false;
      notes.ifPresent(noted -> noted.gone(Anchor.TABLE));
      apply(Anchor.removal());
    }
  }

  /// Repairs what others have done.
  ///
  /// @return how many elements were added again, or found there
  int repair(Damage damage) {
    if (state == State.UNTOUCHED || damage.none()) {
      return 0;
    }
    if (damage.rules() || state == State.DAMAGED) {
      return repairAll();
    }
    Set<Element> elements = new LinkedHashSet<>();
    for (Touched touched : damage.sets()) {
      desired
          .named(touched.name(), definition -> definition.table().equals(touched.table()))
          .forEach(definition -> elements.addAll(desired.in(definition)));
    }
    try {
      put(elements);
    } catch (NftablesException refused) {
      requireReason(Reason.NOT_FOUND, refused);
      return repairAll();
    }
    return elements.size();
  }

  /// What is known to be there is deleted; what only may be there is destroyed, which is refused
  /// where the key leads elsewhere.
  private Transaction.Builder removing(Collection<Element> gone) {
    List<Element> known = gone.stream().filter(desired::contains).toList();
    List<Element> unknown =
        unlessAnothers(gone).stream().filter(e -> !desired.contains(e)).toList();
    return Transaction.builder().destroy(unknown).delete(known);
  }

  private List<Element> unlessAnothers(Collection<Element> gone) {
    return gone.stream().filter(element -> !desired.isAnothers(element)).toList();
  }

  /// The first change comes with the tables themselves.
  private void makeWith(Collection<Element> gone, Collection<Element> come) {
    if (state == State.DAMAGED) {
      repairAll();
      apply(Transaction.builder().destroy(unlessAnothers(gone)).add(come).build());
      return;
    }
    apply(Transaction.builder().then(Tables.SKELETON).destroy(gone).add(come).build());
    state = State.SOUND;
    if (upkeep == Upkeep.REPAIR) {
      anchor();
    }
  }

  /// Somebody may empty the ruleset while it is being repaired: then it is begun again.
  private int repairAll() {
    for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
      try {
        return repairOnce();
      } catch (NftablesException refused) {
        requireReason(Reason.NOT_FOUND, refused);
      }
    }
    return repairOnce();
  }

  /// What keeps out comes before what it is asked by, and what lets in comes last: at no moment is
  /// more open than should be.
  private int repairOnce() {
    state = State.DAMAGED;
    makeSets();
    List<Element> closing = desired.in(definition -> !Tables.opens(definition));
    List<Element> opening = desired.in(Tables::opens);
    put(closing);
    makeChains();
    put(opening);
    state = State.SOUND;
    return closing.size() + opening.size();
  }

  /// A set that somebody made anew as another kind of set is in the way, and goes.
  private void makeSets() {
    try {
      apply(Tables.SETS);
    } catch (NftablesException refused) {
      requireReason(Reason.EXISTS, refused);
      apply(Transaction.builder().then(Tables.REMOVAL).then(Tables.SETS).build());
    }
  }

  /// A chain that somebody made anew at another hook is in the way, and goes, without a packet
  /// seeing none. The kernel tells of it by `EOPNOTSUPP`, and of a chain that has a hook and should
  /// have none by `EEXIST`, `nf_tables_updchain` in `net/netfilter/nf_tables_api.c`.
  private void makeChains() {
    try {
      apply(Tables.CHAINS);
    } catch (NftablesException refused) {
      if (refused.reason() != Reason.NOT_SUPPORTED) {
        requireReason(Reason.EXISTS, refused);
      }
      apply(Tables.CHAINS_ANEW);
    }
  }

  /// Adds elements; where a key leads elsewhere by somebody's doing, it is led back.
  private void put(Collection<Element> elements) {
    try {
      apply(Transaction.builder().add(elements).build());
    } catch (NftablesException refused) {
      requireReason(Reason.EXISTS, refused);
      elements.forEach(this::putAgain);
    }
  }

  private void putAgain(Element element) {
    try {
      apply(Transaction.builder().add(element).build());
    } catch (NftablesException refused) {
      requireReason(Reason.EXISTS, refused);
      apply(Transaction.builder().delete(element).add(element).build());
    }
  }

  /// Another process of ours may have one in this namespace, which does for both while it lives.
  private void anchor() {
    try {
      notes.ifPresent(noted -> noted.made(Anchor.TABLE));
      apply(Anchor.transaction());
      anchored = true;
    } catch (NftablesException refused) {
      LOG.info(
          "connections will not outlive a flush of the ruleset by others: {}",
          refused.getMessage());
    }
  }

  private void apply(Transaction transaction) {
    if (notes.isEmpty() && !transaction.isEmpty()) {
      KernelWork.firewallTransaction();
      nftables.get().apply(transaction);
    }
  }

  private static void requireReason(Reason expected, NftablesException refused) {
    if (refused.reason() != expected) {
      throw refused;
    }
  }
}
