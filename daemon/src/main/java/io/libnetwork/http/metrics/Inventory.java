package io.libnetwork.http.metrics;

import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.PortBinding;
import io.libnetwork.address.Protocol;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// How much there is: networks, endpoints, sandboxes, published ports.
final class Inventory implements Source {

  private final Controller controller;
  private final String version;

  Inventory(Controller controller, String version) {
    this.controller = controller;
    this.version = version;
  }

  @Override
  public void addTo(Families families) {
    families.gauge("libnetwork_build_info", "1, for the version's sake", 1, "version", version);
    families.gauge(
        "libnetwork_sandboxes", "Sandboxes that there are", controller.sandboxes().size());
    families.gauge("libnetwork_networks", "Networks that there are", controller.networks().size());
    controller.networks().forEach(network -> add(families, network));
  }

  private static void add(Families families, Network network) {
    families.gauge(
        "libnetwork_endpoints",
        "Endpoints of a network, joined or not",
        network.endpoints().size(),
        "network",
        network.name(),
        "driver",
        network.driver());
    published(network)
        .forEach((protocol, ports) ->
            families.gauge(
                "libnetwork_published_ports",
                "Ports of the host that are published now; one of both families counts twice",
                ports,
                "network",
                network.name(),
                "protocol",
                protocol.name().toLowerCase(Locale.ROOT)));
  }

  private static Map<Protocol, Integer> published(Network network) {
    Map<Protocol, Integer> ports = new EnumMap<>(Protocol.class);
    ports.put(Protocol.TCP, 0);
    for (Endpoint endpoint : network.endpoints()) {
      for (PortBinding binding : endpoint.driverInformation().ports()) {
        ports.merge(binding.protocol(), binding.hostPorts().size(), Integer::sum);
      }
    }
    return ports;
  }
}
