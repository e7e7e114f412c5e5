package io.libnetwork.explain;

import io.libnetwork.explain.ruleset.RuleName;
import java.util.List;

/// A rule of somebody else that stops what our networks are meant to let pass.
///
/// @param what what is stopped, as in `from outside to port 0.0.0.0:8080/tcp`; the first where one
///   rule stops several
/// @param more how many more the same rule stops
/// @param owner who has made the rule
/// @param back it stops the answers
/// @param toType what to type so that it no longer does
public record Finding(
    String what, int more, RuleName rule, RuleOwner owner, boolean back, List<String> toType) {

  public Finding {
    toType = List.copyOf(toType);
  }

  /// As in `from outside to port 0.0.0.0:8080/tcp: dropped by ip filter FORWARD: policy drop
  /// (ufw)`.
  @Override
  public String toString() {
    return what
        + (more == 0 ? "" : " and " + more + " more")
        + (back ? ", the answers" : "")
        + ": dropped by "
        + rule
        + " ("
        + owner
        + ")"
        + (toType.isEmpty() ? "" : "; to type: " + String.join(" && ", toType));
  }
}
