package io.libnetwork.explain.ruleset;

import java.util.Optional;

/// A part of a rule.
sealed interface Statement {

  /// The rule goes on only where this holds.
  ///
  /// @param operator as listings have it: `==`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `!`
  record Compare(Selector left, String operator, MapSource<Boolean> right) implements Statement {}

  /// The packet's fate, or where it goes on.
  record Decide(Decision decision) implements Statement {}

  /// A decision looked up.
  record DecideBy(Selector key, MapSource<Decision> in) implements Statement {}

  /// An address is changed.
  ///
  /// @param kind `dnat`, `snat`, `masquerade` or `redirect`
  /// @param family `ip` or `ip6` where the rule names one, else empty
  record Translate(String kind, String family, Optional<Selector> address, Optional<Selector> port)
      implements Statement {}

  /// A mark or a label is set.
  record Assign(Selector what, Selector value) implements Statement {}

  /// The connection is not tracked.
  record Untrack() implements Statement {}

  /// What happens a limited number of times; taken as long as the limit is not reached.
  ///
  /// @param beyond it holds only beyond the limit
  record Limited(boolean beyond) implements Statement {}

  /// Counts, logs, or changes what no rule here asks for.
  record Aside() implements Statement {}

  /// Whatever cannot be told here, by the words of the listing.
  record Other(String what) implements Statement {}
}
