package io.libnetwork.testing.crash;

import io.libnetwork.AttachRequest;
import io.libnetwork.Attachment;
import io.libnetwork.BandwidthLimit;
import io.libnetwork.BandwidthLimits;
import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.Service;
import io.libnetwork.ServiceOption;
import io.libnetwork.ServicePort;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.bridge.BridgeOptions;
import java.time.Duration;
import java.util.List;

/// An operation that is interrupted, and what is there before.
@SuppressWarnings("ImmutableEnumChecker") // what its functions close over is nothing
enum Trial {
  CREATE_FIRST_NETWORK(Trial::nothing, controller -> shop(controller)),
  CREATE_NETWORK_WITH_IPV6(
      Trial::open,
      controller ->
          controller.createNetwork(
              BridgeDriver.NAME,
              "both",
              new NetworkOption.Ipv6(true),
              NetworkOption.Pool.of("10.81.0.0/24"),
              NetworkOption.Pool.of("fd00:81::/64"))),
  CREATE_INTERNAL_NETWORK(Trial::open, Trial::inner),
  DELETE_NETWORK(Trial::spare, controller -> controller.getNetwork("spare").delete()),
  DELETE_LAST_NETWORK(Trial::shop, controller -> controller.getNetwork("shop").delete()),

  CREATE_SANDBOX(Trial::open, controller -> controller.createSandbox("alone")),
  DELETE_SANDBOX(Trial::webOnTwo, controller -> controller.getSandbox("web").delete()),
  CREATE_ENDPOINT(
      Trial::open,
      controller ->
          controller
              .getNetwork("shop")
              .createEndpoint("later", EndpointOption.Address.of("10.80.0.77"))),
  DELETE_ENDPOINT(Trial::endpoint, controller -> later(controller).delete()),
  DELETE_ENDPOINT_IN_USE(Trial::open, controller -> web(controller).deleteForced()),

  ATTACH(Trial::shop, controller -> attach(controller)),
  ATTACH_TO_A_SECOND_NETWORK(
      Trial::webAndInner, controller -> controller.attach("web", controller.getNetwork("inner"))),
  ATTACH_WITH_LIMITS(
      Trial::shop,
      controller ->
          controller.attach(
              "web",
              controller.getNetwork("shop"),
              EndpointOption.Address.of("10.80.0.9"),
              new EndpointOption.Bandwidth(BandwidthLimits.both(BandwidthLimit.of("50mbit"))))),
  ATTACH_WITH_FILES(Trial::shop, controller -> attachWithFiles(controller)),
  ATTACH_ALL(Trial::webAndInner, Trial::attachAll),
  REMOVE_ALL(Trial::webOnTwo, controller -> controller.removeAll(controller.sandboxes())),
  JOIN(Trial::endpoint, controller -> later(controller).join(controller.getSandbox("web"))),
  JOIN_A_NEW_SANDBOX(Trial::endpoint, controller -> later(controller).join("fresh")),
  LEAVE(Trial::open, controller -> web(controller).leave()),
  LEAVE_WITH_FILES(Trial::attachedWithFiles, controller -> web(controller).leave()),
  DELETE_SANDBOX_WITH_FILES(
      Trial::attachedWithFiles, controller -> controller.getSandbox("web").delete()),
  LEAVE_THE_GATEWAY(Trial::webOnTwo, controller -> web(controller).leave()),

  ATTACH_TO_A_FURTHER_BRIDGE(
      Trial::full, controller -> controller.attach("more", controller.getNetwork("shop"))),
  LEAVE_A_FURTHER_BRIDGE(
      Trial::overfull, controller -> controller.getNetwork("shop").getEndpoint("more").leave()),

  PUBLISH(
      Trial::open,
      controller ->
          web(controller).publish(PublishedPort.parse("8081:81"), PublishedPort.parse("8082:82"))),
  PUBLISH_A_RANGE(
      Trial::open,
      controller -> web(controller).publish(PublishedPort.parse("9000-9009:9000-9009/udp"))),
  PUBLISH_BY_THE_PROXY(
      Trial::open, controller -> web(controller).publish(PublishedPort.parse("[::1]:8083:83"))),
  UNPUBLISH(
      Trial::webWithPorts,
      controller ->
          web(controller)
              .unpublish(
                  PublishedPort.parse("8080:80"), PublishedPort.parse("9000-9009:9000-9009/udp"))),
  LIMIT(Trial::open, controller -> limit(controller, "20mbit")),
  LIMIT_OTHERWISE(Trial::limited, controller -> limit(controller, "30mbit")),
  LIMIT_NO_MORE(Trial::limited, controller -> web(controller).limitBandwidth(BandwidthLimits.NONE)),

  CREATE_SERVICE(Trial::open, Trial::service),
  CREATE_SERVICE_AT_PORTS_OF_THE_HOST(Trial::open, Trial::publishedService),
  DELETE_SERVICE(Trial::served, controller -> serving(controller).delete()),
  ADD_BACKEND(Trial::served, controller -> serving(controller).add(other(controller), 3)),
  WEIGH_BACKEND(Trial::served, controller -> serving(controller).weigh(web(controller), 4)),
  DRAIN_BACKEND(
      Trial::served, controller -> serving(controller).drain(web(controller), Duration.ofHours(1))),
  REMOVE_BACKEND(Trial::served, controller -> serving(controller).remove(web(controller))),
  DELETE_A_BACKENDS_ENDPOINT(Trial::served, controller -> web(controller).deleteForced()),
  DELETE_A_BACKENDS_SANDBOX(Trial::served, controller -> controller.getSandbox("web").delete()),

  PUT_ZONE(
      Trial::zoned,
      controller -> controller.getNetwork("shop").putZone("app", "www A 192.0.2.2\n")),
  REMOVE_ZONE(Trial::zoned, controller -> controller.getNetwork("shop").removeZone("app")),

  CREATE_MACVLAN_NETWORK(OtherNetworks::parent, OtherNetworks::lan),
  ATTACH_TO_A_MACVLAN_NETWORK(OtherNetworks::lanOnParent, OtherNetworks::attachToLan),
  LEAVE_A_MACVLAN_NETWORK(
      OtherNetworks::attachedToLan, controller -> OtherNetworks.leave(controller, "lan")),
  DELETE_SANDBOX_ON_A_MACVLAN_NETWORK(OtherNetworks::attachedToLan, OtherNetworks::deleteSandbox),
  DELETE_MACVLAN_NETWORK(
      OtherNetworks::lanOnParent, controller -> controller.getNetwork("lan").delete()),

  CREATE_ROUTED_NETWORK(Trial::nothing, OtherNetworks::routed),
  ATTACH_TO_A_ROUTED_NETWORK(OtherNetworks::routed, OtherNetworks::attachToRouted),
  LEAVE_A_ROUTED_NETWORK(
      OtherNetworks::attachedToRouted, controller -> OtherNetworks.leave(controller, "routed")),
  DELETE_SANDBOX_ON_A_ROUTED_NETWORK(OtherNetworks::attachedToRouted, OtherNetworks::deleteSandbox),
  DELETE_ROUTED_NETWORK(
      OtherNetworks::routed, controller -> controller.getNetwork("routed").delete()),

  ATTACH_A_PHYSICAL_LINK(OtherNetworks::physical, OtherNetworks::attachToPhysical),
  LEAVE_A_PHYSICAL_LINK(
      OtherNetworks::attachedToPhysical, controller -> OtherNetworks.leave(controller, "wired")),
  DELETE_SANDBOX_WITH_A_PHYSICAL_LINK(
      OtherNetworks::attachedToPhysical, OtherNetworks::deleteSandbox),

  CLOSE_WITH_EPHEMERALS(Trial::ephemerals, Controller::close);

  private final Step before;
  private final Step operation;

  /// What is done with a controller; it keeps nothing.
  private interface Step {
    void accept(Controller controller);
  }

  Trial(Step before, Step operation) {
    this.before = before;
    this.operation = operation;
  }

  /// Whether it takes something away: such an operation is not undone when a step is refused, but
  /// may be tried again.
  boolean removes() {
    return name().startsWith("DELETE")
        || name().startsWith("LEAVE")
        || name().startsWith("REMOVE")
        || this == CLOSE_WITH_EPHEMERALS
        || this == UNPUBLISH
        || this == LIMIT_NO_MORE;
  }

  /// Makes what is there before.
  void prepare(Controller controller) {
    before.accept(controller);
  }

  /// Performs what is interrupted.
  void perform(Controller controller) {
    operation.accept(controller);
  }

  private static void nothing(Controller controller) {}

  private static Network shop(Controller controller) {
    return controller.createNetwork(
        BridgeDriver.NAME,
        "shop",
        new NetworkOption.Ipv6(true),
        NetworkOption.Pool.of("10.80.0.0/24"),
        NetworkOption.Pool.of("fd00:80::/64"));
  }

  /// Its first bridge takes no more.
  private static void full(Controller controller) {
    Network _ =
        controller.createNetwork(
            BridgeDriver.NAME,
            "shop",
            new NetworkOption.Ipv6(true),
            NetworkOption.Pool.of("10.80.0.0/24"),
            NetworkOption.Pool.of("fd00:80::/64"),
            new NetworkOption.Driver(BridgeOptions.USUAL.withPortsPerBridge(1)));
    attach(controller);
  }

  private static void overfull(Controller controller) {
    full(controller);
    controller.attach("more", controller.getNetwork("shop"));
  }

  private static Network inner(Controller controller) {
    return controller.createNetwork(
        BridgeDriver.NAME,
        "inner",
        new NetworkOption.Internal(),
        NetworkOption.Pool.of("10.84.0.0/24"));
  }

  private static Attachment attach(Controller controller) {
    return controller.attach(
        "web",
        controller.getNetwork("shop"),
        EndpointOption.Address.of("10.80.0.9"),
        EndpointOption.Publish.of("8080:80"));
  }

  private static Attachment attachWithFiles(Controller controller) {
    return controller.attach(
        "web",
        controller.getNetwork("shop"),
        new SandboxOption.Files(),
        new SandboxOption.ExtraHostGateway("host.internal"),
        EndpointOption.Address.of("10.80.0.9"));
  }

  private static void attachedWithFiles(Controller controller) {
    shop(controller);
    attachWithFiles(controller);
  }

  private static void open(Controller controller) {
    shop(controller);
    attach(controller);
  }

  private static Endpoint web(Controller controller) {
    return controller.getNetwork("shop").getEndpoint("web");
  }

  private static void spare(Controller controller) {
    open(controller);
    controller.createNetwork(
        BridgeDriver.NAME,
        "spare",
        new NetworkOption.Ipv6(true),
        NetworkOption.Pool.of("10.85.0.0/24"),
        NetworkOption.Pool.of("fd00:85::/64"));
  }

  private static void webAndInner(Controller controller) {
    open(controller);
    inner(controller);
  }

  /// The one that joins last would be the gateway, were it not internal; so there are two others.
  private static void webOnTwo(Controller controller) {
    spare(controller);
    controller.attach("web", controller.getNetwork("spare"), EndpointOption.Publish.of("8090:90"));
    controller.attach("other", controller.getNetwork("shop"));
  }

  private static void endpoint(Controller controller) {
    spare(controller);
    controller.getNetwork("spare").createEndpoint("later", EndpointOption.Publish.of("8099:99"));
  }

  private static Endpoint later(Controller controller) {
    return controller.getNetwork("spare").getEndpoint("later");
  }

  private static void webWithPorts(Controller controller) {
    open(controller);
    web(controller).publish(PublishedPort.parse("9000-9009:9000-9009/udp"));
  }

  private static void limited(Controller controller) {
    open(controller);
    limit(controller, "20mbit");
  }

  private static void limit(Controller controller, String rate) {
    web(controller).limitBandwidth(BandwidthLimits.both(BandwidthLimit.of(rate)));
  }

  private static void attachAll(Controller controller) {
    Network shop = controller.getNetwork("shop");
    Network inner = controller.getNetwork("inner");
    controller.attachAll(
        List.of(
            AttachRequest.of(
                "db",
                shop,
                EndpointOption.Address.of("10.80.0.20"),
                EndpointOption.Publish.of("8070:70")),
            AttachRequest.of("db", inner, EndpointOption.Address.of("10.84.0.20")),
            AttachRequest.of("cache", inner, EndpointOption.Address.of("10.84.0.21"))));
  }

  private static void service(Controller controller) {
    Service _ =
        controller
            .getNetwork("shop")
            .createService(
                "front",
                new ServiceOption.Port(ServicePort.of(Protocol.TCP, 80).named("http")),
                new ServiceOption.Port(ServicePort.of(Protocol.UDP, 53)));
  }

  /// By the kernel, and by the proxy.
  private static void publishedService(Controller controller) {
    Service _ =
        controller
            .getNetwork("shop")
            .createService(
                "front",
                new ServiceOption.Port(ServicePort.of(Protocol.TCP, 80)),
                ServiceOption.Publish.of("8060:80"),
                ServiceOption.Publish.of("[::1]:8061:80"));
  }

  private static void served(Controller controller) {
    open(controller);
    controller.attach("other", controller.getNetwork("shop"));
    publishedService(controller);
    serving(controller).add(web(controller), 2);
  }

  private static Service serving(Controller controller) {
    return controller
        .getNetwork("shop")
        .findService("front")
        .orElseThrow(() -> new NetworkException.NotFound("service front is gone"));
  }

  private static Endpoint other(Controller controller) {
    return controller.getNetwork("shop").getEndpoint("other");
  }

  private static void zoned(Controller controller) {
    open(controller);
    controller.getNetwork("shop").putZone("app", "* A 192.0.2.1\n");
  }

  private static void ephemerals(Controller controller) {
    open(controller);
    Network passing =
        controller.createNetwork(
            BridgeDriver.NAME,
            "passing",
            new NetworkOption.Ephemeral(),
            NetworkOption.Pool.of("10.86.0.0/24"));
    Sandbox guest = controller.createSandbox("guest", new SandboxOption.Ephemeral());
    passing.createEndpoint("guest").join(guest);
  }
}
