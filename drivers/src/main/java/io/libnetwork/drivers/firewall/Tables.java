package io.libnetwork.drivers.firewall;

import io.libnetwork.linux.nftables.Definition;
import io.libnetwork.linux.nftables.Table;
import io.libnetwork.linux.nftables.Transaction;
import java.util.List;
import java.util.stream.Stream;

/// Our tables as one: that of what is routed, and that of what is bridged.
final class Tables {

  /// The tables themselves.
  static final List<Table> ALL = List.of(FirewallSets.TABLE, BridgeSkeleton.TABLE);

  /// All sets and maps.
  static final List<Definition> DEFINITIONS =
      Stream.of(FirewallSets.ALL, ServiceSets.ALL, BridgeSkeleton.SETS)
          .flatMap(List::stream)
          .toList();

  /// The tables and their sets: where elements can be put before any rule asks for them.
  static final Transaction SETS =
      Transaction.builder().then(FirewallSkeleton.sets()).then(BridgeSkeleton.sets()).build();

  /// The chains and rules of tables whose sets are there.
  static final Transaction CHAINS =
      Transaction.builder().then(FirewallSkeleton.chains()).then(BridgeSkeleton.chains()).build();

  /// As [#CHAINS], where others have made a chain of that name anew for other packets. Those that
  /// the kernel enters go first: they lead to the rest.
  static final Transaction CHAINS_ANEW = chainsAnew();

  /// Makes them, or makes them right, without elements.
  static final Transaction SKELETON = Transaction.builder().then(SETS).then(CHAINS).build();

  /// Deletes them, whatever is in them.
  static final Transaction REMOVAL =
      Transaction.builder().destroy(FirewallSets.TABLE).destroy(BridgeSkeleton.TABLE).build();

  private Tables() {}

  private static Transaction chainsAnew() {
    Transaction.Builder anew = Transaction.builder().destroy(BridgeSkeleton.ENTER);
    FirewallSkeleton.CHAINS.stream()
        .filter(chain -> chain.hook().isPresent())
        .forEach(anew::destroy);
    FirewallSkeleton.CHAINS.stream().filter(chain -> chain.hook().isEmpty()).forEach(anew::destroy);
    return anew.then(CHAINS).build();
  }

  static boolean ours(Table table) {
    return table.equals(FirewallSets.TABLE) || table.equals(BridgeSkeleton.TABLE);
  }

  /// Whether an element of a set lets something in that would otherwise be kept out.
  static boolean opens(Definition definition) {
    return FirewallSets.OPENING.contains(definition) || ServiceSets.OPENING.contains(definition);
  }
}
