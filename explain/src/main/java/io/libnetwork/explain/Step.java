package io.libnetwork.explain;

import io.libnetwork.explain.ruleset.RuleName;
import java.util.Optional;

/// A step on a packet's way.
///
/// @param place whose namespace it is in
/// @param what as in `comes in by br-4242`
/// @param rule the rule that did it; empty where it was none
/// @param back it is the answer's
public record Step(String place, String what, Optional<RuleName> rule, boolean back) {

  /// As in `host: comes in by br-4242`.
  @Override
  public String toString() {
    return (back ? "answer, " : "")
        + place
        + ": "
        + what
        + rule.map(decided -> " by " + decided).orElse("");
  }
}
