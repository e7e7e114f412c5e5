package io.libnetwork.spi;

import io.libnetwork.Difference;
import io.libnetwork.Reconciliation;
import java.util.Collection;
import java.util.List;

/// A network as its driver has it. The controller calls it under the network's lock.
public interface DriverNetwork {

  /// Makes an endpoint, which is not joined yet.
  DriverEndpoint createEndpoint(EndpointSpec spec);

  /// What differs on the host's side of the network and of its endpoints.
  ///
  /// @param joined those of its endpoints that a sandbox has joined
  default List<Difference> examine(Collection<DriverEndpoint> joined) {
    return List.of();
  }

  /// Makes the host's side of the network and of its endpoints what it should be, where others have
  /// changed it; an endpoint whose interface is gone is left to [DriverEndpoint#replug].
  ///
  /// @param joined those of its endpoints that a sandbox has joined
  default Reconciliation mend(Collection<DriverEndpoint> joined) {
    return Reconciliation.NOTHING;
  }

  /// Removes the network; it has no endpoints. What is already gone is a success.
  ///
  /// @return done when the kernel has announced that the network's interfaces are gone
  Removal delete();
}
