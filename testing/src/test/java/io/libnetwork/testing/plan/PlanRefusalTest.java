package io.libnetwork.testing.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.libnetwork.BandwidthLimit;
import io.libnetwork.BandwidthLimits;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.InterfaceSysctl;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.Plan;
import io.libnetwork.PlannedStep;
import io.libnetwork.Planner;
import io.libnetwork.PublishedPort;
import io.libnetwork.Reservation;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.drivers.host.HostDriver;
import io.libnetwork.linux.BoundSocket;
import io.libnetwork.linux.SocketSource;
import io.libnetwork.linux.rtnetlink.Bridge;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.testing.FakeNetworkDriver;
import io.libnetwork.testing.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// A plan is refused as its operation is: with the same kind of failure and the same words.
class PlanRefusalTest {

  private TestHost host;
  private Controller controller;
  private Planner planner;
  private Network shop;

  @BeforeEach
  void open() {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "a test host needs root");
    host = TestHost.create();
    controller =
        Controller.open(
            host.host(),
            new ControllerOption.NetworkDriver(BridgeDriver.factory()),
            new ControllerOption.NetworkDriver(HostDriver.factory()));
    planner = controller.planner();
    shop =
        controller.createNetwork(BridgeDriver.NAME, "shop", NetworkOption.Pool.of("10.77.0.0/29"));
  }

  @AfterEach
  void close() {
    if (host != null) {
      controller.close();
      host.close();
    }
  }

  private static void refusedAlike(ThrowingCallable plan, ThrowingCallable operation) {
    Throwable planned = catchThrowable(plan);
    Throwable done = catchThrowable(operation);
    assertThat(done).isInstanceOf(NetworkException.class);
    assertThat(planned).hasSameClassAs(done).hasMessage(done.getMessage());
  }

  @Nested
  class Networks {

    private void refused(String driver, String name, NetworkOption... options) {
      refusedAlike(
          () -> planner.createNetwork(driver, name, options),
          () -> controller.createNetwork(driver, name, options));
    }

    @Test
    void ofANameThatIsTakenOrMalformed() {
      refused(BridgeDriver.NAME, "shop");
      refused(BridgeDriver.NAME, "a shop");
    }

    @Test
    void ofAKindThatThereIsNot() {
      refused("overlay", "back");
    }

    @Test
    void ofAPoolThatIsTaken() {
      refused(BridgeDriver.NAME, "back", NetworkOption.Pool.of("10.77.0.0/16"));
    }

    @Test
    void ofATemplateThatThereIsNot() {
      refused(BridgeDriver.NAME, "back", new NetworkOption.ConfigFrom("template"));
    }

    @Test
    void ofAnMtuThatIpv6CannotHave() {
      refused(
          BridgeDriver.NAME,
          "back",
          new NetworkOption.Ipv6(true),
          new NetworkOption.Driver(BridgeOptions.USUAL.withMtu(1_000)));
    }

    @Test
    void ofABridgeWhoseNameTheHostHas() {
      InterfaceName taken = new InterfaceName("uplink");
      host.rtnetlink().execute(Links.add(LinkSpec.of(taken, Bridge.of())));
      refused(
          BridgeDriver.NAME, "back", new NetworkOption.Driver(BridgeOptions.USUAL.named(taken)));
    }

    @Test
    void ofASecondWhereThereIsOneAtMost() {
      controller.createNetwork(HostDriver.NAME, "own");
      refused(HostDriver.NAME, "other");
      Network own = controller.getNetwork("own");
      refusedAlike(() -> planner.delete(own), own::delete);
    }

    @Test
    void thatAreInUse() {
      shop.createEndpoint("web");
      refusedAlike(() -> planner.delete(shop), shop::delete);
    }

    @Test
    void withoutATimeToLive() {
      Duration hour = Duration.ofHours(1);
      refusedAlike(() -> planner.renew(shop, hour), () -> shop.renew(hour));
    }
  }

  @Nested
  class Endpoints {

    private void refused(String name, EndpointOption... options) {
      refusedAlike(
          () -> planner.createEndpoint(shop, name, options),
          () -> shop.createEndpoint(name, options));
    }

    @Test
    void withAnAddressThatIsTakenOrOutside() {
      shop.createEndpoint("web");
      refused("web");
      refused("db", new EndpointOption.Address(IpAddress.parse("10.77.0.2")));
      refused("db", new EndpointOption.Address(IpAddress.parse("10.78.0.2")));
      refused("db", new EndpointOption.Address(IpAddress.parse("10.77.0.7")));
    }

    @Test
    void whereNoAddressIsLeft() {
      for (int i = 0; i < 5; i++) {
        shop.createEndpoint("web" + i);
      }
      refused("db");
    }

    @Test
    void thatAreReserved() {
      shop.reserve("web", IpAddress.parse("10.77.0.3"));
      refusedAlike(() -> planner.reserve(shop, "web"), () -> shop.reserve("web"));
      refused("web", new EndpointOption.Address(IpAddress.parse("10.77.0.4")));
      refused("db", new EndpointOption.Address(IpAddress.parse("10.77.0.3")));
      shop.createEndpoint("web");
      Reservation kept = shop.findReservation("web").orElseThrow();
      refusedAlike(() -> planner.release(kept), kept::release);
    }
  }

  @Nested
  class Joins {

    private Endpoint web;
    private Sandbox sandbox;

    @BeforeEach
    void make() {
      web = shop.createEndpoint("web");
      sandbox = controller.createSandbox("c1");
    }

    @Test
    void ofWhatHasBeenJoined() {
      web.join(sandbox);
      refusedAlike(() -> planner.join(web, sandbox), () -> web.join(sandbox));
      refusedAlike(() -> planner.delete(web), web::delete);
    }

    @Test
    void ofWhatIsGone() {
      web.delete();
      refusedAlike(() -> planner.join(web, sandbox), () -> web.join(sandbox));
      Endpoint db = shop.createEndpoint("db");
      sandbox.delete();
      refusedAlike(() -> planner.join(db, sandbox), () -> db.join(sandbox));
    }

    @Test
    void byASandboxThatDoesNotFit() {
      Sandbox own = controller.createSandbox("c2", new SandboxOption.HostNamespace());
      refusedAlike(() -> planner.join(web, own), () -> web.join(own));
    }

    @Test
    void byAParameterThatTheKernelHasNot() {
      Endpoint odd =
          shop.createEndpoint(
              "odd",
              new EndpointOption.Sysctl(new InterfaceSysctl("net.ipv4.conf.IFNAME.nonsense", "1")));
      refusedAlike(() -> planner.join(odd, sandbox), () -> odd.join(sandbox));
    }

    @Test
    void byANameThatIsTakenInside() {
      web.join(sandbox);
      Network back = controller.createNetwork(BridgeDriver.NAME, "back");
      Endpoint db =
          back.createEndpoint("db", new EndpointOption.NameInside(new InterfaceName("eth0")));
      refusedAlike(() -> planner.join(db, sandbox), () -> db.join(sandbox));
    }

    @Test
    void ofANamespaceThatThereIsNot() {
      SandboxOption at = new SandboxOption.NamespaceAt(Path.of("/run/nothing/here"));
      refusedAlike(() -> planner.createSandbox("c2", at), () -> controller.createSandbox("c2", at));
      refusedAlike(() -> planner.createSandbox("c1"), () -> controller.createSandbox("c1"));
    }
  }

  @Nested
  class Ports {

    private Endpoint web;

    @BeforeEach
    void attach() {
      web = controller.attach("c1", shop).endpoint();
    }

    private void refused(String port) {
      PublishedPort asked = PublishedPort.parse(port);
      refusedAlike(() -> planner.publish(web, asked), () -> web.publish(asked));
    }

    @Test
    void thatAnotherEndpointHas() {
      controller.attach("c2", shop, EndpointOption.Publish.of("8080:80"));
      refused("8080:80");
      refused("8080-8080:80");
    }

    @Test
    void thatAProcessHas() {
      try (BoundSocket _ =
          host.thread()
              .call(
                  host.namespace(),
                  () ->
                      BoundSocket.open(
                          SocketSource.HERE,
                          Protocol.TCP,
                          IpAddress.parse("0.0.0.0"),
                          new Port(8080)))) {
        refused("8080:80");
      }
    }

    @Test
    void atAnAddressThatIsNotTheHosts() {
      refused("198.51.100.9:8080:80");
    }

    @Test
    void ofASealedNetwork() {
      Network sealed =
          controller.createNetwork(BridgeDriver.NAME, "sealed", new NetworkOption.Internal());
      Endpoint db = controller.attach("c2", sealed).endpoint();
      PublishedPort port = PublishedPort.parse("80:80");
      refusedAlike(() -> planner.publish(db, port), () -> db.publish(port));
    }

    @Test
    void whereNothingCanBePublishedOrLimited() {
      Endpoint own = controller.createNetwork(HostDriver.NAME, "own").createEndpoint("own");
      PublishedPort port = PublishedPort.parse("80:80");
      refusedAlike(() -> planner.publish(own, port), () -> own.publish(port));
      BandwidthLimits slow = BandwidthLimits.both(BandwidthLimit.of("10mbit"));
      refusedAlike(() -> planner.limitBandwidth(own, slow), () -> own.limitBandwidth(slow));
    }
  }

  @Test
  void aClosedControllerPlansNothing() {
    controller.close();
    assertThat(catchThrowable(() -> planner.createSandbox("c1")))
        .isInstanceOf(NetworkException.Unavailable.class);
  }

  /// A driver without a double is not asked, and the plan says that it could not be told.
  @Test
  void aDriverThatTellsNothingIsNotGuessedAt() {
    FakeNetworkDriver fake = new FakeNetworkDriver();
    try (Controller other =
        Controller.open(host.host(), new ControllerOption.NetworkDriver(fake))) {
      Plan plan = other.planner().createNetwork(FakeNetworkDriver.NAME, "net");
      assertThat(fake.calls()).isEmpty();
      assertThat(plan.clear()).isFalse();
      assertThat(plan.steps()).extracting(PlannedStep::kind).containsOnly(PlannedStep.Kind.UNCLEAR);
    }
  }
}
