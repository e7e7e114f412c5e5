package io.libnetwork.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One thing that was measured.
///
/// @param name the row's name, which later runs keep
/// @param unit of the values, as in `ms` or `ops/s`
/// @param n how many values there were
/// @param p50 the median
/// @param p95 the value that 95 in 100 do not exceed; for a rate, do not fall below
/// @param against what it is compared with
/// @param server whose values these are; empty where they are ours
/// @param more further values by their names, such as `qps`
public record Row(
    String name,
    String unit,
    int n,
    double p50,
    double p95,
    Optional<Against> against,
    Optional<String> server,
    Map<String, Double> more) {

  public Row {
    more = Collections.unmodifiableMap(new LinkedHashMap<>(more));
  }

  /// Ours, and nothing beside the two values.
  Row(String name, String unit, int n, double p50, double p95, Optional<Against> against) {
    this(name, unit, n, p50, p95, against, Optional.empty(), Map.of());
  }

  /// A floor or a peer, measured in the same run.
  ///
  /// @param name who it is
  /// @param p50 its median, in the row's unit
  public record Against(String name, double p50) {}

  /// Whether the larger value is the better one: of a rate, which is something per second.
  public boolean moreIsBetter() {
    return unit.endsWith("/s");
  }

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
