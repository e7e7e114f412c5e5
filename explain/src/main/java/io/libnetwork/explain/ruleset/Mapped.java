package io.libnetwork.explain.ruleset;

import java.util.List;

/// What a map leads to, or a translation's target: an address, a port, both, or a range of them.
///
/// @param values in the order of a concatenation
/// @param certain whether it is these values; a range gives any of its own
record Mapped(List<Term> values, boolean certain) {

  Mapped {
    values = List.copyOf(values);
  }
}
