package io.libnetwork;

import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.ServiceBackend;
import io.libnetwork.spi.ServiceSpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finding services again, when a controller is opened: their addresses before anybody else can be
/// given them, and where they lead when it is known which endpoints are there.
final class RestoringServices {

  private static final Logger LOG = LoggerFactory.getLogger(RestoringServices.class);

  private final ControllerCore core;

  RestoringServices(ControllerCore core) {
    this.core = core;
  }

  /// Has a backend again, if there still is what it belongs to.
  ///
  /// @return whether there is
  boolean backend(BackendRecord record) {
    Optional<Network> network = core.networkRegistry().byId(record.network());
    Optional<Service> service = network.flatMap(it -> it.findService(record.service()));
    Optional<Endpoint> endpoint =
        network.flatMap(it -> it.endpointRegistry().byId(record.endpoint()));
    if (service.isEmpty() || endpoint.isEmpty()) {
      return false;
    }
    service
        .get()
        .restored(
            new Backend(
                endpoint.get(),
                record.weight(),
                record.healthy(),
                true,
                record.drains(),
                record.number()));
    return true;
  }

  /// Leads to the backends that were found; the others follow when they join again.
  void lead() {
    core.networkRegistry().all().forEach(network -> network.services().forEach(this::lead));
  }

  private void lead(Service service) {
    try {
      DriverNetwork driver = service.network().driverNetwork();
      Optional<ServiceSpec> spec = Services.spec(service);
      List<ServiceBackend> active = those(service, Backend::active);
      List<ServiceBackend> resting =
          those(service, it -> !it.active() && it.endpoint().interfaceName().isPresent());
      service.made(spec.map(it -> driver.restoreService(it, active, resting, service.bindings())));
    } catch (RuntimeException failure) {
      LOG.error("{} cannot be restored: nothing leads to its backends", service, failure);
    }
  }

  private static List<ServiceBackend> those(Service service, Predicate<Backend> meant) {
    return service.backends().stream().filter(meant).map(Backends::backend).toList();
  }

  /// Has names answered again, and what drained go on draining.
  void complete() {
    for (Network network : core.networkRegistry().all()) {
      for (Service service : network.services()) {
        core.naming().ifPresent(naming -> naming.add(service));
        service.backends().forEach(backend -> complete(service, backend));
        core.health().watch(service);
      }
    }
  }

  private void complete(Service service, Backend backend) {
    core.naming().ifPresent(naming -> naming.serves(service, backend, backend.active()));
    Optional<Instant> drains = backend.drains();
    drains.ifPresent(until -> core.draining().at(service, backend.endpoint(), until));
  }
}
