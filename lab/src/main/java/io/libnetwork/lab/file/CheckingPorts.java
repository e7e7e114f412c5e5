package io.libnetwork.lab.file;

import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.PortRange;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabEndpoint;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.lab.LabSandbox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Ports of the host that a lab publishes twice.
final class CheckingPorts {

  private final Lab lab;
  private final List<Wanted> wanted = new ArrayList<>();

  /// Ports of the host that nothing but exactly these will do.
  private record Wanted(PublishedPort port, PortRange ports, String who, String path) {

    boolean meets(Wanted other) {
      return port.protocol() == other.port.protocol()
          && ports.overlaps(other.ports)
          && (port.hostAddress().isEmpty()
              || other.port.hostAddress().isEmpty()
              || meet(port.hostAddress().get(), other.port.hostAddress().get()));
    }

    private static boolean meet(IpAddress one, IpAddress other) {
      return one.family() == other.family()
          && (one.equals(other) || one.unspecified() || other.unspecified());
    }
  }

  private CheckingPorts(Lab lab) {
    this.lab = lab;
  }

  static void check(Lab lab, Findings findings) {
    CheckingPorts checking = new CheckingPorts(lab);
    lab.sandboxes()
        .forEach(sandbox ->
            sandbox.endpoints().forEach(endpoint -> checking.endpoint(sandbox, endpoint)));
    lab.services()
        .forEach(service ->
            checking.take(
                service.published(),
                service.network(),
                "service " + service.name(),
                "services.%s.published".formatted(service.name())));
    checking.compare(findings);
  }

  private void endpoint(LabSandbox sandbox, LabEndpoint endpoint) {
    take(
        endpoint.ports(),
        endpoint.network(),
        "sandbox " + sandbox.name(),
        Checks.path(sandbox, endpoint) + ".ports");
  }

  private void take(List<PublishedPort> ports, String network, String who, String path) {
    boolean told = lab.network(network).filter(CheckingPorts::addressesByOption).isEmpty();
    for (int i = 0; i < ports.size(); i++) {
      PublishedPort port = ports.get(i);
      Optional<PortRange> exact = port.hostPorts().filter(_ -> port.exact());
      if (exact.isPresent() && (told || port.hostAddress().isPresent())) {
        wanted.add(new Wanted(port, exact.get(), who, path + "." + i));
      }
    }
  }

  /// The driver reads from its options at which addresses ports are published that name none.
  private static boolean addressesByOption(LabNetwork network) {
    return network.options().keySet().stream()
        .anyMatch(key -> key.endsWith("publish_at") || key.contains("host_binding"));
  }

  private void compare(Findings findings) {
    wanted.sort(Comparator.comparing(Wanted::ports));
    for (int i = 0; i < wanted.size(); i++) {
      Wanted each = wanted.get(i);
      before(i)
          .ifPresent(other ->
              findings.add(
                  each.path(),
                  "port %s of the host is published twice: by %s as %s too"
                      .formatted(each.ports(), other.who(), other.port())));
    }
  }

  /// The first of those before it that it meets.
  private Optional<Wanted> before(int number) {
    Wanted each = wanted.get(number);
    for (int i = 0; i < number; i++) {
      if (wanted.get(i).meets(each)) {
        return Optional.of(wanted.get(i));
      }
    }
    return Optional.empty();
  }
}
