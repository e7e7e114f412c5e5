package io.libnetwork.http.v1;

import io.libnetwork.Controller;
import io.libnetwork.Network;
import io.libnetwork.Sandbox;
import io.libnetwork.drivers.bridge.BridgeTraffic;
import io.libnetwork.http.Answer;
import io.libnetwork.http.Call;
import io.libnetwork.http.metrics.HostTraffic;
import io.libnetwork.linux.rtnetlink.LinkStatistics;
import io.libnetwork.wire.v1.EndpointResource;
import io.libnetwork.wire.v1.NetworkResource;
import io.libnetwork.wire.v1.ServiceResource;
import io.libnetwork.wire.v1.TopologyResource;
import io.libnetwork.wire.v1.TopologyResource.PlacedSandbox;
import io.libnetwork.wire.v1.TrafficResource;
import io.libnetwork.wire.v1.TrafficResource.PassedResource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Everything there is in one answer, and what passes through it.
final class TopologyRoutes {

  private final Controller controller;
  private final EventLog log;
  private final HostTraffic traffic;

  TopologyRoutes(Controller controller, EventLog log, HostTraffic traffic) {
    this.controller = controller;
    this.log = log;
    this.traffic = traffic;
  }

  List<Operation> operations() {
    return List.of(
        Operation.read("GET", "/v1/topology", this::topology),
        Operation.read("GET", "/v1/traffic", this::traffic));
  }

  /// An event is told behind what it tells of: what is looked at after its revision was read has
  /// it.
  private Answer topology(Call call) {
    String resume = log.epoch() + "-" + log.latest();
    List<NetworkResource> networks = new ArrayList<>();
    List<EndpointResource> endpoints = new ArrayList<>();
    List<ServiceResource> services = new ArrayList<>();
    for (Network network : controller.networks()) {
      networks.add(NetworkResources.of(network));
      network.endpoints().forEach(endpoint -> endpoints.add(EndpointResources.of(endpoint)));
      network.services().forEach(service -> services.add(ServiceResources.of(service)));
    }
    return Answer.json(
        new TopologyResource(
            resume,
            networks,
            controller.sandboxes().stream().map(TopologyRoutes::placed).toList(),
            endpoints,
            services));
  }

  private static PlacedSandbox placed(Sandbox sandbox) {
    return new PlacedSandbox(
        sandbox.id().value(),
        sandbox.container(),
        sandbox.key(),
        sandbox.config().hostname().orElse(null),
        LabelTexts.of(sandbox.config().labels()));
  }

  private Answer traffic(Call call) {
    BridgeTraffic passed = traffic.now();
    List<PassedResource> networks = new ArrayList<>();
    passed.networks().forEach((id, counted) -> networks.add(passed(id.value(), counted)));
    List<PassedResource> endpoints = new ArrayList<>();
    passed.endpoints().forEach((id, counted) -> endpoints.add(passed(id.value(), counted)));
    long time = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    return Answer.json(new TrafficResource(log.epoch(), time, networks, endpoints));
  }

  private static PassedResource passed(String id, LinkStatistics counted) {
    return new PassedResource(
        id,
        counted.receivedBytes(),
        counted.receivedPackets(),
        counted.sentBytes(),
        counted.sentPackets(),
        counted.receiveDropped() + counted.sendDropped());
  }
}
