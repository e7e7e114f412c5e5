package io.libnetwork.linux.tc;

import java.time.Duration;

/// A token bucket filter: sends no faster than a rate, save for a burst; see tc-tbf(8).
///
/// @param rate how fast tokens come, a byte each
/// @param burst how many tokens the bucket holds, in bytes, 1 to 2^32 - 1. A packet larger than
///   that is cut where it can be cut, and dropped elsewhere: 64 KiB pass what a TCP sender hands
///   down at once. Read back it may differ by what the rate sends in a tick, 64 ns
/// @param limit how many bytes wait for tokens before more are dropped, 1 to 2^32 - 1
public record Tbf(Rate rate, long burst, long limit) implements QdiscKind {

  private static final long MOST = 0xffff_ffffL;

  /// @throws IllegalArgumentException when out of range, or the burst takes longer than the kernel
  ///   counts, some 274 s
  public Tbf {
    require("burst", burst);
    require("limit", limit);
    int _ = ticks(rate, burst);
  }

  /// A bucket in which packets wait for so long, at most, before more are dropped.
  ///
  /// @throws IllegalArgumentException when out of range
  public static Tbf of(Rate rate, long burst, Duration latency) {
    return new Tbf(rate, burst, burst + rate.bytes(latency));
  }

  /// How long a packet waits at most.
  public Duration latency() {
    return limit > burst ? rate.time(limit - burst) : Duration.ZERO;
  }

  @Override
  public String text() {
    return "tbf";
  }

  int ticks() {
    return ticks(rate, burst);
  }

  private static int ticks(Rate rate, long burst) {
    return Ticks.of(rate.time(burst), "a burst of " + burst + " bytes at " + rate);
  }

  private static void require(String what, long bytes) {
    if (bytes < 1 || bytes > MOST) {
      throw new IllegalArgumentException(
          "a %s of %d bytes, expected 1 to 2^32 - 1".formatted(what, bytes));
    }
  }
}
