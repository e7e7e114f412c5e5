package io.libnetwork.dhcp.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long a client of DHCPv6 waits for an answer before it asks again: a time that is twice as
/// long each time, a tenth more or less by chance (RFC 8415 sections 15 and 7.6).
final class Dhcp6Retransmission {

  private static final double CHANCE = 0.1;

  private final RandomGenerator random;
  private Times times = Times.SOLICIT;
  private Duration longestSolicit = Times.SOLICIT.longest;
  private double pause;
  private int count;

  /// What is asked, and how often.
  enum Times {
    SOLICIT(1, 3600, 0),
    REQUEST(1, 30, 10),
    RENEW(10, 600, 0),
    REBIND(10, 600, 0),
    /// As [#REBIND], of who does not know how long the lease lasts.
    REBOOT(10, 600, 4),
    RELEASE(1, 0, 4),
    DECLINE(1, 0, 4);

    private final Duration first;
    private final Duration longest;
    private final int most;

    /// @param first how many seconds are waited at first (IRT)
    /// @param longest how many at most (MRT); zero for any number
    /// @param most how often is asked (MRC); zero for any number of times
    Times(long first, long longest, int most) {
      this.first = Duration.ofSeconds(first);
      this.longest = Duration.ofSeconds(longest);
      this.most = most;
    }
  }

  Dhcp6Retransmission(RandomGenerator random) {
    this.random = random;
  }

  /// Begins to ask.
  void begin(Times what) {
    times = what;
    count = 0;
  }

  /// A server says how long is waited at most until servers are looked for again (SOL_MAX_RT).
  void longestSolicit(Duration longest) {
    longestSolicit = longest;
  }

  /// How often has been asked.
  int count() {
    return count;
  }

  /// It has been asked as often as it may be.
  boolean over() {
    return times.most > 0 && count >= times.most;
  }

  /// How long to wait for the answer to what is asked now.
  Duration next() {
    boolean solicit = times == Times.SOLICIT;
    double longest = seconds(solicit ? longestSolicit : times.longest);
    double chance = random.nextDouble(solicit && count == 0 ? 0 : -CHANCE, CHANCE);
    double base = count == 0 ? seconds(times.first) : 2 * pause;
    pause = longest > 0 && base > longest ? longest * (1 + chance) : base + chance * previous();
    count++;
    return Duration.ofNanos((long) (pause * 1e9) + 1);
  }

  /// What chance is a part of: the time before, or the first one.
  private double previous() {
    return count == 0 ? seconds(times.first) : pause;
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
