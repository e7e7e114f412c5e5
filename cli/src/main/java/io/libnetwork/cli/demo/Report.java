package io.libnetwork.cli.demo;

import java.util.List;
import java.util.Optional;

/// What a demonstration showed.
///
/// @param steps how each step ended that was tried, in order
/// @param containers the containers it had
/// @param leaks what was left behind
public record Report(List<StepResult> steps, List<ContainerFacts> containers, List<String> leaks) {

  public Report {
    steps = List.copyOf(steps);
    containers = List.copyOf(containers);
    leaks = List.copyOf(leaks);
  }

  /// Whether every step came out as it should and nothing was left behind.
  public boolean ok() {
    return leaks.isEmpty() && steps.stream().allMatch(StepResult::ok);
  }

  /// The first step that failed, and why, on one line.
  public Optional<String> firstFailure() {
    return steps.stream()
        .filter(step -> !step.ok())
        .findFirst()
        .map(step -> "the demo failed to " + step.name() + ": " + step.detail());
  }
}
