package io.libnetwork;

import io.libnetwork.linux.tc.Rate;
import java.time.Duration;

/// How fast traffic may go in one direction.
///
/// @param rate 8 kbit/s or more
/// @param burst how much may go at once above the rate, in bytes: 65,536, which is the most a
///   sender hands down at once, to 2^31 - 1, and not more than the rate sends in four minutes
public record BandwidthLimit(Rate rate, long burst) {

  /// The slowest rate, 8 kbit/s.
  public static final Rate LEAST_RATE = Rate.ofBits(8_000);

  /// The least burst, in bytes.
  public static final long LEAST_BURST = 65_536;

  private static final long MOST_BURST = Integer.MAX_VALUE;

  /// The kernel counts the time of a burst in 32 bits.
  private static final Duration LONGEST_BURST = Duration.ofMinutes(4);

  private static final Duration USUAL_BURST = Duration.ofMillis(10);
  private static final long LEAST_USUAL_BURST = 2 * LEAST_BURST;

  /// @throws NetworkException.InvalidParameter when out of range
  public BandwidthLimit {
    if (rate.compareTo(LEAST_RATE) < 0) {
      throw new NetworkException.InvalidParameter(
          "invalid bandwidth " + rate + ": expected " + LEAST_RATE + " or more");
    }
    long most = Math.min(MOST_BURST, rate.bytes(LONGEST_BURST));
    if (burst < LEAST_BURST || burst > most) {
      throw new NetworkException.InvalidParameter(
          "invalid burst of "
              + burst
              + " bytes at "
              + rate
              + ": expected "
              + LEAST_BURST
              + " to "
              + most);
    }
  }

  /// A limit with a burst that suits it: what the rate sends in 10 ms, and 131,072 bytes at least.
  ///
  /// @throws NetworkException.InvalidParameter when the rate is below 8 kbit/s
  public static BandwidthLimit of(Rate rate) {
    long burst = Math.clamp(rate.bytes(USUAL_BURST), LEAST_USUAL_BURST, MOST_BURST);
    return new BandwidthLimit(rate, burst);
  }

  /// The limit a text says, as `50mbit` or `6.25mbps`; see [Rate#parse].
  ///
  /// @throws NetworkException.InvalidParameter when the text is no rate, or it is below 8 kbit/s
  public static BandwidthLimit of(String rate) {
    return of(Texts.parse("bandwidth", rate, Rate::parse));
  }

  /// With another burst.
  ///
  /// @throws NetworkException.InvalidParameter when out of range
  public BandwidthLimit withBurst(long bytes) {
    return new BandwidthLimit(rate, bytes);
  }

  /// As in `50mbit (burst 131072)`.
  @Override
  public String toString() {
    return rate + " (burst " + burst + ")";
  }
}
