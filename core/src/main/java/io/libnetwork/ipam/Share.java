package io.libnetwork.ipam;

import io.libnetwork.address.UInt128;
import io.libnetwork.spi.PoolId;
import java.util.Optional;

/// One network's share of a subnet: where its automatic addresses come from, in which order, and
/// how far that has come.
///
/// Guarded by the lock of the [Subnet] that made it, which alone calls it.
final class Share {

  private final PoolId id;
  private final String holder;
  private final Order order;
  private final UInt128 first;
  private final UInt128 last;

  /// The address given out last in turn.
  private Optional<UInt128> latest = Optional.empty();

  private boolean resuming;
  private boolean open = true;

  /// How an automatic address is chosen.
  enum Order {
    /// The lowest that is free.
    LOWEST,
    /// The next that is free after the latest.
    IN_TURN
  }

  /// A share of the ordinals `first` to `last`, both included; of none if `last` is below `first`.
  ///
  /// @param resuming the share was held before a restart, and its addresses are about to be told
  ///   again
  Share(PoolId id, String holder, Order order, boolean resuming, UInt128 first, UInt128 last) {
    this.id = id;
    this.holder = holder;
    this.order = order;
    this.resuming = resuming;
    this.first = first;
    this.last = last;
  }

  /// The same share as far as it has come.
  Share copy() {
    Share copy = new Share(id, holder, order, resuming, first, last);
    copy.latest = latest;
    copy.open = open;
    return copy;
  }

  PoolId id() {
    return id;
  }

  String holder() {
    return holder;
  }

  boolean open() {
    return open;
  }

  void close() {
    open = false;
  }

  UInt128 first() {
    return first;
  }

  UInt128 last() {
    return last;
  }

  /// An address of this order's choice that is not in `used`, or empty when none is left.
  Optional<UInt128> choose(OrdinalRuns used) {
    return switch (order) {
      case LOWEST -> used.firstClear(first, last);
      case IN_TURN -> chooseInTurn(used);
    };
  }

  Optional<UInt128> chooseInTurn(OrdinalRuns used) {
    UInt128 start =
        latest
            .filter(given -> given.compareTo(last) < 0)
            .map(o -> o.plus(UInt128.ONE))
            .orElse(first);
    Optional<UInt128> chosen = used.firstClear(start, last).or(() -> used.firstClear(first, last));
    if (chosen.isPresent()) {
      latest = chosen;
      resuming = false;
    }
    return chosen;
  }

  /// Takes note of an endpoint's address that was asked for. After a restart those are the
  /// addresses given out before, and the turn goes on behind the highest of them.
  void noteAsked(UInt128 ordinal) {
    boolean inside = first.compareTo(ordinal) <= 0 && ordinal.compareTo(last) <= 0;
    if (resuming && inside && latest.map(o -> o.compareTo(ordinal) < 0).orElse(true)) {
      latest = Optional.of(ordinal);
    }
  }

  /// The pool and who holds it.
  @Override
  public String toString() {
    return id.prefix() + " of " + holder;
  }
}
