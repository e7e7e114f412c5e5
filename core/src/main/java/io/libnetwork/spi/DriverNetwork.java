package io.libnetwork.spi;

import io.libnetwork.Difference;
import io.libnetwork.PortBinding;
import io.libnetwork.Reconciliation;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

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

  /// Holds ports of the host for the endpoint of a name, which does not publish them now, so that
  /// nobody else gets them: asked after a restart. What an endpoint with [EndpointSpec#keepsPorts]
  /// has published when it leaves is held so by itself. The next endpoint of the name gets what it
  /// asks for of them, a free port of its own again. Does nothing where this kind of network
  /// publishes nothing.
  ///
  /// @param endpoint the endpoint's name
  /// @throws io.libnetwork.NetworkException.Conflict when somebody has one of them
  default void keepPorts(String endpoint, List<PortBinding> ports) {}

  /// Lets others have the ports that are held for the endpoint of a name, which does not publish
  /// them now. Where none are held nothing happens.
  ///
  /// @return completes when others can have them
  default CompletableFuture<Void> releasePorts(String endpoint) {
    return CompletableFuture.completedFuture(null);
  }

  /// Removes the network; it has no endpoints. What is already gone is a success.
  ///
  /// @return done when the kernel has announced that the network's interfaces are gone
  Removal delete();
}
