package io.libnetwork.dhcp.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long a client waits for an answer before it asks again: 4 s at first, twice as long each
/// time, 64 s at most, each a second more or less by chance (RFC 2131 section 4.1).
final class Dhcp4Retransmission {

  private static final long FIRST_MILLIS = 4_000;
  private static final long LONGEST_MILLIS = 64_000;
  private static final long CHANCE_MILLIS = 1_000;

  private final RandomGenerator random;
  private long pause = FIRST_MILLIS;
  private int count;

  Dhcp4Retransmission(RandomGenerator random) {
    this.random = random;
  }

  /// Begins anew.
  void reset() {
    pause = FIRST_MILLIS;
    count = 0;
  }

  /// How often has been asked.
  int count() {
    return count;
  }

  /// How long to wait for the answer to what is asked now.
  Duration next() {
    long chance = random.nextLong(-CHANCE_MILLIS, CHANCE_MILLIS + 1);
    Duration wait = Duration.ofMillis(pause + chance);
    pause = Math.min(LONGEST_MILLIS, 2 * pause);
    count++;
    return wait;
  }
}
