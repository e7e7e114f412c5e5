package io.libnetwork.lab.file;

import io.libnetwork.PublishedPort;
import io.libnetwork.ServicePort;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabService;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Services whose settings do not go together.
final class CheckingServices {

  private final LabService service;
  private final Findings findings;

  private CheckingServices(LabService service, Findings findings) {
    this.service = service;
    this.findings = findings;
  }

  static void check(Lab lab, Findings findings) {
    lab.services().forEach(service -> new CheckingServices(service, findings).check());
  }

  private void check() {
    if (service.roundRobin()) {
      roundRobin();
    } else if (service.ports().isEmpty()) {
      add("", "no port of service %s: expected one at least, or roundRobin");
    }
    ports();
    for (int i = 0; i < service.published().size(); i++) {
      published(service.published().get(i), ".published." + i);
    }
  }

  private void roundRobin() {
    if (!service.addresses().isEmpty() || !service.published().isEmpty()) {
      add(
          "",
          "service %s has addresses or published ports, and roundRobin, which has none of them");
    }
    for (int i = 0; i < service.ports().size(); i++) {
      if (service.ports().get(i).name().isEmpty()) {
        add(
            ".ports." + i,
            "a port of service %s, and roundRobin, which tells no port but by its name: expected one as in `80 as http`");
      }
    }
  }

  private void ports() {
    Set<List<Object>> seen = new HashSet<>();
    for (int i = 0; i < service.ports().size(); i++) {
      ServicePort port = service.ports().get(i);
      if (!seen.add(List.of(port.protocol(), port.port()))) {
        add(".ports." + i, "port %s/%s is there twice".formatted(port.port(), port.protocol()));
      }
      port.name()
          .map(name -> name.toLowerCase(Locale.ROOT))
          .filter(name -> !seen.add(List.of(port.protocol(), name)))
          .ifPresent(name ->
              findings.add(
                  "services.%s.ports".formatted(service.name()),
                  "two %s ports called %s: expected one".formatted(port.protocol(), name)));
    }
  }

  private void published(PublishedPort port, String path) {
    Set<Integer> own = new HashSet<>();
    service.ports().stream()
        .filter(each -> each.protocol() == port.protocol())
        .forEach(each -> own.add(each.port().number()));
    int last = port.containerPorts().last().number();
    for (int number = port.containerPorts().first().number(); number <= last; number++) {
      if (!own.contains(number)) {
        findings.add(
            "services." + service.name() + path,
            "no port %d/%s of service %s to be published as %s: expected one of %s"
                .formatted(number, port.protocol(), service.name(), port, service.ports()));
        return;
      }
    }
  }

  /// @param message in which `%s` is the service's name
  private void add(String path, String message) {
    findings.add("services." + service.name() + path, message.replace("%s", service.name()));
  }
}
