package io.libnetwork.cli.demo;

import java.util.List;

/// How a demonstration is shown: told what comes, how each step ended, and what it came to.
public interface Presentation {

  /// Before the first step.
  ///
  /// @param steps the names of the steps to come
  void begin(List<String> steps);

  /// When a step has ended.
  void show(StepResult step);

  /// After the last step.
  void end(Report report);
}
