package io.libnetwork.explain.ruleset;

import java.util.Locale;
import java.util.Optional;

/// A rule, or the policy of a base chain, as its owner finds it.
///
/// @param family of the table, as in `inet`
/// @param handle the rule's; empty for a chain's policy
/// @param text the rule as nft(8) writes it, or the policy
/// @param hook the base chain's, or that of the base chain that led to the rule
public record RuleName(
    String family, String table, String chain, Optional<Long> handle, String text, Point hook) {

  /// The table, as commands name it.
  public String tableName() {
    return family + " " + table;
  }

  /// As in `inet filter forward, handle 7: drop`.
  @Override
  public String toString() {
    return handle.isPresent()
        ? "%s %s %s, handle %d: %s".formatted(family, table, chain, handle.get(), text)
        : "%s %s %s: %s".formatted(family, table, chain, text);
  }

  /// How the hook is spelled in rulesets.
  public String hookName() {
    return hook.name().toLowerCase(Locale.ROOT);
  }
}
