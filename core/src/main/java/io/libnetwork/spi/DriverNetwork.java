package io.libnetwork.spi;

import io.libnetwork.Difference;
import io.libnetwork.NetworkException;
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

  /// Makes a service with virtual addresses, which has no backends yet.
  ///
  /// @throws NetworkException.Conflict when somebody has a port of the host that it is to publish
  /// @throws NetworkException.InvalidParameter where this network publishes nothing
  /// @throws NetworkException.NotImplemented where this kind of network shares out no connections
  default DriverService createService(ServiceSpec spec) {
    throw new NetworkException.NotImplemented(
        "service %s cannot have the addresses %s: this kind of network shares out no connections; make it with ServiceOption.RoundRobin"
            .formatted(spec.name(), spec.addresses()));
  }

  /// Makes a service again that was there before a restart, and makes right what is wrong with it.
  /// What the firewall needs for it is told when the driver's [Restoration] completes. Where a port
  /// of the host that it published is somebody else's by now, the service is there without.
  ///
  /// @param backends those to which new connections are led
  /// @param resting those that keep the connections they have, see [DriverService#rest]
  /// @param had what it had of the host for what it publishes
  default DriverService restoreService(
      ServiceSpec spec,
      Collection<ServiceBackend> backends,
      Collection<ServiceBackend> resting,
      List<PortBinding> had) {
    DriverService service = createService(spec);
    backends.forEach(service::put);
    return service;
  }

  /// Removes the network; it has no endpoints and no services. What is already gone is a success.
  ///
  /// @return done when the kernel has announced that the network's interfaces are gone
  Removal delete();
}
