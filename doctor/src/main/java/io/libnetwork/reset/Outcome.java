package io.libnetwork.reset;

import io.libnetwork.linux.Sysctl;
import java.util.List;

/// What came of a reset.
///
/// @param restored parameters of the host that have their former value again
/// @param left what is still there, and why
public record Outcome(List<Sysctl.Change> restored, List<String> left) {

  public Outcome {
    restored = List.copyOf(restored);
    left = List.copyOf(left);
  }
}
