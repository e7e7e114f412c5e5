package io.libnetwork.dhcp;

import io.libnetwork.NetworkException;
import java.time.Duration;

/// How long is waited for whom.
///
/// @param deadline how long a request waits for servers until it fails, at least a second
/// @param grace how long it goes on waiting for another server when one has offered what cannot be
///   taken
/// @param check how long others on the segment are given to say that they have an address already;
///   zero for not asking them
public record DhcpSettings(Duration deadline, Duration grace, Duration check) {

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /// Ten seconds for servers; six where one has offered what cannot be taken, since some look for
  /// three seconds whether an address is free before they offer it, and a client that has been
  /// refused asks again after five at most; a fifth of one for neighbours.
  public static final DhcpSettings USUAL =
      new DhcpSettings(Duration.ofSeconds(10), Duration.ofSeconds(6), Duration.ofMillis(200));

  /// @throws NetworkException.InvalidParameter if the deadline is shorter than a second, or another
  ///   time is negative
  public DhcpSettings {
    if (deadline.compareTo(SHORTEST) < 0 || grace.isNegative() || check.isNegative()) {
      throw new NetworkException.InvalidParameter(
          "invalid times of DHCP: a deadline of %s, %s for other servers, %s for neighbours"
              .formatted(deadline, grace, check));
    }
  }
}
