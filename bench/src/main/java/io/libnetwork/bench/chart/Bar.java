package io.libnetwork.bench.chart;

import java.util.Map;
import java.util.Optional;

/// One bar of a group.
///
/// @param who whose values these are
/// @param ours whether they are ours
/// @param p50 the median: the bar's length
/// @param p95 the value that 95 in 100 do not exceed, or of a rate do not fall below: a mark; empty
///   where it was not kept
/// @param more further values by their names, told and not drawn
record Bar(String who, boolean ours, double p50, Optional<Double> p95, Map<String, Double> more) {

  /// Its p95 where that says something: of one value alone it is the median.
  Optional<Double> spread() {
    return p95.filter(value -> value != p50);
  }

  /// The largest value that is drawn.
  double largest() {
    return Math.max(p50, p95.orElse(0.0));
  }
}
