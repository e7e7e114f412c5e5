package io.libnetwork.http.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The metrics of one scrape, each with its values by labels.
///
/// A name is said without its ending: Prometheus' format adds `_total` to counters.
final class Families {

  /// Of two values with the same labels the later one counts: objects may come and go while they
  /// are looked at.
  private record Family(String name, String help, boolean counter, Map<Labels, Double> values) {}

  private final Map<String, Family> families = new LinkedHashMap<>();
  private final List<MetricSnapshot> others = new ArrayList<>();

  /// Says a value that only rises.
  ///
  /// @param labels names and values, in turn
  Families count(String name, String help, long value, String... labels) {
    return put(name, help, true, (double) value, labels);
  }

  /// Says a value as it is now.
  ///
  /// @param labels names and values, in turn
  Families gauge(String name, String help, double value, String... labels) {
    return put(name, help, false, value, labels);
  }

  private Families put(String name, String help, boolean counter, double value, String... labels) {
    families
        .computeIfAbsent(name, _ -> new Family(name, help, counter, new LinkedHashMap<>()))
        .values()
        .put(Labels.of(labels), value);
    return this;
  }

  /// Says how values are spread.
  void add(HistogramSnapshot histogram) {
    others.add(histogram);
  }

  List<MetricSnapshot> snapshots() {
    List<MetricSnapshot> all = new ArrayList<>(others);
    for (Family family : families.values()) {
      all.add(family.counter() ? counter(family) : gauge(family));
    }
    return all;
  }

  private static MetricSnapshot counter(Family family) {
    CounterSnapshot.Builder builder =
        CounterSnapshot.builder().name(family.name()).help(family.help());
    family
        .values()
        .forEach((labels, value) ->
            builder.dataPoint(
                CounterDataPointSnapshot.builder().labels(labels).value(value).build()));
    return builder.build();
  }

  private static MetricSnapshot gauge(Family family) {
    GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(family.name()).help(family.help());
    family
        .values()
        .forEach((labels, value) ->
            builder.dataPoint(
                GaugeDataPointSnapshot.builder().labels(labels).value(value).build()));
    return builder.build();
  }
}
