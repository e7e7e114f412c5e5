package io.libnetwork.bench;

import java.util.Arrays;

/// Durations of one kind.
final class Samples {

  static final String UNIT = "ms";

  private static final double NANOS_PER_UNIT = 1e6;
  private static final int FIRST_CAPACITY = 512;

  private long[] nanos = new long[FIRST_CAPACITY];
  private int count;

  /// Does something and notes how long it took.
  void time(Runnable work) {
    long start = System.nanoTime();
    work.run();
    add(System.nanoTime() - start);
  }

  void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count] = duration;
    count++;
  }

  void addAll(Samples others) {
    for (int i = 0; i < others.count; i++) {
      add(others.nanos[i]);
    }
  }

  int count() {
    return count;
  }

  /// The smallest value that so many in 100 do not exceed.
  double percentile(int percent) {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percent / 100.0 * count);
    return sorted[Math.max(0, rank - 1)] / NANOS_PER_UNIT;
  }
}
