package io.libnetwork;

import io.libnetwork.dns.names.ServiceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// By which names a service's ports are found, and what is said of them: `_http._tcp.web` is at the
/// service's own address, `_http._tcp.tasks.web` at each backend; without an address of its own
/// both are at the backends.
final class LocatedServices {

  private static final String TASKS = "tasks.";

  private LocatedServices() {}

  /// What is said of a service whether anybody serves it or not: names that are to be known, so
  /// that nobody else is asked for them, and where it is itself.
  static Map<String, List<ServiceLocation>> of(Service service) {
    Map<String, List<ServiceLocation>> said = new LinkedHashMap<>();
    for (String name : called(service)) {
      said.put(TASKS + name, List.of());
      for (ServicePort port : service.ports()) {
        String transport = "_" + port.protocol().toString().toLowerCase(Locale.ROOT) + ".";
        said.put(transport + name, List.of());
        said.put(transport + TASKS + name, List.of());
      }
    }
    ports(service)
        .forEach((port, prefix) -> {
          for (String name : called(service)) {
            said.put(prefix + TASKS + name, List.of());
            said.put(prefix + name, itself(service, port));
          }
        });
    return said;
  }

  private static List<ServiceLocation> itself(Service service, ServicePort port) {
    return service.balancing().isEmpty()
        ? List.of()
        : List.of(new ServiceLocation(service.name(), port.port().number(), 0));
  }

  /// What is said while a backend gets new connections.
  static Map<String, List<ServiceLocation>> of(Service service, Backend backend) {
    Map<String, List<ServiceLocation>> said = new LinkedHashMap<>();
    ports(service)
        .forEach((port, prefix) -> {
          List<ServiceLocation> there =
              List.of(
                  new ServiceLocation(
                      backend.endpoint().name(), port.target().number(), backend.weight()));
          for (String name : called(service)) {
            said.put(prefix + TASKS + name, there);
            if (service.balancing().isEmpty()) {
              said.put(prefix + name, there);
            }
          }
        });
    return said;
  }

  /// The service and its aliases.
  static List<String> called(Service service) {
    List<String> names = new ArrayList<>(List.of(service.name()));
    names.addAll(service.aliases());
    return names;
  }

  /// What is before the service's name, of ports that have one.
  private static Map<ServicePort, String> ports(Service service) {
    Map<ServicePort, String> prefixes = new LinkedHashMap<>();
    for (ServicePort port : service.ports()) {
      String protocol = port.protocol().toString().toLowerCase(Locale.ROOT);
      port.name().ifPresent(name -> prefixes.put(port, "_" + name + "._" + protocol + "."));
    }
    return prefixes;
  }
}
