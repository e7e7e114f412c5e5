package io.libnetwork.linux.relay;

import java.time.Duration;
import java.util.Optional;

/// How much a relay takes on, all its ports together.
///
/// @param connections open at a time; who connects beyond them is reset
/// @param flows of datagrams at a time, a flow being what one sender and one port have with each
///   other; a further one takes the place of the one that was idle longest
/// @param flowIdle after which a flow without datagrams either way is forgotten
/// @param connectionIdle after which a connection without bytes either way is reset; without it a
///   connection ends when either end is gone, which keep-alive probes find out
public record RelayLimits(
    int connections, int flows, Duration flowIdle, Optional<Duration> connectionIdle) {

  /// 16,384 connections without an idle limit, and 4,096 flows that end after 90 seconds.
  public static final RelayLimits DEFAULT =
      new RelayLimits(16_384, 4_096, Duration.ofSeconds(90), Optional.empty());

  /// @throws IllegalArgumentException when a number or a time is not above zero
  public RelayLimits {
    require(connections > 0, "connections", connections);
    require(flows > 0, "flows", flows);
    require(flowIdle.isPositive(), "idle time of flows", flowIdle);
    connectionIdle.ifPresent(idle -> require(idle.isPositive(), "idle time of connections", idle));
  }

  private static void require(boolean positive, String what, Object value) {
    if (!positive) {
      throw new IllegalArgumentException(what + " " + value + ": expected more than zero");
    }
  }
}
