package io.libnetwork.http.v1;

import io.libnetwork.Backend;
import io.libnetwork.Balancing;
import io.libnetwork.HealthCheck;
import io.libnetwork.Service;
import io.libnetwork.ServiceCounters;
import io.libnetwork.ServicePort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.wire.v1.BackendResource;
import io.libnetwork.wire.v1.BalancingResource;
import io.libnetwork.wire.v1.CountersResource;
import io.libnetwork.wire.v1.CountersResource.CounterResource;
import io.libnetwork.wire.v1.HealthCheckResource;
import io.libnetwork.wire.v1.ServicePortResource;
import io.libnetwork.wire.v1.ServiceResource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Services as answers have them.
final class ServiceResources {

  private ServiceResources() {}

  static ServiceResource of(Service service) {
    return new ServiceResource(
        service.name(),
        EndpointResources.reference(service.network()),
        service.addresses().stream().map(IpAddress::toString).toList(),
        service.ports().stream().map(ServiceResources::of).toList(),
        of(service.balancing()),
        EndpointResources.published(service.published()),
        EndpointResources.bindings(service.bindings()),
        service.check().map(ServiceResources::of).orElse(null),
        service.aliases(),
        service.backends().stream().map(ServiceResources::of).toList());
  }

  private static ServicePortResource of(ServicePort port) {
    return new ServicePortResource(
        port.protocol().toString(),
        port.port().number(),
        port.target().number(),
        port.name().orElse(null));
  }

  private static BalancingResource of(Optional<Balancing> balancing) {
    if (balancing.isEmpty()) {
      return new BalancingResource("roundRobin", null);
    }
    return switch (balancing.get()) {
      case Balancing.Random _ -> new BalancingResource("random", null);
      case Balancing.SourceHash _ -> new BalancingResource("sourceHash", null);
      case Balancing.Sticky(Duration time) -> new BalancingResource("sticky", time.toString());
    };
  }

  private static HealthCheckResource of(HealthCheck check) {
    return new HealthCheckResource(
        check.port().number(),
        check.path().orElse(null),
        check.interval().toString(),
        check.timeout().toString(),
        check.failures(),
        check.successes());
  }

  private static BackendResource of(Backend backend) {
    return new BackendResource(
        EndpointResources.reference(backend.endpoint()),
        backend.weight(),
        backend.healthy(),
        backend.answers(),
        PlanResources.kebab(backend.state()),
        backend.drains().map(Instant::toString).orElse(null));
  }

  static CountersResource of(ServiceCounters counters) {
    Map<String, Integer> states = new TreeMap<>();
    counters.states().forEach((state, count) -> states.put(PlanResources.kebab(state), count));
    return new CountersResource(
        number(counters.connections()),
        states,
        counters.backends().stream()
            .map(each ->
                new CounterResource(
                    EndpointResources.reference(each.backend().endpoint()),
                    PlanResources.kebab(each.backend().state()),
                    number(each.connections())))
            .toList());
  }

  private static @Nullable Long number(OptionalLong count) {
    return count.isPresent() ? count.getAsLong() : null;
  }
}
