package io.libnetwork.drivers.neighbour;

import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// That the firewalls of a host let through what a new bridge carries.
public final class Admission {

  private final InterfaceName bridge;
  private final List<Asked> asked;

  /// @param admitted what [NeighbourFirewall#admit] answered
  record Asked(Neighbour neighbour, CompletableFuture<Void> admitted) {}

  Admission(InterfaceName bridge, List<Asked> asked) {
    this.bridge = bridge;
    this.asked = List.copyOf(asked);
  }

  /// Waits until they do, and no longer than somebody who wants a network can: a firewall that does
  /// not answer is warned of, and is told behind the call. To be called under no lock.
  ///
  /// @throws io.libnetwork.NetworkException.Cancelled when the calling thread is interrupted
  public void await() {
    asked.forEach(each -> each.neighbour().await(bridge, each.admitted()));
  }
}
