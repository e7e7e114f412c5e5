package io.libnetwork;

import java.util.List;
import java.util.stream.Collectors;

/// What an operation would do if it were asked for now, in the order in which it would happen; see
/// [Planner].
///
/// Told is what is ours or concerns us: interfaces, addresses, routes of the main table, kernel
/// parameters, firewall, ports, namespaces, records. Not told is what the kernel adds to each of
/// these by itself: routes of its table `local` and to multicast addresses, link-local addresses
/// and their routes, the addresses of a loopback interface, and the parameters that an interface
/// brings, as far as they stay as the kernel makes them.
///
/// @param steps in their order
public record Plan(List<PlannedStep> steps) {

  public Plan {
    steps = List.copyOf(steps);
  }

  /// Whether nothing would be done.
  public boolean isEmpty() {
    return steps.isEmpty();
  }

  /// Whether all that would be done can be told; what cannot is a step of kind
  /// [PlannedStep.Kind#UNCLEAR].
  public boolean clear() {
    return steps.stream().noneMatch(step -> step.kind() == PlannedStep.Kind.UNCLEAR);
  }

  /// A line for each step; `nothing` where there is none.
  @Override
  public String toString() {
    return steps.isEmpty()
        ? "nothing"
        : steps.stream().map(PlannedStep::toString).collect(Collectors.joining("\n"));
  }
}
