package io.libnetwork.doctor;

import java.util.List;

/// What a look at a host has found.
///
/// @param findings what is wrong, in the order of the checks
/// @param unclear what could not be told
/// @param recorded how many networks, endpoints and sandboxes the store has; -1 without a store
public record Diagnosis(List<Finding> findings, List<Unclear> unclear, int recorded) {

  /// A check that could not be made.
  ///
  /// @param check which one
  /// @param why it could not
  public record Unclear(String check, String why) {}

  public Diagnosis {
    findings = List.copyOf(findings);
    unclear = List.copyOf(unclear);
  }

  /// In one word.
  public enum Verdict {
    /// Everything was looked at, and nothing found.
    CLEAN,
    /// Something was found.
    FINDINGS,
    /// Nothing was found, and not everything could be looked at.
    UNCLEAR
  }

  /// In one word.
  public Verdict verdict() {
    if (!findings.isEmpty()) {
      return Verdict.FINDINGS;
    }
    return unclear.isEmpty() ? Verdict.CLEAN : Verdict.UNCLEAR;
  }
}
