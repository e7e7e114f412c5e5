package io.libnetwork.bench;

import java.util.Optional;

/// One thing that was measured.
///
/// @param name the row's name, which later runs keep
/// @param unit of the values, as in `ms` or `ops/s`
/// @param n how many values there were
/// @param p50 the median
/// @param p95 the value that 95 in 100 do not exceed; for a rate, do not fall below
/// @param against what it is compared with
public record Row(
    String name, String unit, int n, double p50, double p95, Optional<Against> against) {

  /// A floor or a peer, measured in the same run.
  ///
  /// @param name who it is
  /// @param p50 its median, in the row's unit
  public record Against(String name, double p50) {}

  /// Ours divided by theirs.
  public Optional<Double> ratio() {
    return against.map(other -> p50 / other.p50());
  }

  /// A row of durations in milliseconds.
  static Row of(String name, Samples ours) {
    return new Row(
        name,
        Samples.UNIT,
        ours.count(),
        ours.percentile(50),
        ours.percentile(95),
        Optional.empty());
  }

  /// A row of durations in milliseconds, compared with others of the same run.
  static Row of(String name, Samples ours, String against, Samples theirs) {
    return new Row(
        name,
        Samples.UNIT,
        ours.count(),
        ours.percentile(50),
        ours.percentile(95),
        Optional.of(new Against(against, theirs.percentile(50))));
  }
}
