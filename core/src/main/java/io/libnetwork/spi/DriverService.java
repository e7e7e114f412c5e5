package io.libnetwork.spi;

import io.libnetwork.EndpointId;
import io.libnetwork.PortBinding;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// A service with virtual addresses as its network's driver has it. The controller calls it under
/// the network's lock. Each change is made whole or not at all, and connections to other backends
/// do not notice.
public interface DriverService {

  /// What it has of the host for what it publishes; where the container's address of a binding
  /// stands, there is the service's.
  default List<PortBinding> ports() {
    return List.of();
  }

  /// Leads new connections to a backend, or more or fewer of them than before.
  ///
  /// @throws io.libnetwork.NetworkException.Unavailable when there are too many backends
  void put(ServiceBackend backend);

  /// Leads no new connection to a backend; those it has stay. What is led nowhere is left as it is.
  void rest(EndpointId backend);

  /// Leads nothing to a backend any more: the connections it has are forgotten, so that who goes on
  /// with one is told that it has ended. What is no backend is left as it is.
  ///
  /// @return completes when they are forgotten: who is a backend again before may lose new ones
  CompletableFuture<Void> remove(EndpointId backend);

  /// How many connections each of some backends has that were led to it and have not ended. Unlike
  /// the others it is called without the network's lock.
  ///
  /// @return by endpoint; who has none may be missing
  Map<EndpointId, Long> connections(Collection<ServiceBackend> backends);

  /// Takes the service away, with all connections through it. What is already gone is a success.
  ///
  /// @return completes when its addresses and ports can be others'
  CompletableFuture<Void> delete();
}
