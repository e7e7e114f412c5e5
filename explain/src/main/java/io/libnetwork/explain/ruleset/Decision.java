package io.libnetwork.explain.ruleset;

/// What a rule says of a packet's fate, see nft(8) "verdict statements".
sealed interface Decision {

  /// This base chain lets it pass.
  record Accept() implements Decision {}

  /// It is dropped in silence.
  record Drop() implements Decision {}

  /// It is dropped, and its sender is told.
  record Reject() implements Decision {}

  /// The chain's end.
  record Return() implements Decision {}

  /// The next rule.
  record Continue() implements Decision {}

  /// Another chain, and back.
  record Jump(String chain) implements Decision {}

  /// Another chain, without a way back.
  record Goto(String chain) implements Decision {}

  /// A program decides.
  record Queue() implements Decision {}
}
