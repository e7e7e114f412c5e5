package io.libnetwork.lab.apply;

import java.util.List;
import java.util.stream.Collectors;

/// What applying a lab would do, in the order in which it would be done.
///
/// @param lab the lab's name
/// @param changes what differs; empty where the lab runs as it is wanted
public record LabPlan(String lab, List<LabChange> changes) {

  public LabPlan {
    changes = List.copyOf(changes);
  }

  /// Whether nothing would be done.
  public boolean isEmpty() {
    return changes.stream().allMatch(change -> change.verb() == LabChange.Verb.KEEP);
  }

  /// What would have to be made anew.
  public List<LabChange> replaced() {
    return changes.stream().filter(change -> change.verb() == LabChange.Verb.REPLACE).toList();
  }

  /// A line for each change; `nothing` where there is none.
  @Override
  public String toString() {
    return changes.isEmpty()
        ? "nothing"
        : changes.stream().map(LabChange::toString).collect(Collectors.joining("\n"));
  }
}
