package io.libnetwork.explain.ruleset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rule of a listing.
///
/// @param text as nft(8) writes it
record ListedRule(long handle, String text, List<Statement> statements) {

  ListedRule {
    statements = List.copyOf(statements);
  }

  /// The same rule, meaning what another one says; itself without one.
  ListedRule meaning(@Nullable ListedRule other) {
    return other == null ? this : new ListedRule(handle, text, other.statements);
  }
}
