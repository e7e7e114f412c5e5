package io.libnetwork.linux.nftables;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// A table as the kernel has it, without the elements of its sets: what is to be compared.
///
/// Two are equal where the same rules stand in the same order in chains of the same names, which
/// the kernel enters at the same places. Neither handles nor the names that nft gives to sets
/// without a name are in it, so the same rules are equal whenever they were made.
///
/// @param chains by name; of each first where the kernel enters it and what its policy is, then a
///   text for each rule, which says nothing to people
/// @param sets the names of sets and maps that were given one
public record TableShape(Map<String, List<String>> chains, Set<String> sets) {

  public TableShape {
    chains = Map.copyOf(chains);
    sets = Set.copyOf(sets);
  }
}
