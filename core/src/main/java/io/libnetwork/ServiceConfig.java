package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a service was asked to be.
///
/// @param balancing how connections are shared out; empty where names are instead
/// @param chosen virtual addresses
/// @param published its ports that are reachable at the host
/// @param check how it is found out whether backends are well
record ServiceConfig(
    List<ServicePort> ports,
    Optional<Balancing> balancing,
    List<String> aliases,
    Map<IpFamily, IpAddress> chosen,
    List<PublishedPort> published,
    Optional<HealthCheck> check) {

  ServiceConfig {
    published = List.copyOf(published);
    ports = List.copyOf(ports);
    aliases = List.copyOf(aliases);
    chosen = Map.copyOf(chosen);
  }

  /// @param name the service's, for messages
  /// @throws NetworkException.InvalidParameter when the options do not go together
  static ServiceConfig of(String name, ServiceOption... options) {
    Gathering gathering = new Gathering(name);
    for (ServiceOption option : options) {
      gathering.take(option);
    }
    return gathering.config();
  }

  /// The options one after the other.
  private static final class Gathering {

    private final String name;
    private final List<ServicePort> ports = new ArrayList<>();
    private final List<String> aliases = new ArrayList<>();
    private final List<PublishedPort> published = new ArrayList<>();
    private final Map<IpFamily, IpAddress> chosen = new EnumMap<>(IpFamily.class);
    private Optional<Balancing> balancing = Optional.empty();
    private Optional<HealthCheck> check = Optional.empty();
    private boolean roundRobin;

    Gathering(String name) {
      this.name = name;
    }

    void take(ServiceOption option) {
      switch (option) {
        case ServiceOption.Port(ServicePort port) -> ports.add(port);
        case ServiceOption.Balance(Balancing way) -> balancing = Optional.of(way);
        case ServiceOption.RoundRobin() -> roundRobin = true;
        case ServiceOption.Publish(PublishedPort port) -> published.add(port);
        case ServiceOption.Check(HealthCheck asked) -> check = Optional.of(asked);
        case ServiceOption.Aliases(List<String> names) -> aliases.addAll(names);
        case ServiceOption.Address(IpAddress address) -> {
          IpAddress before = chosen.put(address.family(), address);
          if (before != null) {
            throw invalid(
                "two %s addresses, %s and %s".formatted(address.family(), before, address));
          }
        }
      }
    }

    ServiceConfig config() {
      requireFitting();
      Set<Object> seen = new HashSet<>();
      for (ServicePort port : ports) {
        if (!seen.add(List.of(port.protocol(), port.port()))) {
          throw invalid("port %s/%s twice".formatted(port.port(), port.protocol()));
        }
        Optional<String> named = port.name().map(each -> each.toLowerCase(Locale.ROOT));
        if (named.isPresent() && !seen.add(List.of(port.protocol(), named.get()))) {
          throw invalid("two ports called %s/%s".formatted(named.get(), port.protocol()));
        }
      }
      published.forEach(this::requirePort);
      Optional<Balancing> way = Optional.of(balancing.orElse(Balancing.RANDOM));
      return new ServiceConfig(
          ports, roundRobin ? Optional.empty() : way, aliases, chosen, published, check);
    }

    private void requireFitting() {
      boolean led = !chosen.isEmpty() || !published.isEmpty() || balancing.isPresent();
      if (roundRobin && led) {
        throw invalid(
            "published ports, an address or a way of balancing, and RoundRobin, which has none of them");
      }
      if (roundRobin) {
        ports.forEach(this::requireNamed);
      }
      if (!roundRobin && ports.isEmpty()) {
        throw invalid("no port: expected one at least, or RoundRobin");
      }
    }

    private void requireNamed(ServicePort port) {
      if (port.name().isEmpty()) {
        throw invalid(
            "port %s, and RoundRobin, which tells no port but by its name: expected one with a name, or none"
                .formatted(port));
      }
    }

    private void requirePort(PublishedPort port) {
      Set<Port> own = new HashSet<>();
      ports.stream()
          .filter(each -> each.protocol() == port.protocol())
          .forEach(each -> own.add(each.port()));
      for (int number = port.containerPorts().first().number();
          number <= port.containerPorts().last().number();
          number++) {
        if (!own.contains(new Port(number))) {
          throw invalid(
              "no port %d/%s to be published as %s: expected one of %s"
                  .formatted(number, port.protocol(), port, ports));
        }
      }
    }

    private NetworkException.InvalidParameter invalid(String what) {
      return new NetworkException.InvalidParameter("service " + name + " has " + what);
    }
  }
}
