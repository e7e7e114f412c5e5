package io.libnetwork.bench.chart;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/// What a group and its bars say to those who do not see them, with all digits.
final class Telling {

  private Telling() {}

  /// A sentence.
  static String of(Group group) {
    StringJoiner bars = new StringJoiner("; ", head(group) + ": ", ".");
    group.bars().forEach(bar -> bars.add(of(bar) + against(group, bar)));
    return bars.toString();
  }

  /// A bar's values.
  static String of(Bar bar) {
    StringJoiner values = new StringJoiner(", ", bar.who() + " ", "");
    values.add("p50 " + Figures.exact(bar.p50()));
    bar.p95().ifPresent(p95 -> values.add("p95 " + Figures.exact(p95)));
    Map<String, Double> more = new TreeMap<>(bar.more());
    more.forEach((name, value) -> values.add(name + " " + Figures.exact(value)));
    return values.toString();
  }

  private static String head(Group group) {
    return group.name() + ", " + direction(group) + ", of " + group.n();
  }

  /// The unit, and which way is good.
  static String direction(Group group) {
    return group.unit() + (group.moreIsBetter() ? ", more is better" : ", less is better");
  }

  private static String against(Group group, Bar bar) {
    return group.ratio(bar).map(ratio -> ", ours " + Figures.ratio(ratio) + " of it").orElse("");
  }
}
