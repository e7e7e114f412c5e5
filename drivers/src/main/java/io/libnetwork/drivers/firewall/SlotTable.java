package io.libnetwork.drivers.firewall;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which slot of a service leads to which backend: to each as many as its weight says, and each to
/// one as long as that one is there.
///
/// A backend that comes takes slots of those that have most for their weight, one that goes leaves
/// its own to those that have least: others keep theirs, and so do those who are led by them. The
/// cost is that of the slots that change hands. The table grows eightfold when its slots get too
/// few to be shared out fairly, and never shrinks while there is a backend.
///
/// Not for several threads.
///
/// @param <K> a backend
final class SlotTable<K> {

  /// So many slots at least for the lightest backend, as long as there is a larger table.
  private static final int LEAST_SHARE = 8;

  private final boolean bySuffix;
  private final Map<K, Share<K>> shares = new HashMap<>();
  private final NavigableSet<Share<K>> byLoad =
      new TreeSet<>(
          Comparator.<Share<K>>comparingDouble(Share::load)
              .thenComparingLong(share -> share.order));

  /// Whose each slot is; empty while there is no backend.
  private List<K> owners = new ArrayList<>();

  private long weights;
  private long order;

  /// A slot and where it leads.
  record Slot<K>(int number, K backend) {}

  /// What becomes of a table.
  ///
  /// @param gone slots that lead somewhere no more
  /// @param come slots that lead somewhere from now on; the same may be in both
  record Change<K>(List<Slot<K>> gone, List<Slot<K>> come) {}

  /// @param bySuffix slots are drawn so that what draws a slot draws one with the same lowest bits
  ///   from a larger table; otherwise one with the same highest bits
  SlotTable(boolean bySuffix) {
    this.bySuffix = bySuffix;
  }

  /// The same by itself.
  SlotTable<K> copy() {
    SlotTable<K> copy = new SlotTable<>(bySuffix);
    copy.become(this);
    return copy;
  }

  /// How many slots there are; none without a backend.
  int size() {
    return owners.size();
  }

  /// Every slot.
  List<Slot<K>> slots() {
    List<Slot<K>> all = new ArrayList<>(owners.size());
    for (int slot = 0; slot < owners.size(); slot++) {
      all.add(new Slot<>(slot, owners.get(slot)));
    }
    return all;
  }

  /// How many slots lead to a backend.
  int slots(K backend) {
    return Optional.ofNullable(shares.get(backend)).map(share -> share.slots.size()).orElse(0);
  }

  /// Gives a backend its share, whether it had one before or not.
  ///
  /// @param weight 1 or more
  /// @throws IllegalStateException when there are more backends than slots
  Change<K> put(K backend, int weight) {
    Moves moves = new Moves();
    Share<K> share = shares.get(backend);
    if (share == null) {
      if (shares.size() == ServiceChains.SIZES.getLast() / LEAST_SHARE) {
        throw new IllegalStateException(shares.size() + " backends have all the slots");
      }
      share = new Share<>(backend, order++);
      shares.put(backend, share);
    } else {
      byLoad.remove(share);
      weights -= share.weight;
    }
    share.weight = weight;
    weights += weight;
    byLoad.add(share);
    grow(moves);
    settle(share, moves);
    return moves.change();
  }

  /// Leaves a backend's share to the others. One that has none has none.
  Change<K> remove(K backend) {
    Moves moves = new Moves();
    Share<K> share = shares.remove(backend);
    if (share == null) {
      return moves.change();
    }
    byLoad.remove(share);
    weights -= share.weight;
    for (int i = share.slots.size() - 1; i >= 0; i--) {
      int slot = share.slots.get(i);
      moves.note(slot, backend);
      if (!byLoad.isEmpty()) {
        give(slot, byLoad.first());
      }
    }
    if (byLoad.isEmpty()) {
      owners = new ArrayList<>();
    }
    return moves.change();
  }

  /// Is as another one from now on.
  void become(SlotTable<K> other) {
    shares.clear();
    byLoad.clear();
    owners = new ArrayList<>(other.owners);
    weights = other.weights;
    order = other.order;
    other
        .shares
        .values()
        .forEach(share -> {
          Share<K> same = share.copy();
          shares.put(same.backend, same);
          byLoad.add(same);
        });
  }

  /// Takes slots of those that have most, or gives some to those that have least.
  private void settle(Share<K> share, Moves moves) {
    int fair = (int) Math.max(1, Math.round((double) owners.size() * share.weight / weights));
    while (share.slots.size() < fair) {
      Optional<Share<K>> donor = donor(share);
      if (donor.isEmpty()) {
        return;
      }
      move(donor.get(), share, moves);
    }
    while (share.slots.size() > fair) {
      Share<K> least = byLoad.first();
      if (least == share) {
        return;
      }
      move(share, least, moves);
    }
  }

  /// Who has most for its weight, and not one alone.
  private Optional<Share<K>> donor(Share<K> other) {
    return byLoad.descendingSet().stream()
        .filter(share -> share != other && share.slots.size() > 1)
        .findFirst();
  }

  private void move(Share<K> from, Share<K> to, Moves moves) {
    byLoad.remove(from);
    int slot = from.slots.removeLast();
    byLoad.add(from);
    moves.note(slot, from.backend);
    give(slot, to);
  }

  private void give(int slot, Share<K> to) {
    byLoad.remove(to);
    to.slots.add(slot);
    byLoad.add(to);
    owners.set(slot, to.backend);
  }

  /// What was drawn from the smaller table leads where it led.
  private void grow(Moves moves) {
    int wanted = wanted();
    if (wanted <= owners.size()) {
      return;
    }
    List<K> before = owners;
    K first = byLoad.first().backend;
    owners = new ArrayList<>(wanted);
    shares.values().forEach(share -> share.slots.clear());
    for (int slot = 0; slot < wanted; slot++) {
      owners.add(before.isEmpty() ? first : before.get(source(slot, wanted, before.size())));
      share(owners.get(slot)).slots.add(slot);
    }
    moves.grown(before);
    byLoad.clear();
    byLoad.addAll(shares.values());
  }

  private int source(int slot, int wanted, int had) {
    return bySuffix ? slot % had : slot / (wanted / had);
  }

  private Share<K> share(K backend) {
    Share<K> share = shares.get(backend);
    if (share == null) {
      throw new IllegalStateException("a slot leads to " + backend + ", which is no backend");
    }
    return share;
  }

  private int wanted() {
    int lightest = shares.values().stream().mapToInt(share -> share.weight).min().orElse(1);
    long fair = LEAST_SHARE * weights / lightest;
    return ServiceChains.SIZES.stream()
        .filter(size -> size >= fair)
        .findFirst()
        .orElse(ServiceChains.SIZES.getLast());
  }

  /// A backend's part.
  private static final class Share<K> {

    private final K backend;
    private final long order;
    private final List<Integer> slots = new ArrayList<>();
    private int weight;

    Share(K backend, long order) {
      this.backend = backend;
      this.order = order;
    }

    Share<K> copy() {
      Share<K> copy = new Share<>(backend, order);
      copy.weight = weight;
      copy.slots.addAll(slots);
      return copy;
    }

    double load() {
      return (double) slots.size() / weight;
    }
  }

  /// Where slots led before.
  private final class Moves {

    private final Map<Integer, K> before = new LinkedHashMap<>();
    private @Nullable List<K> smaller;

    void note(int slot, K was) {
      before.putIfAbsent(slot, was);
    }

    void grown(List<K> had) {
      smaller = had;
    }

    Change<K> change() {
      List<Slot<K>> gone = new ArrayList<>();
      List<Slot<K>> come = new ArrayList<>();
      List<K> had = smaller;
      if (had == null) {
        before.forEach((slot, was) -> compare(slot, was, gone, come));
        return new Change<>(gone, come);
      }
      for (int slot = 0; slot < owners.size(); slot++) {
        if (slot < had.size()) {
          compare(slot, had.get(slot), gone, come);
        } else {
          come.add(new Slot<>(slot, owners.get(slot)));
        }
      }
      return new Change<>(gone, come);
    }

    private void compare(int slot, K was, List<Slot<K>> gone, List<Slot<K>> come) {
      boolean empty = owners.isEmpty();
      if (empty || !was.equals(owners.get(slot))) {
        gone.add(new Slot<>(slot, was));
        if (!empty) {
          come.add(new Slot<>(slot, owners.get(slot)));
        }
      }
    }
  }
}
