package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.BandwidthLimit;
import io.libnetwork.BandwidthLimits;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Host;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.RouteType;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.SandboxRoute;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.drivers.firewall.GatewayMode;
import io.libnetwork.drivers.firewall.Upkeep;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.store.Change;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.StateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A controller that is closed and opened again on what its store remembers.
class RestartTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final StateStore store = new MemoryStore();
  private TestHost host;
  private LeakAudit audit;
  private Controller controller;

  @BeforeEach
  void open() {
    host = TestHostOrSkip.create().host();
    host.host().namespaceThread();
    audit = LeakAudit.begin(host);
    controller = opened();
  }

  @AfterEach
  void close() {
    controller.removeAll(controller.sandboxes());
    for (Network network : controller.networks()) {
      network.endpoints().forEach(Endpoint::deleteForced);
      network.delete();
    }
    controller.close();
    assertThat(store.snapshot().records()).isEmpty();
    host.host().close();
    assertThat(audit.leaks()).as("left behind").isEmpty();
    host.close();
    store.close();
  }

  private Controller opened(ControllerOption... more) {
    List<ControllerOption> options = new ArrayList<>(List.of(more));
    options.add(new ControllerOption.NetworkDriver(BridgeDriver.factory()));
    options.add(new ControllerOption.Store(store));
    return Controller.open(host.host(), options.toArray(ControllerOption[]::new));
  }

  private void restart() {
    controller.close();
    controller = opened();
  }

  /// Links, addresses, routes and our tables, of the host and of a container.
  private String kernel(Path... namespaces) {
    StringBuilder all = new StringBuilder();
    for (String[] what :
        List.of(
            new String[] {"ip", "-d", "address"},
            new String[] {"ip", "route", "show", "table", "all"},
            new String[] {"ip", "-6", "route", "show", "table", "all"},
            new String[] {"nft", "list", "table", "inet", "libnetwork"},
            new String[] {"nft", "list", "table", "bridge", "libnetwork"},
            new String[] {"nft", "list", "table", "inet", "libnetwork_anchor"})) {
      all.append(host.run(what));
    }
    for (Path namespace : namespaces) {
      for (String what : List.of("address", "route")) {
        all.append(host.run("nsenter", "--net=" + namespace, "ip", "-d", what));
      }
    }
    return all.toString()
        .replaceAll("(valid_lft|preferred_lft|expires) \\S+", "")
        .replaceAll("\\w+_timer +[0-9.]+", "");
  }

  /// A port that leads by a proxy from the family that the container has no address of.
  @Test
  void aContainerOfOneFamilyIsServedInBothAgain() {
    Attachment old =
        controller.attach(
            "old",
            controller.createNetwork(BridgeDriver.NAME, "four"),
            EndpointOption.Publish.of("8080:80"));
    assertThat(host.run("ss", "-Hltn")).contains("[::]:8080");
    List<PortBinding> before = old.endpoint().driverInformation().ports();
    assertThat(before).hasSize(2);
    restart();
    assertThat(host.run("ss", "-Hltn")).contains("[::]:8080");
    assertThat(controller.getNetwork("four").getEndpoint("old").driverInformation().ports())
        .containsExactlyInAnyOrderElementsOf(before);
  }

  @Nested
  class WhatTheKernelStillHas {

    private Network shop;
    private Attachment web;

    @BeforeEach
    void attach() {
      shop =
          controller.createNetwork(
              BridgeDriver.NAME,
              "shop",
              new NetworkOption.Ipv6(true),
              new NetworkOption.Driver(BridgeOptions.USUAL.withMtu(1400)));
      web =
          controller.attach(
              "web",
              shop,
              EndpointOption.Publish.of("8080:80"),
              EndpointOption.Publish.of("81"),
              EndpointOption.Publish.of("9000-9100:9000-9100/udp"),
              new EndpointOption.GatewayPriority(7),
              new EndpointOption.Bandwidth(BandwidthLimits.both(BandwidthLimit.of("100mbit"))));
    }

    @Test
    void isTakenOverAsItIs() {
      Path inside = Path.of(web.sandbox().key());
      String before = kernel(inside);
      List<PortBinding> ports = web.endpoint().driverInformation().ports();
      restart();
      assertThat(kernel(inside)).isEqualTo(before);
      Endpoint again = controller.getNetwork("shop").getEndpoint("web");
      assertThat(again.driverInformation().ports()).containsExactlyInAnyOrderElementsOf(ports);
      assertThat(again.id()).isEqualTo(web.endpoint().id());
      assertThat(again.addresses()).isEqualTo(web.endpoint().addresses());
      assertThat(again.bandwidth()).isEqualTo(web.endpoint().bandwidth());
      assertThat(again.sandbox()).contains(controller.getSandbox("web"));
      assertThat(controller.getSandbox("web").gateway(IpFamily.V6)).contains(again);
    }

    /// As a process leaves it that is killed before it has marked what is to limit: the container's
    /// own interface stays as it is.
    @Test
    void staysWhereALinkHasTheNameOfWhatIsToLimit() {
      web.endpoint().limitBandwidth(BandwidthLimits.NONE);
      Path inside = Path.of(web.sandbox().key());
      String before = host.run("nsenter", "--net=" + inside, "ip", "-o", "link", "show", "eth0");
      String name = "ifb" + web.endpoint().id().value().substring(0, 11) + "1";
      controller.close();
      host.run("ip", "link", "add", name, "type", "ifb");
      controller = opened();
      controller
          .getNetwork("shop")
          .getEndpoint("web")
          .limitBandwidth(BandwidthLimits.both(BandwidthLimit.of("20mbit")));
      host.run("ip", "link", "delete", name);
      assertThat(host.run("nsenter", "--net=" + inside, "ip", "-o", "link", "show", "eth0"))
          .isEqualTo(before);
    }

    /// As if the process had been killed before it had brought up what limits.
    @Test
    void isLimitedByALinkThatIsUp() {
      String limiting = host.run("ip", "-br", "link", "show", "type", "ifb").split("[ @]", 2)[0];
      controller.close();
      host.run("ip", "link", "set", limiting, "down");
      controller = opened();
      assertThat(host.run("ip", "-br", "link", "show", "up", "type", "ifb")).contains(limiting);
    }

    /// What others do to the host's side while no controller is there.
    @ParameterizedTest
    @ValueSource(
        strings = {
          "ip link set $port down",
          "ip link set $port nomaster",
          "ip link set $port mtu 1300",
          "bridge link set dev $port hairpin off",
          "ip link set $bridge down",
          "ip address flush dev $bridge",
          "sysctl -qw net.ipv4.conf.$bridge.route_localnet=0",
        })
    void isPutRightWhereItIsNotAsItWas(String damage) {
      Path inside = Path.of(web.sandbox().key());
      String bridge = Lab.bridgeOf(shop);
      String port = host.run("ip", "-br", "link", "show", "master", bridge).split("@", 2)[0];
      List<String> before = state(inside, bridge);
      controller.close();
      host.run("sh", "-c", damage.replace("$bridge", bridge).replace("$port", port));
      assertThat(state(inside, bridge)).as("after the damage").isNotEqualTo(before);
      controller = opened();
      assertThat(state(inside, bridge)).isEqualTo(before);
    }

    /// What others do inside while no controller is there is found by the first look at everything.
    @ParameterizedTest
    @ValueSource(
        strings = {
          "ip address flush dev eth0 scope global",
          "ip route delete default",
          "ip link set eth0 down",
        })
    void isPutRightInsideBehindTheStart(String damage) {
      Path inside = Path.of(web.sandbox().key());
      String bridge = Lab.bridgeOf(shop);
      List<String> before = state(inside, bridge);
      controller.close();
      host.run("sh", "-c", "nsenter --net=" + inside + " " + damage);
      assertThat(state(inside, bridge)).as("after the damage").isNotEqualTo(before);
      controller = opened();
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!state(inside, bridge).equals(before) && System.nanoTime() < deadline) {
        Thread.onSpinWait();
      }
      assertThat(state(inside, bridge)).isEqualTo(before);
    }

    /// Where a join or a leave that was cut short may have left it half-way, it is whole when the
    /// controller is open, and not only after the first look at everything.
    @ParameterizedTest
    @ValueSource(strings = {"two networks", "a route of its own", "something left of another"})
    void isWholeInsideWhereItMayHaveBeenHalfWay(String why) {
      switch (why) {
        case "two networks" ->
            controller.attach("web", controller.createNetwork(BridgeDriver.NAME, "other"));
        case "a route of its own" -> {
          web.sandbox().delete();
          web =
              controller.attach(
                  "web",
                  shop,
                  new EndpointOption.Route(
                      SandboxRoute.refusing(IpPrefix.parse("192.0.2.0/24"), RouteType.BLACKHOLE)));
        }
        default -> controller.attach("short", shop, new EndpointOption.GatewayPriority(1));
      }
      Path inside = Path.of(web.sandbox().key());
      String before = host.run("nsenter", "--net=" + inside, "ip", "route");
      controller.close();
      host.run("nsenter", "--net=" + inside, "ip", "route", "delete", "default");
      forget("short");
      controller = opened(new ControllerOption.ReconcileEvery(Duration.ZERO));
      assertThat(host.run("nsenter", "--net=" + inside, "ip", "route")).isEqualTo(before);
    }

    /// As if the process had been killed before it was written.
    private void forget(String endpoint) {
      store.list("endpoint").stream()
          .filter(record -> record.content().text("name").equals(endpoint))
          .forEach(record -> store.queue(new Change.Remove(record.key())).await());
    }

    /// But for what a link notices some time after it was brought up: that it has a carrier.
    private List<String> state(Path inside, String bridge) {
      String parameter = host.run("sysctl", "net.ipv4.conf." + bridge + ".route_localnet");
      return Stream.concat(kernel(inside).lines(), parameter.lines())
          .map(line -> line.replaceAll("NO-CARRIER,|,LOWER_UP|,M-DOWN| state \\w+| linkdown", ""))
          .sorted()
          .toList();
    }

    @Test
    void canBeChangedAndRemovedAfterwards() {
      restart();
      Endpoint again = controller.getNetwork("shop").getEndpoint("web");
      again.publish(PublishedPort.parse("8081:80"));
      again.unpublish(PublishedPort.parse("8080:80"));
      assertThat(again.driverInformation().ports())
          .noneMatch(it -> it.hostPort().number() == 8080)
          .anyMatch(it -> it.hostPort().number() == 8081);
      restart();
      again = controller.getNetwork("shop").getEndpoint("web");
      assertThat(again.driverInformation().ports())
          .noneMatch(it -> it.hostPort().number() == 8080)
          .anyMatch(it -> it.hostPort().number() == 8081);
      again.leave();
      assertThat(again.sandbox()).isEmpty();
      restart();
      again = controller.getNetwork("shop").getEndpoint("web");
      assertThat(again.sandbox()).isEmpty();
      again.join(controller.getSandbox("web"));
    }

    @Test
    void itsAddressesAreNobodyElses() {
      restart();
      Attachment other = controller.attach("other", controller.getNetwork("shop"));
      assertThat(other.endpoint().addresses())
          .doesNotContainAnyElementsOf(web.endpoint().addresses());
    }
  }

  @Nested
  class WhatTheKernelHasLost {

    @Test
    void isMadeAnew() {
      Network shop = controller.createNetwork(BridgeDriver.NAME, "shop");
      Attachment web = controller.attach("web", shop, EndpointOption.Publish.of("8080:80"));
      controller.close();
      host.run("ip", "link", "delete", Lab.bridgeOf(shop));
      host.run("nft", "flush", "ruleset");
      controller = opened();
      assertThat(host.run("ip", "link")).contains(Lab.bridgeOf(shop));
      assertThat(host.run("nft", "list", "ruleset")).contains("8080");
      Endpoint again = controller.getNetwork("shop").getEndpoint("web");
      assertThat(host.run("nsenter", "--net=" + web.sandbox().key(), "ip", "address"))
          .contains(again.address(IpFamily.V4).orElseThrow().toString());
    }

    @Test
    void anInterfaceOfALivingContainerIsMadeAnew() {
      Network shop = controller.createNetwork(BridgeDriver.NAME, "shop");
      Attachment web = controller.attach("web", shop);
      controller.close();
      host.run("nsenter", "--net=" + web.sandbox().key(), "ip", "link", "delete", "eth0");
      controller = opened();
      assertThat(host.run("nsenter", "--net=" + web.sandbox().key(), "ip", "address"))
          .contains(web.endpoint().address(IpFamily.V4).orElseThrow().toString());
      assertThat(controller.getSandbox("web").endpoints()).hasSize(1);
    }
  }

  @Nested
  class WhatHasEnded {

    @Test
    void aSandboxGoesWithItsNamespace() {
      Network shop = controller.createNetwork(BridgeDriver.NAME, "shop");
      Attachment web = controller.attach("web", shop, EndpointOption.Publish.of("8080:80"));
      Attachment other = controller.attach("other", shop);
      controller.close();
      NetworkNamespace.delete(Path.of(web.sandbox().key()));
      controller = opened();
      assertThat(controller.findSandbox("web")).isEmpty();
      assertThat(controller.getNetwork("shop").endpoints())
          .extracting(Endpoint::id)
          .containsExactly(other.endpoint().id());
      assertThat(host.run("nft", "list", "ruleset")).doesNotContain("8080");
    }

    @Test
    void whatHasNoRecordGoesWithAllOfIt() {
      Network shop = controller.createNetwork(BridgeDriver.NAME, "shop");
      controller.attach("web", shop, EndpointOption.Publish.of("8080:80"));
      controller.close();
      store.snapshot().records().forEach(record -> store.queue(new Change.Remove(record.key())));
      controller = opened();
      assertThat(controller.networks()).isEmpty();
      assertThat(host.sandboxNamespaces()).isEmpty();
      assertThat(host.run("nft", "list", "ruleset")).doesNotContain("libnetwork");
      // That nothing is left is looked at when the test ends.
    }

    /// As if the process had been killed when the firewall had been told of a bridge and nothing
    /// was on record: others who have networks on the host go on, and keep theirs.
    @Test
    void aBridgeGoesThatWasHalfMadeBesideOthers() {
      try (Host beside = Host.at(host.namespacePath(), host.host().runRoot().resolve("beside"));
          Controller other =
              Controller.open(
                  beside,
                  new ControllerOption.NetworkDriver(
                      BridgeDriver.factory(PublishPolicy.USUAL, Upkeep.LEAVE)))) {
        Network theirs = other.createNetwork(BridgeDriver.NAME, "theirs");
        String before = host.run("nft", "list", "table", "inet", "libnetwork");
        controller.close();
        String group = String.valueOf(Integer.parseInt(host.host().owner().substring(0, 7), 16));
        host.run("ip", "link", "add", "half", "group", group, "type", "bridge");
        host.run("nft", "add", "element", "inet", "libnetwork", "nets", "{ half }");
        host.run("nft", "add", "element", "inet", "libnetwork", "hair", "{ half . half }");
        controller = opened();
        assertThat(host.run("ip", "link")).doesNotContain("half").contains(Lab.bridgeOf(theirs));
        assertThat(host.run("nft", "list", "table", "inet", "libnetwork")).isEqualTo(before);
        theirs.delete();
      }
    }

    /// As if the process had been killed when the bridge had gone and its elements had not.
    @Test
    void theFirewallGoesWithTheLastNetwork() {
      Network shop = controller.createNetwork(BridgeDriver.NAME, "shop");
      controller.close();
      host.run("ip", "link", "delete", Lab.bridgeOf(shop));
      store.list("network").forEach(record -> store.queue(new Change.Remove(record.key())).await());
      controller = opened();
      assertThat(host.run("nft", "list", "ruleset")).doesNotContain("libnetwork");
      assertThat(host.run("sysctl", "-n", "net.ipv4.ip_forward").strip()).isEqualTo("0");
    }

    @Test
    void whatIsEphemeralIsNotFoundAgain() {
      // As if the process had been killed: the store still has them.
      controller.createNetwork(BridgeDriver.NAME, "passing", new NetworkOption.Ephemeral());
      Sandbox passing = controller.createSandbox("passing", new SandboxOption.Ephemeral());
      var records = store.snapshot().records();
      controller.close();
      records.forEach(
          record -> store.queue(new Change.Put(record.key(), record.content())).await());
      controller = opened();
      assertThat(controller.networks()).isEmpty();
      assertThat(controller.sandboxes()).isEmpty();
      assertThat(passing.deleted()).isTrue();
    }
  }

  @Test
  void anInterfaceForOthersToMoveIsRefused() {
    Network shop = controller.createNetwork(BridgeDriver.NAME, "shop");
    assertThatThrownBy(() -> shop.link("web"))
        .isInstanceOf(NetworkException.NotImplemented.class)
        .hasMessageContaining("\"web\"");
    assertThat(shop.endpoints()).isEmpty();
  }

  @Nested
  class Options {

    @Test
    void areTheSameAfterwards() {
      BridgeOptions options =
          BridgeOptions.USUAL
              .withoutCommunication()
              .with(IpFamily.V6, GatewayMode.ROUTED)
              .withoutAntiSpoofing();
      controller.createNetwork(
          BridgeDriver.NAME,
          "shop",
          new NetworkOption.Ipv6(true),
          NetworkOption.Pool.of(IpPrefix.parse("10.9.0.0/24")).withGateway("10.9.0.9"),
          new NetworkOption.Labels(java.util.Map.of("team", "a")),
          new NetworkOption.Driver(options));
      var before = store.snapshot().records();
      String kernel = kernel();
      restart();
      assertThat(kernel()).isEqualTo(kernel);
      Network again = controller.getNetwork("shop");
      assertThat(again.labels()).containsEntry("team", "a");
      assertThat(again.pools()).anyMatch(pool -> pool.gateway().toString().contains("10.9.0.9/24"));
      Attachment late = controller.attach("late", again);
      late.sandbox().delete();
      assertThat(store.snapshot().records()).isEqualTo(before);
    }
  }
}
