package io.libnetwork.plugins.check;

import java.util.Optional;

/// What came of one case.
///
/// @param name what is expected, as a sentence without a subject: `gives an address of its pool`
/// @param failure what came instead; empty where the case is met
public record CheckResult(String name, Optional<String> failure) {

  /// Whether the plugin does what is expected.
  public boolean met() {
    return failure.isEmpty();
  }

  /// As a line of a report.
  @Override
  public String toString() {
    return failure.map(what -> "FAILED  " + name + ": " + what).orElse("ok      " + name);
  }
}
