package io.libnetwork.testing;

import java.time.Duration;
import java.util.List;

/// How long a number of answers took.
final class Latencies {

  private final long[] nanos;
  private final int missing;

  /// @param nanos of those that came
  /// @param missing of those that were asked for
  Latencies(List<Long> nanos, int missing) {
    this.nanos = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    this.missing = missing;
  }

  /// How many answers did not come.
  int missing() {
    return missing;
  }

  /// The latency that this share of the answers does not exceed.
  ///
  /// @param percent from 1 to 100
  Duration percentile(int percent) {
    return Duration.ofNanos(nanos[Math.max(0, nanos.length * percent / 100 - 1)]);
  }

  @Override
  public String toString() {
    return "%d answers, p50 %d us, p99 %d us, longest %d us, %d missing"
        .formatted(
            nanos.length,
            percentile(50).toNanos() / 1000,
            percentile(99).toNanos() / 1000,
            percentile(100).toNanos() / 1000,
            missing);
  }
}
