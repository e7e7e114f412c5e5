package io.libnetwork.drivers.physical;

import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.JoinRequest;

/// What is asked of the host's links: done by [KernelMoves], or noted for a plan by [NotedMoves].
sealed interface LinkMoves permits KernelMoves, NotedMoves {

  /// Moves a link into a sandbox, where it is down and without addresses.
  ///
  /// @return its number there
  /// @throws io.libnetwork.NetworkException when there is no such link, or it is in use
  Ifindex into(PhysicalEndpoint endpoint, InterfaceName link, JoinRequest request);

  /// Moves an endpoint's link back, and makes it what it was; one that is gone is gone.
  void back(PhysicalEndpoint endpoint, InterfaceName link, NetworkNamespace sandbox);
}
