package io.libnetwork;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.spi.DriverService;
import io.libnetwork.spi.ServiceBackend;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The backends of services: who is led to, and who no more; under the network's lock.
final class Backends {

  private static final Duration LONGEST_DRAIN = Duration.ofDays(7);

  private final ControllerCore core;
  private final ServiceEvents events;

  Backends(ControllerCore core, ServiceEvents events) {
    this.core = core;
    this.events = events;
  }

  void add(Service service, Endpoint endpoint, int weight) {
    Removals.await(service.forgotten(endpoint), "the former connections to " + endpoint);
    Locks.run(service.network().lock(), () -> addLocked(service, endpoint, weight));
    write(service, endpoint, () -> take(service, endpoint));
  }

  private void addLocked(Service service, Endpoint endpoint, int weight) {
    service.requireAlive();
    endpoint.requireAlive();
    if (endpoint.network() != service.network()) {
      throw new NetworkException.InvalidParameter(
          "%s cannot be a backend of %s: expected an endpoint of network %s"
              .formatted(endpoint, service, service.network().name()));
    }
    if (service.findBackend(endpoint).isPresent()) {
      throw new NetworkException.Conflict(endpoint + " is a backend of " + service + " already");
    }
    long number = service.nextNumber();
    Backend backend = new Backend(endpoint, weight, true, true, Optional.empty(), number);
    settle(service, backend);
    service.backendsById().put(endpoint.id(), backend);
    events.added(service, backend);
    core.health().look();
  }

  void weigh(Service service, Endpoint endpoint, int weight) {
    change(service, endpoint, backend -> backend.weighing(weight));
  }

  void healthy(Service service, Endpoint endpoint, boolean well) {
    change(service, endpoint, backend -> backend.healthy(well));
  }

  void drain(Service service, Endpoint endpoint, Duration time) {
    if (time.isNegative() || time.compareTo(LONGEST_DRAIN) > 0) {
      throw new NetworkException.InvalidParameter(
          "%s cannot drain for %s: expected zero to %s".formatted(endpoint, time, LONGEST_DRAIN));
    }
    Instant until = core.clock().instant().plus(time);
    change(service, endpoint, backend -> backend.draining(until));
    core.draining().at(service, endpoint, until);
  }

  private void change(Service service, Endpoint endpoint, UnaryOperator<Backend> change) {
    Backend before =
        Locks.holding(
            service.network().lock(),
            () -> {
              service.requireAlive();
              Backend present = require(service, endpoint);
              replace(service, change.apply(present));
              return present;
            });
    write(service, endpoint, () -> replace(service, before));
  }

  private void replace(Service service, Backend backend) {
    settle(service, backend);
    Backend before = service.backendsById().put(backend.endpoint().id(), backend);
    if (before != null) {
      events.changed(service, before, backend);
    }
    core.health().look();
  }

  void remove(Service service, Endpoint endpoint) {
    Locks.run(
        service.network().lock(),
        () -> {
          service.requireAlive();
          Backend _ = require(service, endpoint);
          take(service, endpoint);
        });
    core.ledger().commit(service.entry(endpoint.id()));
  }

  /// Notes what a check has found out; that is asked again after a restart, and not written.
  void checked(Service service, Endpoint endpoint, boolean well) {
    Locks.run(
        service.network().lock(),
        () -> {
          if (!service.deleted()) {
            service
                .findBackend(endpoint)
                .ifPresent(backend -> replace(service, backend.answering(well)));
          }
        });
  }

  /// Takes a backend out whose time has come, if it still drains.
  void drained(Service service, Endpoint endpoint) {
    Locks.run(
        service.network().lock(),
        () -> {
          Instant now = core.clock().instant();
          boolean over =
              service
                  .findBackend(endpoint)
                  .flatMap(Backend::drains)
                  .filter(until -> !until.isAfter(now))
                  .isPresent();
          if (over && !service.deleted()) {
            take(service, endpoint);
          }
        });
    core.ledger().commit(service.entry(endpoint.id()));
  }

  /// Leads connections to an endpoint that a sandbox joins; called under the sandbox's lock.
  ///
  /// @param undo takes it back
  void joined(Endpoint endpoint, Undo undo) {
    if (serves(endpoint)) {
      undo.with(() -> left(endpoint));
      Locks.run(
          endpoint.network().lock(),
          () -> of(endpoint).forEach(service -> settle(service, require(service, endpoint))));
      core.health().look();
    }
  }

  /// Leads nothing to an endpoint any more that its sandbox leaves; called under the sandbox's
  /// lock, before its interface goes.
  void left(Endpoint endpoint) {
    if (serves(endpoint)) {
      Locks.run(
          endpoint.network().lock(),
          () ->
              of(endpoint)
                  .forEach(service -> {
                    removeFrom(service, endpoint);
                    tell(service, require(service, endpoint), false);
                  }));
    }
  }

  /// Forgets an endpoint that is deleted, and leaves writing that to who writes the endpoint;
  /// called under the network's lock.
  void deleted(Endpoint endpoint) {
    endpoint.served(entries(endpoint));
    of(endpoint).forEach(service -> take(service, endpoint));
  }

  /// What is kept of an endpoint as a backend.
  static List<Ledger.Entry> entries(Endpoint endpoint) {
    return of(endpoint).stream().map(service -> service.entry(endpoint.id())).toList();
  }

  /// Answers without a lock, because hardly any endpoint does.
  private static boolean serves(Endpoint endpoint) {
    return !of(endpoint).isEmpty();
  }

  private static List<Service> of(Endpoint endpoint) {
    return endpoint.network().services().stream()
        .filter(service -> service.findBackend(endpoint).isPresent())
        .toList();
  }

  private void take(Service service, Endpoint endpoint) {
    removeFrom(service, endpoint);
    service.findBackend(endpoint).ifPresent(backend -> tell(service, backend, false));
    Backend before = service.backendsById().remove(endpoint.id());
    if (before != null) {
      events.removed(service, before);
    }
  }

  private static void removeFrom(Service service, Endpoint endpoint) {
    service
        .driverService()
        .ifPresent(driver -> service.forgetting(endpoint.id(), driver.remove(endpoint.id())));
  }

  /// Has a backend be led to as it should be.
  private void settle(Service service, Backend backend) {
    Optional<DriverService> driver = service.driverService();
    if (backend.active()) {
      driver.ifPresent(by -> by.put(backend(backend)));
    } else {
      driver.ifPresent(by -> by.rest(backend.endpoint().id()));
    }
    tell(service, backend, backend.active());
  }

  private void tell(Service service, Backend backend, boolean active) {
    core.naming().ifPresent(naming -> naming.serves(service, backend, active));
  }

  /// What a driver is told.
  static ServiceBackend backend(Backend backend) {
    Endpoint endpoint = backend.endpoint();
    return new ServiceBackend(
        endpoint.id(),
        endpoint.driverEndpoint(),
        endpoint.addresses().stream().map(InterfaceAddress::address).toList(),
        backend.weight());
  }

  private static Backend require(Service service, Endpoint endpoint) {
    return service
        .findBackend(endpoint)
        .orElseThrow(
            () -> new NetworkException.NotFound(endpoint + " is no backend of " + service));
  }

  private void write(Service service, Endpoint endpoint, Runnable back) {
    try {
      core.ledger().commit(service.entry(endpoint.id()));
    } catch (RuntimeException failure) {
      Undo undo = new Undo();
      undo.with(() -> Locks.run(service.network().lock(), back));
      throw undo.all(failure);
    }
  }
}
