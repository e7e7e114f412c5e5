package io.libnetwork.wire.v1;

import java.util.List;

/// What has passed interfaces until now, as containers see it. Who asks twice knows a rate.
///
/// @param epoch which process tells it; times of two of them do not compare
/// @param time milliseconds of a clock that only goes forward, and begins anywhere
/// @param networks what passed between a network's containers and the host
/// @param endpoints what passed an endpoint's interface since its sandbox joined
public record TrafficResource(
    String epoch, long time, List<PassedResource> networks, List<PassedResource> endpoints) {

  /// What has passed one.
  ///
  /// @param id of the network or the endpoint
  /// @param drops packets that were dropped on their way in or out
  public record PassedResource(
      String id,
      long receivedBytes,
      long receivedPackets,
      long sentBytes,
      long sentPackets,
      long drops) {}
}
