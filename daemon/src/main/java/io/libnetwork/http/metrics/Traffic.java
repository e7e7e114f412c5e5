package io.libnetwork.http.metrics;

import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.Network;
import io.libnetwork.Sandbox;
import io.libnetwork.drivers.bridge.BridgeTraffic;
import io.libnetwork.linux.rtnetlink.LinkStatistics;

/// What has passed the interfaces of networks and endpoints, as containers see it.
final class Traffic implements Source {

  private final Controller controller;
  private final HostTraffic host;

  Traffic(Controller controller, HostTraffic host) {
    this.controller = controller;
    this.host = host;
  }

  @Override
  public void addTo(Families families) {
    BridgeTraffic traffic = host.now();
    for (Network network : controller.networks()) {
      LinkStatistics passed = traffic.networks().get(network.id());
      if (passed != null) {
        Direction.addTo(
            families,
            "libnetwork_network_",
            "between a network's containers and the host",
            passed,
            "network",
            network.name(),
            "driver",
            network.driver());
      }
      network.endpoints().forEach(endpoint -> add(families, traffic, network, endpoint));
    }
  }

  private static void add(
      Families families, BridgeTraffic traffic, Network network, Endpoint endpoint) {
    LinkStatistics passed = traffic.endpoints().get(endpoint.id());
    if (passed != null) {
      Direction.addTo(
          families,
          "libnetwork_endpoint_",
          "of an endpoint's interface, since its sandbox joined",
          passed,
          "network",
          network.name(),
          "endpoint",
          endpoint.name(),
          "container",
          endpoint.sandbox().map(Sandbox::container).orElse(""));
    }
  }
}
