package io.libnetwork.linux.nftables;

import java.util.Set;

/// What one transaction, of anybody, has changed.
///
/// @param generation the ruleset's number since
/// @param port the netlink port of the socket that asked for it, which is unique in its namespace
/// @param process the number of the thread that asked, as the initial PID namespace has it
/// @param command the name of that thread, as in `nft`
/// @param touched which things, each once
public record RulesetChange(
    int generation, int port, int process, String command, Set<Touched> touched) {

  /// What can be touched, as far as anybody asks.
  public enum Kind {
    /// A table was added or deleted.
    TABLE,
    /// A chain was added, changed or deleted, or one of its rules.
    CHAIN,
    /// A set or map was added or deleted.
    SET,
    /// A set's or map's elements were added or deleted.
    ELEMENTS
  }

  /// One thing.
  ///
  /// @param table its table, which is nobody's socket's own here
  /// @param name the chain's, set's or map's name; the table's for a table
  public record Touched(Table table, Kind kind, String name) {}

  public RulesetChange {
    touched = Set.copyOf(touched);
  }
}
