package io.libnetwork.drivers.firewall;

import io.libnetwork.linux.nftables.RulesetChange;
import io.libnetwork.linux.nftables.RulesetChange.Kind;
import io.libnetwork.linux.nftables.RulesetChange.Touched;
import java.util.HashSet;
import java.util.Set;

/// What others may have done to our tables since it was repaired last.
///
/// @param rules tables, chains, rules or sets were touched: everything has to be looked at
/// @param sets the sets and maps of ours whose elements were touched
/// @param by who did it, for the log
record Damage(boolean rules, Set<Touched> sets, Set<String> by) {

  static final Damage NONE = new Damage(false, Set.of(), Set.of());

  /// Anything may have happened.
  static final Damage UNKNOWN = new Damage(true, Set.of(), Set.of("somebody unheard"));

  Damage {
    sets = Set.copyOf(sets);
    by = Set.copyOf(by);
  }

  /// What a change has touched of ours. The chain `user` is its owner's to change.
  static Damage of(RulesetChange change) {
    boolean rules = false;
    Set<Touched> sets = new HashSet<>();
    for (Touched touched : change.touched()) {
      if (Tables.ours(touched.table()) && !isUsers(touched)) {
        rules |= touched.kind() != Kind.ELEMENTS;
        if (touched.kind() == Kind.ELEMENTS) {
          sets.add(touched);
        }
      }
    }
    if (!rules && sets.isEmpty()) {
      return NONE;
    }
    return new Damage(rules, sets, Set.of(change.command() + " (thread " + change.process() + ")"));
  }

  boolean none() {
    return !rules && sets.isEmpty();
  }

  /// Both.
  Damage and(Damage other) {
    Set<Touched> allSets = new HashSet<>(sets);
    allSets.addAll(other.sets);
    Set<String> all = new HashSet<>(by);
    all.addAll(other.by);
    return new Damage(rules || other.rules, allSets, all);
  }

  /// Rules in it are none of ours; that it is gone would be.
  private static boolean isUsers(Touched touched) {
    return touched.table().equals(FirewallSets.TABLE)
        && touched.kind() == Kind.CHAIN
        && touched.name().equals(FirewallSkeleton.USER.name());
  }
}
