package io.libnetwork.http.metrics;

import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.Host;
import io.libnetwork.Network;
import io.libnetwork.Sandbox;
import io.libnetwork.drivers.bridge.BridgeTraffic;
import io.libnetwork.linux.rtnetlink.LinkStatistics;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What has passed the interfaces of networks and endpoints, as containers see it.
///
/// It has a netlink socket of its own, so that no operation waits while all links are told.
final class Traffic implements Source, AutoCloseable {

  private final Controller controller;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Rtnetlink rtnetlink;

  Traffic(Controller controller) {
    this.controller = controller;
  }

  @Override
  public void addTo(Families families) {
    BridgeTraffic traffic = BridgeTraffic.of(controller.host(), rtnetlink());
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

  private Rtnetlink rtnetlink() {
    lock.lock();
    try {
      Rtnetlink known = rtnetlink;
      if (known == null) {
        Host host = controller.host();
        known = Rtnetlink.open(host.namespaceThread(), host.namespace());
        rtnetlink = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (rtnetlink != null) {
        rtnetlink.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
