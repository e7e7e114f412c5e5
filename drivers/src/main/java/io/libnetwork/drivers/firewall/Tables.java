package io.libnetwork.drivers.firewall;

import io.libnetwork.linux.nftables.Definition;
import io.libnetwork.linux.nftables.Table;
import io.libnetwork.linux.nftables.Transaction;

/// Our tables as one: that of what is routed, and that of what is bridged.
final class Tables {

  private Tables() {}

  static boolean ours(Table table) {
    return table.equals(FirewallSkeleton.TABLE) || table.equals(BridgeSkeleton.TABLE);
  }

  /// Makes them, or makes them right, without elements.
  static Transaction skeleton() {
    return Transaction.builder()
        .then(FirewallSkeleton.transaction())
        .then(BridgeSkeleton.transaction())
        .build();
  }

  /// The tables and their sets: where elements can be put before any rule asks for them.
  static Transaction sets() {
    return Transaction.builder().then(FirewallSkeleton.sets()).then(BridgeSkeleton.sets()).build();
  }

  /// Deletes them, whatever is in them.
  static Transaction removal() {
    return Transaction.builder()
        .destroy(FirewallSkeleton.TABLE)
        .destroy(BridgeSkeleton.TABLE)
        .build();
  }

  /// Whether an element of a set lets something in that would otherwise be kept out.
  static boolean opens(Definition definition) {
    return FirewallSkeleton.OPENING.contains(definition);
  }
}
