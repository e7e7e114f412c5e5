package io.libnetwork;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.DriverService;
import io.libnetwork.spi.Removal;
import io.libnetwork.spi.ServiceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// Making services and taking them away; under the network's lock.
final class Services {

  private final ControllerCore core;
  private final ServiceEvents events;
  private final Backends backends;

  Services(ControllerCore core) {
    this.core = core;
    this.events = new ServiceEvents(core);
    this.backends = new Backends(core, events);
  }

  Backends backends() {
    return backends;
  }

  /// It is written before the kernel is asked: an address of a bridge bears no mark, so what is not
  /// known to be a service's would stay where the process ends in between.
  Service create(Network network, String name, ServiceConfig config) {
    ServiceNames.require("service", name);
    network.addresses().awaitRelease(config.chosen().values());
    Service service = Locks.holding(network.lock(), () -> claim(network, name, config));
    Undo undo = new Undo();
    undo.with(() -> Locks.run(network.lock(), () -> giveBack(service)));
    try {
      undo.with(() -> erase(service));
      core.ledger().commit(service.entry());
      Locks.run(network.lock(), () -> make(service));
      undo.with(() -> Locks.run(network.lock(), () -> unmake(service)));
      if (!service.bindings().isEmpty()) {
        core.ledger().commit(service.entry());
      }
      core.health().watch(service);
      return service;
    } catch (RuntimeException failure) {
      throw undo.all(failure);
    }
  }

  private Service claim(Network network, String name, ServiceConfig config) {
    network.requireAlive();
    network.driverNetwork();
    if (network.findService(name).isPresent()) {
      throw new NetworkException.Conflict(
          "network %s has a service %s already".formatted(network.name(), name));
    }
    List<IpAddress> addresses =
        config.balancing().isPresent() ? addresses(network, name, config) : List.of();
    Service service = new Service(core, network, name, config, addresses);
    network.servicesByName().put(name, service);
    return service;
  }

  private static List<IpAddress> addresses(Network network, String name, ServiceConfig config) {
    for (IpAddress asked : config.chosen().values()) {
      if (!network.families().contains(asked.family())) {
        throw new NetworkException.InvalidParameter(
            "service %s cannot have %s: %s has no %s"
                .formatted(name, asked, network, asked.family()));
      }
    }
    List<IpAddress> addresses = new ArrayList<>();
    Undo undo = new Undo();
    try {
      for (IpFamily family : IpFamily.values()) {
        if (network.families().contains(family)) {
          Optional<IpAddress> chosen = Optional.ofNullable(config.chosen().get(family));
          InterfaceAddress given =
              network.addresses().allocate(family, chosen, new AddressHolder.Service(name));
          undo.with(() -> network.addresses().release(given.address()));
          addresses.add(given.address());
        }
      }
      return addresses;
    } catch (RuntimeException failure) {
      throw undo.all(failure);
    }
  }

  private void make(Service service) {
    service.requireAlive();
    Network network = service.network();
    Optional<DriverService> made =
        spec(service).map(spec -> network.driverNetwork().createService(spec));
    service.made(made);
    core.naming().ifPresent(naming -> naming.add(service));
    events.created(service);
  }

  private void unmake(Service service) {
    core.naming().ifPresent(naming -> naming.remove(service));
    service
        .driverService()
        .ifPresent(driver -> {
          CompletableFuture<Void> _ = driver.delete();
        });
    events.deleted(service);
  }

  /// What its driver is told; nothing where it has no virtual addresses.
  static Optional<ServiceSpec> spec(Service service) {
    return ServiceRecord.of(service).spec();
  }

  private static void giveBack(Service service) {
    service.markDeleted(true);
    Network network = service.network();
    network.servicesByName().remove(service.name(), service);
    service.addresses().forEach(network.addresses()::release);
  }

  private void erase(Service service) {
    service.markDeleted(true);
    core.ledger().commit(service.entry());
  }

  /// The kernel first: what is written and not there is made again, what is there and not written
  /// would stay.
  void delete(Service service) {
    Network network = service.network();
    CompletableFuture<Void> free = Locks.holding(network.lock(), () -> take(service));
    List<Ledger.Entry> entries = new ArrayList<>();
    service.backendsById().keySet().forEach(id -> entries.add(service.entry(id)));
    entries.add(service.entry());
    core.ledger().commit(entries);
    Removals.await(free, "the connections of " + service);
  }

  private CompletableFuture<Void> take(Service service) {
    if (service.deleted()) {
      return CompletableFuture.completedFuture(null);
    }
    CompletableFuture<Void> forgotten =
        service
            .driverService()
            .map(DriverService::delete)
            .orElseGet(() -> CompletableFuture.completedFuture(null));
    core.naming().ifPresent(naming -> naming.remove(service));
    service.markDeleted(true);
    events.deleted(service);
    Network network = service.network();
    network.servicesByName().remove(service.name(), service);
    network
        .addresses()
        .releaseAfter(
            new Removal(CompletableFuture.completedFuture(null), forgotten), held(service));
    return forgotten;
  }

  private static EndpointAddresses held(Service service) {
    List<InterfaceAddress> all =
        service.addresses().stream()
            .map(address -> new InterfaceAddress(address, address.family().bits()))
            .toList();
    return new EndpointAddresses(all, service.addresses(), Optional.empty());
  }

  /// Takes no lock: the kernel's list may be long.
  ServiceCounters counters(Service service) {
    service.requireAlive();
    List<Backend> present = service.backends();
    Optional<Map<EndpointId, Long>> counted =
        service
            .driverService()
            .map(driver -> driver.connections(present.stream().map(Backends::backend).toList()));
    return new ServiceCounters(
        present.stream()
            .map(backend ->
                new ServiceCounters.OfBackend(
                    backend,
                    counted
                        .map(all -> OptionalLong.of(all.getOrDefault(backend.endpoint().id(), 0L)))
                        .orElse(OptionalLong.empty())))
            .toList());
  }

  /// What a network had before a restart; before any endpoint is there.
  Service restore(Network network, ServiceRecord record) {
    Undo undo = new Undo();
    try {
      for (IpAddress address : record.addresses()) {
        network.addresses().hold(address, new AddressHolder.Service(record.name()));
        undo.with(() -> network.addresses().release(address));
      }
      Service service =
          new Service(core, network, record.name(), record.config(), record.addresses());
      service.had(record.bindings());
      network.servicesByName().put(record.name(), service);
      return service;
    } catch (RuntimeException failure) {
      throw undo.all(failure);
    }
  }

  /// Its double on the double of its network.
  Service rehearsed(Service live, Network network, Map<EndpointId, Endpoint> endpoints) {
    Service copy = new Service(core, network, live.name(), live.config(), live.addresses());
    live.backends()
        .forEach(backend -> {
          Endpoint endpoint = endpoints.get(backend.endpoint().id());
          if (endpoint != null) {
            copy.restored(backend.of(endpoint));
          }
        });
    copy.markDeleted(live.deleted());
    return copy;
  }
}
