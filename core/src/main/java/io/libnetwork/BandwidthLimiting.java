package io.libnetwork;

import io.libnetwork.spi.Bandwidth;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.Removal;

/// Limiting how fast traffic goes through an endpoint; under the network's lock.
final class BandwidthLimiting {

  private final ControllerCore core;

  BandwidthLimiting(ControllerCore core) {
    this.core = core;
  }

  /// Sets limits, and waits until what they made superfluous is gone.
  void limit(Endpoint endpoint, BandwidthLimits limits) {
    BandwidthLimits before = endpoint.bandwidth();
    Removal removal = Locks.holding(endpoint.network().lock(), () -> limitLocked(endpoint, limits));
    try {
      core.ledger().commit(endpoint.entry());
    } catch (RuntimeException failure) {
      Undo undo = new Undo();
      undo.with(() -> {
        Removal _ = Locks.holding(endpoint.network().lock(), () -> limitLocked(endpoint, before));
      });
      throw undo.all(failure);
    }
    Removals.await(removal, "what limited " + endpoint);
  }

  /// Answers where limits are asked for of an endpoint that cannot have any.
  static void requireLimitable(
      Network network, String name, BandwidthLimits limits, DriverEndpoint endpoint) {
    if (limits.limited() && endpoint.bandwidth().isEmpty()) {
      throw notLimitable("endpoint " + name, network, limits);
    }
  }

  private static Removal limitLocked(Endpoint endpoint, BandwidthLimits limits) {
    endpoint.requireAlive();
    Bandwidth bandwidth =
        endpoint
            .driverEndpoint()
            .bandwidth()
            .orElseThrow(() -> notLimitable(endpoint.toString(), endpoint.network(), limits));
    Removal removal = bandwidth.limit(limits);
    endpoint.limited(limits);
    return removal;
  }

  private static NetworkException.NotImplemented notLimitable(
      String what, Network network, BandwidthLimits limits) {
    return new NetworkException.NotImplemented(
        "cannot limit the bandwidth of "
            + what
            + " to "
            + limits
            + ": networks of driver "
            + network.driver()
            + " have no limits");
  }
}
