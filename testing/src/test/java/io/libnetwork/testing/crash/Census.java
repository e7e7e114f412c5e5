package io.libnetwork.testing.crash;

import io.libnetwork.Backend;
import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.PortBinding;
import io.libnetwork.Sandbox;
import io.libnetwork.Service;
import io.libnetwork.address.IpFamily;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/// What a controller says there is, in lines that two controllers on the same records share.
final class Census {

  private Census() {}

  static List<String> of(Controller controller) {
    TreeSet<String> lines = new TreeSet<>();
    for (Network network : controller.networks()) {
      lines.add(line(network));
      network.endpoints().forEach(endpoint -> lines.add(line(endpoint)));
      network.zones().forEach(zone -> lines.add("zone of %s %s".formatted(network.name(), zone)));
      network.services().forEach(service -> lines.addAll(lines(service)));
    }
    controller.sandboxes().forEach(sandbox -> lines.add(line(sandbox)));
    return List.copyOf(lines);
  }

  private static String line(Network network) {
    return "network %s %s, %s, pools %s%s"
        .formatted(
            network.name(),
            network.id(),
            network.driver(),
            network.pools(),
            network.internal() ? ", internal" : "");
  }

  private static String line(Endpoint endpoint) {
    return "endpoint %s %s on %s, %s %s, in %s as %s, gateways %s, ports %s, bandwidth %s"
        .formatted(
            endpoint.name(),
            endpoint.id(),
            endpoint.network().name(),
            endpoint.macAddress(),
            endpoint.addresses(),
            endpoint.sandbox().map(Sandbox::container),
            endpoint.interfaceName(),
            Arrays.stream(IpFamily.values()).map(endpoint::gateway).toList(),
            endpoint.driverInformation().ports().stream()
                .map(PortBinding::toString)
                .sorted()
                .toList(),
            endpoint.bandwidth());
  }

  private static List<String> lines(Service service) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s at %s, ports %s, published %s, %s"
            .formatted(
                service,
                service.addresses(),
                service.ports(),
                service.bindings().stream().map(PortBinding::toString).sorted().toList(),
                service.balancing()));
    for (Backend backend : service.backends()) {
      lines.add(
          "backend %s of %s, weight %d, %s%s"
              .formatted(
                  backend.endpoint(),
                  service,
                  backend.weight(),
                  backend.state(),
                  backend.healthy() ? "" : ", ill"));
    }
    return lines;
  }

  private static String line(Sandbox sandbox) {
    return "sandbox %s %s, gateways %s"
        .formatted(
            sandbox.container(),
            sandbox.id(),
            Arrays.stream(IpFamily.values())
                .map(family -> sandbox.gateway(family).map(Endpoint::name))
                .toList());
  }
}
