package io.libnetwork.bench.chart;

import io.libnetwork.bench.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is compared with each other: bars of one unit and one scale, which begins at 0.
///
/// @param name the row's name
/// @param n how many values ours are of
/// @param moreIsBetter false where less is
/// @param bars ours first
/// @param end the value at the scale's end; 0 where all values are
record Group(String name, String unit, int n, boolean moreIsBetter, List<Bar> bars, double end) {

  private static final String OURS = "ours";

  Group {
    bars = List.copyOf(bars);
  }

  /// The groups of rows, in the rows' order. Rows of one name with several servers are one group.
  ///
  /// A group of several bars has a scale of its own. A bar alone would always be as long as the
  /// scale then, whatever it says: those share one for each unit.
  static List<Group> of(List<Row> rows) {
    List<Group> groups = together(rows).stream().map(Group::group).toList();
    return groups.stream().map(group -> group.with(end(group, groups))).toList();
  }

  private static List<List<Row>> together(List<Row> rows) {
    List<List<Row>> together = new ArrayList<>();
    Map<String, List<Row>> served = new LinkedHashMap<>();
    for (Row row : rows) {
      if (row.server().isEmpty()) {
        together.add(List.of(row));
      } else {
        served
            .computeIfAbsent(
                row.name() + " in " + row.unit(),
                _ -> {
                  List<Row> servers = new ArrayList<>();
                  together.add(servers);
                  return servers;
                })
            .add(row);
      }
    }
    return together;
  }

  private static Group group(List<Row> rows) {
    Row first = rows.getFirst();
    List<Bar> bars = new ArrayList<>();
    for (Row row : rows) {
      String who = row.server().orElse(OURS);
      bars.add(new Bar(who, who.equals(OURS), row.p50(), Optional.of(row.p95()), row.more()));
      row.against()
          .map(other -> new Bar(other.name(), false, other.p50(), Optional.empty(), Map.of()))
          .ifPresent(bars::add);
    }
    return new Group(first.name(), first.unit(), first.n(), first.moreIsBetter(), bars, 0);
  }

  private static double end(Group group, List<Group> groups) {
    return group.alone()
        ? groups.stream()
            .filter(other -> other.alone() && other.unit.equals(group.unit))
            .mapToDouble(Group::largest)
            .max()
            .orElseThrow()
        : group.largest();
  }

  private Group with(double end) {
    return new Group(name, unit, n, moreIsBetter, bars, end);
  }

  /// Whether there is nothing to compare it with.
  boolean alone() {
    return bars.size() == 1;
  }

  private double largest() {
    return bars.stream().mapToDouble(Bar::largest).max().orElseThrow();
  }

  /// Where a value is on the scale, from 0 to 1.
  double place(double value) {
    return end == 0 ? 0 : value / end;
  }

  /// Ours divided by another's; nothing where there are none of ours, or the other's is 0.
  Optional<Double> ratio(Bar other) {
    return bars.stream()
        .filter(Bar::ours)
        .findFirst()
        .filter(_ -> !other.ours() && other.p50() > 0)
        .map(ours -> ours.p50() / other.p50());
  }
}
