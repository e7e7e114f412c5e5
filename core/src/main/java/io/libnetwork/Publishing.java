package io.libnetwork;

import io.libnetwork.spi.ExternalConnectivity;
import java.util.List;
import java.util.function.Consumer;

/// Publishing further ports of an endpoint, or some no more; under the network's lock.
final class Publishing {

  private final ControllerCore core;

  Publishing(ControllerCore core) {
    this.core = core;
  }

  List<PortBinding> publish(Endpoint endpoint, List<PublishedPort> ports) {
    List<PortBinding> bindings =
        Locks.holding(endpoint.network().lock(), () -> publishLocked(endpoint, ports));
    try {
      write(endpoint);
      return bindings;
    } catch (RuntimeException failure) {
      Undo undo = new Undo();
      undo.with(() -> Locks.run(endpoint.network().lock(), () -> unpublishLocked(endpoint, ports)));
      throw undo.all(failure);
    }
  }

  void unpublish(Endpoint endpoint, List<PublishedPort> ports) {
    Locks.run(endpoint.network().lock(), () -> unpublishLocked(endpoint, ports));
    write(endpoint);
  }

  private void write(Endpoint endpoint) {
    core.ledger().commit(endpoint.entries());
  }

  private List<PortBinding> publishLocked(Endpoint endpoint, List<PublishedPort> ports) {
    ExternalConnectivity connectivity = connectivity(endpoint);
    List<PortBinding> bindings = connectivity.publish(ports);
    Undo undo = new Undo();
    undo.with(() -> connectivity.unpublish(ports));
    try {
      Operation.checkpoint();
    } catch (RuntimeException failure) {
      throw undo.all(failure);
    }
    changed(endpoint, published -> published.addAll(ports));
    tell(endpoint, ports);
    return bindings;
  }

  private void unpublishLocked(Endpoint endpoint, List<PublishedPort> ports) {
    connectivity(endpoint).unpublish(ports);
    changed(endpoint, published -> ports.forEach(published::remove));
    tell(endpoint, ports);
  }

  private static void changed(Endpoint endpoint, Consumer<List<PublishedPort>> change) {
    endpoint.published(change);
    endpoint.noteBindings();
    if (endpoint.sandbox().isPresent()) {
      endpoint
          .reservation()
          .ifPresent(reservation -> reservation.publishes(endpoint.driverEndpoint().ports()));
    }
  }

  private void tell(Endpoint endpoint, List<PublishedPort> ports) {
    if (!ports.isEmpty()) {
      core.events()
          .publish(revision ->
              new Event.EndpointPortsChanged(revision, endpoint.id(), endpoint.network().id()));
    }
  }

  private static ExternalConnectivity connectivity(Endpoint endpoint) {
    endpoint.requireAlive();
    return endpoint
        .driverEndpoint()
        .externalConnectivity()
        .orElseThrow(() ->
            new NetworkException.NotImplemented(
                endpoint + " publishes no ports: its driver is " + endpoint.network().driver()));
  }
}
