package io.libnetwork.spi;

import io.libnetwork.PlannedStep;

/// Where it is noted what would be done, in place of doing it.
@FunctionalInterface
public interface Notes {

  /// Notes a step; the order of notes is the order of a plan.
  void note(PlannedStep step);
}
