package io.libnetwork.testing.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.AttachOption;
import io.libnetwork.AttachRequest;
import io.libnetwork.BandwidthLimit;
import io.libnetwork.BandwidthLimits;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Lease;
import io.libnetwork.LeaseHandle;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.Plan;
import io.libnetwork.PublishedPort;
import io.libnetwork.Reservation;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.Service;
import io.libnetwork.ServiceOption;
import io.libnetwork.ServicePort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.drivers.firewall.GatewayMode;
import io.libnetwork.drivers.host.HostDriver;
import io.libnetwork.drivers.ptp.PtpDriver;
import io.libnetwork.linux.NamespaceFolder;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.StateStore;
import io.libnetwork.testing.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// A plan says what becomes different, all of it and nothing else, and changes nothing.
class PlanTest {

  private final StateStore store = new MemoryStore();
  private TestHost host;
  private Controller controller;
  private Facts fresh;

  @BeforeEach
  void open() {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "a test host needs root");
    host = TestHost.create();
    fresh = new Facts(new TreeMap<>());
    Path folder = host.host().runRoot().resolveSibling("fresh");
    Path path = folder.resolve("net");
    try (NetworkNamespace _ = host.thread().createAt(path)) {
      fresh.container(host, path, "fresh");
    }
    NetworkNamespace.delete(path);
    NamespaceFolder.remove(folder);
    controller =
        Controller.open(
            host.host(),
            new ControllerOption.NetworkDriver(BridgeDriver.factory()),
            new ControllerOption.NetworkDriver(PtpDriver.factory()),
            new ControllerOption.NetworkDriver(HostDriver.factory()),
            new ControllerOption.Store(store));
  }

  @AfterEach
  void close() {
    if (host != null) {
      controller.close();
      host.close();
    }
    store.close();
  }

  private void holds(Supplier<Plan> plan, Runnable operation) {
    holds(controller, plan, operation);
  }

  private void holds(Controller asked, Supplier<Plan> plan, Runnable operation) {
    Rehearsed trial = Rehearsed.of(host, asked, store, fresh, plan, operation);
    assertThat(trial.plan().steps()).as("planned at all").isNotEmpty();
    assertThat(trial.steps()).as("done while it was planned").isEmpty();
    assertThat(trial.meanwhile()).as("different when it was planned").isEmpty();
    assertThat(trial.unplanned()).as("happened and not planned").isEmpty();
    assertThat(trial.undone()).as("planned and not happened").isEmpty();
  }

  private static EndpointOption address(String text) {
    return new EndpointOption.Address(IpAddress.parse(text));
  }

  private Network network(String name, NetworkOption... options) {
    return controller.createNetwork(BridgeDriver.NAME, name, options);
  }

  @Nested
  class Networks {
    @Test
    void theFirst() {
      holds(
          () -> controller.planner().createNetwork(BridgeDriver.NAME, "shop"),
          () -> network("shop"));
    }

    @Test
    void theSecondWithBothFamilies() {
      network("shop");
      NetworkOption[] options = {
        new NetworkOption.Ipv6(true),
        NetworkOption.Pool.of("10.9.0.0/24"),
        NetworkOption.Pool.of("fd09::/64")
      };
      holds(
          () -> controller.planner().createNetwork(BridgeDriver.NAME, "back", options),
          () -> network("back", options));
    }

    @Test
    void aSealedOne() {
      holds(
          () ->
              controller
                  .planner()
                  .createNetwork(BridgeDriver.NAME, "back", new NetworkOption.Internal()),
          () -> network("back", new NetworkOption.Internal()));
    }

    @Test
    void deleted() {
      Network shop = network("shop", new NetworkOption.Ipv6(true));
      network("back");
      holds(() -> controller.planner().delete(shop), shop::delete);
    }
  }

  @Nested
  class Services {

    private static final ServiceOption WEB =
        new ServiceOption.Port(ServicePort.of(Protocol.TCP, 80));

    @Test
    void made() {
      Network shop = network("shop", new NetworkOption.Ipv6(true));
      holds(
          () -> controller.planner().createService(shop, "web", WEB),
          () -> shop.createService("web", WEB));
    }

    @Test
    void atPortsOfTheHost() {
      Network shop = network("shop", new NetworkOption.Ipv6(true));
      ServiceOption[] options = {
        WEB,
        new ServiceOption.Port(ServicePort.of(Protocol.UDP, 53)),
        ServiceOption.Publish.of("8080:80/tcp"),
        ServiceOption.Publish.of("127.0.0.1:5353:53/udp from 192.0.2.0/24")
      };
      holds(
          () -> controller.planner().createService(shop, "web", options),
          () -> shop.createService("web", options));
      Service web = shop.findService("web").orElseThrow();
      Endpoint one = controller.attach("one", shop).endpoint();
      holds(() -> controller.planner().add(web, one), () -> web.add(one));
      holds(() -> controller.planner().remove(web, one), () -> web.remove(one));
      holds(() -> controller.planner().delete(web), web::delete);
    }

    @Test
    void withBackendsThatComeAndGo() {
      Network shop = network("shop");
      Service web = shop.createService("web", WEB);
      Endpoint one = controller.attach("one", shop).endpoint();
      Endpoint two = controller.attach("two", shop).endpoint();
      holds(() -> controller.planner().add(web, one), () -> web.add(one));
      holds(() -> controller.planner().add(web, two, 2), () -> web.add(two, 2));
      holds(() -> controller.planner().weigh(web, one, 3), () -> web.weigh(one, 3));
      holds(() -> controller.planner().healthy(web, two, false), () -> web.healthy(two, false));
      holds(() -> controller.planner().remove(web, one), () -> web.remove(one));
      holds(() -> controller.planner().delete(web), web::delete);
    }
  }

  @Nested
  class Containers {

    private static final String CONTAINER = "c1";

    @Test
    void aSandbox() {
      holds(
          () -> controller.planner().createSandbox(CONTAINER),
          () -> controller.createSandbox(CONTAINER));
    }

    @Test
    void anEndpoint() {
      Network shop = network("shop");
      holds(
          () -> controller.planner().createEndpoint(shop, "web"), () -> shop.createEndpoint("web"));
    }

    @Test
    void aJoinByIpv4() {
      Endpoint web = network("shop").createEndpoint("web");
      Sandbox sandbox = controller.createSandbox(CONTAINER);
      holds(() -> controller.planner().join(web, sandbox), () -> web.join(sandbox));
    }

    @Test
    void aJoinByBothFamiliesWithPorts() {
      Endpoint web =
          network("shop", new NetworkOption.Ipv6(true))
              .createEndpoint(
                  "web",
                  new EndpointOption.Publish(PublishedPort.parse("8080:80")),
                  new EndpointOption.Publish(PublishedPort.parse("80")),
                  new EndpointOption.Publish(PublishedPort.parse("7000-7003:7000-7003/udp")));
      Sandbox sandbox = controller.createSandbox(CONTAINER);
      holds(() -> controller.planner().join(web, sandbox), () -> web.join(sandbox));
    }

    @Test
    void aJoinThatMakesTheSandbox() {
      Endpoint web = network("shop", new NetworkOption.Ipv6(true)).createEndpoint("web");
      holds(() -> controller.planner().join(web, CONTAINER), () -> web.join(CONTAINER));
    }

    @Test
    void aSecondNetworkThatTakesTheDefaultRoute() {
      Endpoint web =
          controller
              .attach(
                  CONTAINER,
                  network("shop"),
                  new EndpointOption.Publish(PublishedPort.parse("8080:80")))
              .endpoint();
      Endpoint way = network("back").createEndpoint("way", new EndpointOption.GatewayPriority(7));
      Sandbox sandbox = web.sandbox().orElseThrow();
      holds(() -> controller.planner().join(way, sandbox), () -> way.join(sandbox));
      holds(() -> controller.planner().leave(way), way::leave);
    }

    @Test
    void anAttachment() {
      Network shop = network("shop", new NetworkOption.Ipv6(true));
      EndpointOption port = new EndpointOption.Publish(PublishedPort.parse("[::1]:8080:80"));
      holds(
          () -> controller.planner().attach(CONTAINER, shop, port),
          () -> controller.attach(CONTAINER, shop, port));
    }

    @Test
    void anAttachmentOfANamespaceOfTheCallers() {
      Network shop = network("shop", new NetworkOption.Ipv6(true));
      Path folder = host.host().runRoot().resolveSibling("callers");
      Path path = folder.resolve("net");
      host.thread().createAt(path).close();
      AttachOption at = new SandboxOption.NamespaceAt(path);
      holds(
          () -> controller.planner().attach(CONTAINER, shop, at),
          () -> controller.attach(CONTAINER, shop, at));
      Sandbox sandbox = controller.getSandbox(CONTAINER);
      holds(() -> controller.planner().delete(sandbox), sandbox::delete);
      NetworkNamespace.delete(path);
      NamespaceFolder.remove(folder);
    }

    @Test
    void severalAttachments() {
      Network shop = network("shop");
      List<AttachRequest> requests =
          List.of(
              AttachRequest.of("c1", shop, address("172.17.0.7")),
              AttachRequest.of(
                  "c2",
                  shop,
                  address("172.17.0.8"),
                  new EndpointOption.Publish(PublishedPort.parse("81:80"))));
      holds(() -> controller.planner().attachAll(requests), () -> controller.attachAll(requests));
    }

    @Test
    void aLeaveWithPorts() {
      Endpoint web =
          controller
              .attach(
                  CONTAINER,
                  network("shop", new NetworkOption.Ipv6(true)),
                  new EndpointOption.Publish(PublishedPort.parse("8080:80")),
                  new EndpointOption.Publish(PublishedPort.parse("80/udp")))
              .endpoint();
      holds(() -> controller.planner().leave(web), web::leave);
      holds(() -> controller.planner().delete(web), web::delete);
    }

    @Test
    void aForcedDeletion() {
      Endpoint web = controller.attach(CONTAINER, network("shop")).endpoint();
      holds(() -> controller.planner().deleteForced(web), web::deleteForced);
    }

    @Test
    void aSandboxDeleted() {
      Network shop = network("shop", new NetworkOption.Ipv6(true));
      Sandbox sandbox = controller.attach(CONTAINER, shop).sandbox();
      holds(() -> controller.planner().delete(sandbox), sandbox::delete);
    }

    @Test
    void severalSandboxesRemoved() {
      Network shop = network("shop");
      controller.attachAll(List.of(AttachRequest.of("c1", shop), AttachRequest.of("c2", shop)));
      List<Sandbox> all = controller.sandboxes();
      holds(() -> controller.planner().removeAll(all), () -> controller.removeAll(all));
    }

    @Test
    void aContainerOfTheHost() {
      Network own = controller.createNetwork(HostDriver.NAME, "own");
      Sandbox sandbox = controller.createSandbox(CONTAINER, new SandboxOption.HostNamespace());
      holds(() -> controller.planner().createEndpoint(own, "web"), () -> own.createEndpoint("web"));
      Endpoint web = own.getEndpoint("web");
      holds(() -> controller.planner().join(web, sandbox), () -> web.join(sandbox));
    }
  }

  @Nested
  class Ports {

    private Endpoint web;

    @BeforeEach
    void attach() {
      web = controller.attach("c1", network("shop", new NetworkOption.Ipv6(true))).endpoint();
    }

    @Test
    void publishedLater() {
      PublishedPort[] ports = {PublishedPort.parse("8080:80"), PublishedPort.parse("53/udp")};
      holds(() -> controller.planner().publish(web, ports), () -> web.publish(ports));
      holds(() -> controller.planner().unpublish(web, ports[0]), () -> web.unpublish(ports[0]));
      holds(() -> controller.planner().unpublish(web, ports[1]), () -> web.unpublish(ports[1]));
    }

    @Test
    void chosenOfARange() {
      web.publish(PublishedPort.parse("9000-9010:80"));
      PublishedPort port = PublishedPort.parse("9000-9010:81");
      holds(() -> controller.planner().publish(web, port), () -> web.publish(port));
    }

    @Test
    void forSomeClients() {
      PublishedPort port =
          PublishedPort.parse("8080:80").from(Set.of(IpPrefix.parse("192.0.2.0/24")));
      holds(() -> controller.planner().publish(web, port), () -> web.publish(port));
    }
  }

  @Nested
  class Limits {

    @Test
    void setChangedAndLifted() {
      Endpoint web = controller.attach("c1", network("shop")).endpoint();
      BandwidthLimits slow = BandwidthLimits.both(BandwidthLimit.of("10mbit"));
      BandwidthLimits slower = BandwidthLimits.NONE.withIngress(BandwidthLimit.of("5mbit"));
      holds(() -> controller.planner().limitBandwidth(web, slow), () -> web.limitBandwidth(slow));
      holds(
          () -> controller.planner().limitBandwidth(web, slower), () -> web.limitBandwidth(slower));
      holds(() -> controller.planner().leave(web), web::leave);
    }

    @Test
    void setFromTheBeginning() {
      BandwidthLimits slow = BandwidthLimits.both(BandwidthLimit.of("10mbit"));
      Network shop = network("shop");
      EndpointOption limit = new EndpointOption.Bandwidth(slow);
      holds(
          () -> controller.planner().attach("c1", shop, limit),
          () -> controller.attach("c1", shop, limit));
      Sandbox sandbox = controller.getSandbox("c1");
      holds(() -> controller.planner().delete(sandbox), sandbox::delete);
    }
  }

  @Nested
  class Zones {

    @Test
    void addedReplacedAndRemoved() {
      NetworkOption.DnsZone other = NetworkOption.DnsZone.of("other", "a A 192.0.2.1\n");
      holds(
          () -> controller.planner().createNetwork(BridgeDriver.NAME, "shop", other),
          () -> network("shop", other));
      Network shop = controller.getNetwork("shop");
      holds(
          () -> controller.planner().putZone(shop, "app", "a A 192.0.2.1\n"),
          () -> shop.putZone("app", "a A 192.0.2.1\n"));
      holds(
          () -> controller.planner().putZone(shop, other.zone().without("a")),
          () -> shop.putZone(other.zone().without("a")));
      holds(() -> controller.planner().removeZone(shop, "app"), () -> shop.removeZone("app"));
      holds(() -> controller.planner().delete(shop), shop::delete);
    }
  }

  @Nested
  class Files {

    @Test
    void madeChangedAndRemoved() {
      Network shop = network("shop");
      SandboxOption files = new SandboxOption.Files();
      holds(
          () -> controller.planner().createSandbox("c1", files),
          () -> controller.createSandbox("c1", files));
      Sandbox sandbox = controller.getSandbox("c1");
      Endpoint web = shop.createEndpoint("web");
      holds(() -> controller.planner().join(web, sandbox), () -> web.join(sandbox));
      holds(() -> controller.planner().leave(web), web::leave);
      holds(() -> controller.planner().delete(sandbox), sandbox::delete);
    }
  }

  @Nested
  class Reservations {

    @Test
    void madeAndReleased() {
      Network shop = network("shop", new NetworkOption.Ipv6(true));
      holds(() -> controller.planner().reserve(shop, "web"), () -> shop.reserve("web"));
      Reservation kept = shop.findReservation("web").orElseThrow();
      holds(() -> controller.planner().release(kept), kept::release);
    }

    @Test
    void withPortsThatOutliveTheirEndpoint() {
      Network shop = network("shop", new NetworkOption.Ipv6(true));
      EndpointOption[] options = {
        new EndpointOption.Reserve(), new EndpointOption.Publish(PublishedPort.parse("80"))
      };
      Endpoint web = shop.createEndpoint("web", options);
      Sandbox sandbox = controller.createSandbox("c1");
      holds(() -> controller.planner().join(web, sandbox), () -> web.join(sandbox));
      holds(() -> controller.planner().deleteForced(web), web::deleteForced);
      Reservation kept = shop.findReservation("web").orElseThrow();
      Endpoint again = shop.createEndpoint("web", options);
      holds(() -> controller.planner().join(again, sandbox), () -> again.join(sandbox));
      again.deleteForced();
      holds(() -> controller.planner().release(kept), kept::release);
    }
  }

  @Nested
  class Leases {

    private final Duration hour = Duration.ofHours(1);

    @Test
    void renewed() {
      Network shop =
          network("shop", new NetworkOption.Leased(new Lease.ForDuration(Duration.ofMinutes(5))));
      holds(() -> controller.planner().renew(shop, hour), () -> shop.renew(hour));
      Sandbox sandbox =
          controller.createSandbox(
              "c1", new SandboxOption.Leased(new Lease.ForDuration(Duration.ofMinutes(5))));
      holds(() -> controller.planner().renew(sandbox, hour), () -> sandbox.renew(hour));
    }

    @Test
    void endedByWhoHoldsThem() {
      LeaseHandle handle = new LeaseHandle();
      Lease lease = new Lease.WhileOpen(handle);
      Network shop = network("shop", new NetworkOption.Leased(lease));
      controller.attach("c1", shop, new SandboxOption.Leased(lease));
      controller.attach("c2", shop);
      holds(() -> controller.planner().close(handle), handle::close);
    }
  }

  @Nested
  class GatewayModes {

    @Test
    void routedAndUnprotected() {
      NetworkOption[] options = {
        new NetworkOption.Ipv6(true),
        new NetworkOption.Driver(
            BridgeOptions.USUAL
                .with(IpFamily.V4, GatewayMode.ROUTED)
                .with(IpFamily.V6, GatewayMode.NAT_UNPROTECTED))
      };
      holds(
          () -> controller.planner().createNetwork(BridgeDriver.NAME, "open", options),
          () -> network("open", options));
      Network open = controller.getNetwork("open");
      EndpointOption port = new EndpointOption.Publish(PublishedPort.parse("8080:80"));
      holds(
          () -> controller.planner().attach("c1", open, port),
          () -> controller.attach("c1", open, port));
      Endpoint web = open.getEndpoint("c1");
      holds(() -> controller.planner().leave(web), web::leave);
      web.delete();
      holds(() -> controller.planner().delete(open), open::delete);
    }
  }

  @Nested
  class WithoutABridge {

    private Network routed(String name, NetworkOption... options) {
      return controller.createNetwork(PtpDriver.NAME, name, options);
    }

    @Test
    void aNetworkOfBothFamilies() {
      NetworkOption[] options = {
        new NetworkOption.Ipv6(true),
        NetworkOption.Pool.of("10.9.0.0/24"),
        NetworkOption.Pool.of("fd09::/64")
      };
      holds(
          () -> controller.planner().createNetwork(PtpDriver.NAME, "shop", options),
          () -> routed("shop", options));
    }

    @Test
    void oneThatPublishesAndIsLimited() {
      Network shop = routed("shop", new NetworkOption.Ipv6(true));
      AttachOption[] options = {
        new EndpointOption.Publish(PublishedPort.parse("8080:80")),
        new EndpointOption.Bandwidth(BandwidthLimits.both(BandwidthLimit.of("80mbit")))
      };
      holds(
          () -> controller.planner().attach("c1", shop, options),
          () -> controller.attach("c1", shop, options));
      holds(
          () -> controller.planner().removeAll(controller.sandboxes()),
          () -> controller.removeAll(controller.sandboxes()));
      holds(() -> controller.planner().delete(shop), () -> shop.delete());
    }

    @Test
    void aControllerWithANetworkOfEitherKind() {
      network("beside");
      Network shop = routed("shop");
      controller.attach("c1", shop, new EndpointOption.Publish(PublishedPort.parse("8080:80")));
      holds(() -> controller.planner().close(), () -> controller.close());
    }
  }

  @Nested
  class Closing {

    @Test
    void aControllerWithWhatIsEphemeral() {
      Network shop = network("shop", new NetworkOption.Ipv6(true), new NetworkOption.Ephemeral());
      controller.attach(
          "c1",
          shop,
          new SandboxOption.Ephemeral(),
          new EndpointOption.Publish(PublishedPort.parse("8080:80")));
      holds(() -> controller.planner().close(), () -> controller.close());
    }

    @Test
    void aControllerWithWhatStays() {
      Network shop = network("shop", new NetworkOption.Ipv6(true));
      controller.attach("c1", shop, new EndpointOption.Publish(PublishedPort.parse("8080:80")));
      holds(() -> controller.planner().close(), () -> controller.close());
    }
  }

  @Nested
  class Repairs {

    @Test
    void ofWhatOthersHaveTakenAway() {
      Sandbox sandbox = controller.attach("c1", network("shop")).sandbox();
      host.run("nsenter", "--net=" + sandbox.key(), "--", "ip", "addr", "flush", "dev", "eth0");
      // How the kernel keeps our rules is found out once for each process.
      assertThat(controller.examine()).isNotEmpty();
      holds(() -> controller.planner().reconcile(), () -> controller.reconcile());
      assertThat(controller.planner().reconcile().isEmpty()).isTrue();
    }
  }

  /// Only a controller without a store makes such interfaces.
  @Test
  void interfacesThatSomebodyMoves() {
    try (Controller other =
        Controller.open(host.host(), new ControllerOption.NetworkDriver(BridgeDriver.factory()))) {
      Network shop = other.createNetwork(BridgeDriver.NAME, "shop");
      holds(other, () -> other.planner().link(shop, "web"), () -> shop.link("web"));
      Endpoint web = shop.getEndpoint("web");
      holds(other, () -> other.planner().delete(web), web::delete);
      shop.delete();
    }
  }
}
