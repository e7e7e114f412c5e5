package io.libnetwork.bench;

import java.util.ArrayList;
import java.util.List;

/// Rates of one kind, of which more is better.
final class Rates {

  private final List<Double> rates = new ArrayList<>();

  void add(double rate) {
    rates.add(rate);
  }

  int count() {
    return rates.size();
  }

  /// The smallest value that so many in 100 do not exceed.
  double percentile(int percent) {
    List<Double> sorted = rates.stream().sorted().toList();
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }
}
