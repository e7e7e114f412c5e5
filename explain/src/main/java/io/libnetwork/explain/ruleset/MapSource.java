package io.libnetwork.explain.ruleset;

/// Where a rule looks a key up.
///
/// @param <T> what elements lead to
sealed interface MapSource<T> {

  /// In a set or map of the table, by name.
  record Named<T>(String name) implements MapSource<T> {}

  /// In one of the rule's own.
  record Own<T>(Elements<T> elements) implements MapSource<T> {}
}
