package io.libnetwork.cli.demo;

import java.time.Duration;

/// How a step ended.
///
/// @param name the step's name
/// @param ok whether it came out as it should
/// @param took how long it took
/// @param detail what was seen, or why it failed
public record StepResult(String name, boolean ok, Duration took, String detail) {

  private static final double NANOS_PER_MICRO = 1_000;
  private static final double MICROS_PER_MILLI = 1_000;

  /// How long it took in milliseconds, to the microsecond.
  public double millis() {
    return Math.round(took.toNanos() / NANOS_PER_MICRO) / MICROS_PER_MILLI;
  }
}
