package io.libnetwork;

/// Tells what becomes of services and of their backends; under the network's lock, so in the order
/// in which it happened. What is undone is told too.
final class ServiceEvents {

  private final ControllerCore core;

  ServiceEvents(ControllerCore core) {
    this.core = core;
  }

  void created(Service service) {
    NetworkId network = service.network().id();
    core.events().publish(revision -> new Event.ServiceCreated(revision, network, service.name()));
  }

  void deleted(Service service) {
    NetworkId network = service.network().id();
    core.events().publish(revision -> new Event.ServiceDeleted(revision, network, service.name()));
  }

  void added(Service service, Backend backend) {
    NetworkId network = service.network().id();
    EndpointId endpoint = backend.endpoint().id();
    core.events()
        .publish(revision ->
            new Event.BackendAdded(revision, network, service.name(), endpoint, backend.weight()));
  }

  void removed(Service service, Backend backend) {
    NetworkId network = service.network().id();
    EndpointId endpoint = backend.endpoint().id();
    core.events()
        .publish(revision -> new Event.BackendRemoved(revision, network, service.name(), endpoint));
  }

  /// What differs between a backend as it was and as it is.
  void changed(Service service, Backend before, Backend after) {
    NetworkId network = service.network().id();
    EndpointId endpoint = after.endpoint().id();
    if (before.weight() != after.weight()) {
      core.events()
          .publish(revision ->
              new Event.BackendWeighed(
                  revision, network, service.name(), endpoint, after.weight()));
    }
    if (before.well() != after.well()) {
      core.events()
          .publish(revision ->
              new Event.BackendHealthChanged(
                  revision, network, service.name(), endpoint, after.well()));
    }
    if (!before.drains().equals(after.drains())) {
      after
          .drains()
          .ifPresent(until ->
              core.events()
                  .publish(revision ->
                      new Event.BackendDraining(
                          revision, network, service.name(), endpoint, until)));
    }
  }
}
