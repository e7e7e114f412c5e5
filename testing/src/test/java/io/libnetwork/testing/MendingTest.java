package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.BandwidthLimit;
import io.libnetwork.BandwidthLimits;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Difference;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Event;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.firewall.Upkeep;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.StateStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What others do to links, addresses and routes of ours is found and put right, and what is not
/// ours stays.
///
/// `BRIDGE`, `PORT` (the host's end of the container `web`), and `IN` (inside that container) stand
/// in commands for what is made anew in each test.
class MendingTest {

  private static final long PATIENCE_SECONDS = 20;
  private static final int PORT = 8000;

  private final StateStore store = new MemoryStore();
  private TestHost host;
  private LeakAudit audit;
  private Controller controller;
  private Network shop;
  private Attachment web;
  private Attachment db;

  @BeforeEach
  void open() {
    host = TestHostOrSkip.create().host();
    host.host().namespaceThread();
    audit = LeakAudit.begin(host);
    controller = opened();
    shop = controller.createNetwork(BridgeDriver.NAME, "shop", new NetworkOption.Ipv6(true));
    web =
        controller.attach(
            "web",
            shop,
            EndpointOption.Publish.of("8080:80"),
            new EndpointOption.Bandwidth(BandwidthLimits.both(BandwidthLimit.of("100mbit"))));
    db = controller.attach("db", shop);
  }

  private Controller opened() {
    return opened(Upkeep.REPAIR);
  }

  /// Has nothing put right that nobody asks for.
  private void onlyWhenAsked() {
    controller.close();
    controller = opened(Upkeep.LEAVE);
  }

  private Controller opened(Upkeep upkeep) {
    return Controller.open(
        host.host(),
        new ControllerOption.NetworkDriver(BridgeDriver.factory(PublishPolicy.USUAL, upkeep)),
        new ControllerOption.ReconcileEvery(Duration.ZERO),
        new ControllerOption.Store(store));
  }

  @AfterEach
  void close() {
    controller.removeAll(controller.sandboxes());
    for (Network network : controller.networks()) {
      network.endpoints().forEach(Endpoint::deleteForced);
      network.delete();
    }
    controller.close();
    host.host().close();
    assertThat(audit.leaks()).as("left behind").isEmpty();
    host.close();
    store.close();
  }

  private void damage(String command) {
    String port = "veth" + web.endpoint().id().value().substring(0, 11);
    host.run(
        command
            .replace("BRIDGE", "br-" + shop.id().abbreviated())
            .replace("PORT", port)
            .replace("IN", "nsenter --net=" + web.sandbox().key())
            .split(" "));
  }

  /// From one container to the other and from the host, in both families.
  private void requirePackets() {
    try (ContainerProcess _ = ContainerProcess.serve(web.sandbox().key(), PORT, "hello")) {
      for (Path from : List.of(Path.of(db.sandbox().key()), host.namespacePath())) {
        try (PacketProbe probe = PacketProbe.in(host.thread(), from)) {
          for (InterfaceAddress address : web.endpoint().addresses()) {
            assertThat(probe.fetch(address.address(), PORT, Duration.ofSeconds(5)))
                .isInstanceOf(PacketProbe.Outcome.Answered.class);
          }
        }
      }
    }
  }

  @Test
  void findsNothingWhereNothingWasChanged() {
    assertThat(controller.examine()).isEmpty();
    assertThat(controller.reconcile()).isEqualTo(Reconciliation.NOTHING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "IN ip address flush dev eth0",
        "IN ip route del default",
        "IN ip -6 route del default",
        "IN ip link set eth0 mtu 1300",
        "IN ip link set eth0 address 02:00:00:00:00:77",
        "IN sysctl -qw net.ipv6.conf.eth0.accept_ra=1",
        "sysctl -qw net.ipv4.conf.BRIDGE.route_localnet=0",
        "sysctl -qw net.ipv4.ip_forward=0",
        "bridge link set dev PORT hairpin off",
        "bridge link set dev PORT isolated on",
      })
  void isPutRightWhenAsked(String command) {
    onlyWhenAsked();
    damage(command);
    List<Difference> found = controller.examine();
    assertThat(found).isNotEmpty().allMatch(Difference::repairable);
    Reconciliation done = controller.reconcile();
    assertThat(done.failed()).isEmpty();
    assertThat(done.repaired()).containsExactlyInAnyOrderElementsOf(found);
    assertThat(controller.examine()).isEmpty();
    requirePackets();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip link del BRIDGE",
        "ip link set BRIDGE down",
        "ip link set BRIDGE mtu 1400",
        "ip address flush dev BRIDGE",
        "ip route flush dev BRIDGE",
        "ip link del PORT",
        "ip link set PORT nomaster",
        "ip link set PORT down",
        "ip link set PORT mtu 1300",
        "tc qdisc del dev PORT root",
        "tc qdisc del dev PORT ingress",
        "IN ip link del eth0",
      })
  void isPutRightByItself(String command) throws InterruptedException {
    BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    AutoCloseable _ = controller.subscribe(events::add);
    damage(command);
    Event first = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(first).isInstanceOf(Event.Repaired.class);
    // What is being put right is finished under the same locks.
    assertThat(controller.reconcile().failed()).isEmpty();
    assertThat(controller.examine()).isEmpty();
    requirePackets();
  }

  /// What is told of each damage, in the order of the tables.
  @Nested
  class Firewall {

    private static final String INET = " of table inet libnetwork";

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            nft flush ruleset                           | table inet libnetwork and table bridge libnetwork
            nft delete table bridge libnetwork          | table bridge libnetwork
            nft flush chain inet libnetwork forward     | chain forward of table inet libnetwork
            nft flush chain inet libnetwork publish     | chain publish of table inet libnetwork
            nft add rule inet libnetwork input accept   | chain input of table inet libnetwork
            nft chain inet libnetwork direct { policy drop ; } | chain direct of table inet libnetwork
            nft flush set inet libnetwork guard4        | set guard4 of table inet libnetwork
            nft flush map inet libnetwork any6          | map any6 of table inet libnetwork
            nft flush set bridge libnetwork macs        | set macs of table bridge libnetwork
            """)
    void isPutRightWhenAsked(String command, String objects) {
      onlyWhenAsked();
      assertThat(controller.examine()).isEmpty();
      damage(command);
      List<Difference> found = controller.examine();
      assertThat(found)
          .allMatch(Difference::repairable)
          .extracting(Difference::object)
          .containsExactly(objects.split(" and "));
      Reconciliation done = controller.reconcile();
      assertThat(done.repaired()).isEqualTo(found);
      assertThat(done.failed()).isEmpty();
      assertThat(controller.examine()).isEmpty();
      requirePackets();
    }

    /// A chain that somebody has made anew for other packets, or for none.
    @ParameterizedTest
    @ValueSource(
        strings = {
          "chain inet libnetwork post { type nat hook output priority 100 ; }",
          "chain inet libnetwork post",
          "chain inet libnetwork forward { type filter hook forward priority 77 ; policy drop ; }",
          "chain bridge libnetwork enter { type filter hook output priority 0 ; }",
        })
    void isPutWhereItWas(String chain) {
      onlyWhenAsked();
      String name = chain.replaceFirst(" \\{.*", "");
      host.run("nft", "delete " + name + " ; add " + chain);
      List<Difference> found = controller.examine();
      assertThat(found).singleElement().matches(one -> one.object().startsWith("chain"));
      assertThat(controller.reconcile().repaired()).isEqualTo(found);
      assertThat(controller.examine()).isEmpty();
      requirePackets();
    }

    @Test
    void saysHowMuchOfASetIsMissingAndNamesAFew() {
      onlyWhenAsked();
      List<Attachment> more = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        more.add(controller.attach("more" + i, controller.getNetwork("shop")));
      }
      List<String> addresses =
          more.stream()
              .map(one -> one.endpoint().addresses().getFirst().address().toString())
              .toList();
      host.run(
          "nft", "delete element inet libnetwork guard4 { " + String.join(", ", addresses) + " }");
      assertThat(controller.examine())
          .singleElement()
          .hasToString(
              "set guard4"
                  + INET
                  + ": without 4 of them: "
                  + String.join(", ", addresses.subList(0, 3))
                  + " and 1 more, should be with all 6 of its elements");
      assertThat(controller.reconcile().repaired()).hasSize(1);
    }

    @Test
    void tellsAPortThatLeadsElsewhere() {
      onlyWhenAsked();
      host.run("nft", "delete element inet libnetwork any4 { 6 . 8080 }");
      host.run("nft", "add element inet libnetwork any4 { 6 . 8080 : 10.9.9.9 . 80 }");
      assertThat(controller.examine())
          .singleElement()
          .satisfies(one -> {
            assertThat(one.object()).isEqualTo("map any4" + INET);
            assertThat(one.actual()).startsWith("without 1 of them: tcp . 8080 : ");
          });
      assertThat(controller.reconcile().repaired()).hasSize(1);
      assertThat(host.run("nft", "list", "map", "inet", "libnetwork", "any4"))
          .doesNotContain("10.9.9.9");
    }

    @Test
    void keepsWhatOthersHaveAddedToIt() {
      onlyWhenAsked();
      host.run("nft", "add", "rule", "inet", "libnetwork", "user", "counter");
      host.run("nft", "add", "chain", "inet", "libnetwork", "theirs");
      host.run("nft", "add", "element", "inet", "libnetwork", "guard4", "{ 10.8.8.8 }");
      assertThat(controller.examine()).isEmpty();
      assertThat(controller.reconcile()).isEqualTo(Reconciliation.NOTHING);
      assertThat(host.run("nft", "list", "ruleset")).contains("10.8.8.8", "theirs", "counter");
      host.run("nft", "flush", "chain", "inet", "libnetwork", "user");
    }

    /// With ranges, limits, and every kind of element, also beside a network that is sealed.
    @Test
    void isComparedWithoutMistakeWhateverIsPublished() {
      Network lab =
          controller.createNetwork(BridgeDriver.NAME, "lab", new NetworkOption.Internal());
      controller.attach("in", lab);
      controller.attach(
          "many",
          shop,
          EndpointOption.Publish.of("9000-9100:9000-9100"),
          EndpointOption.Publish.of("127.0.0.1:5353:53/udp"),
          new EndpointOption.Publish(
              PublishedPort.parse("7000:70")
                  .from(Set.of(IpPrefix.parse("10.0.0.0/8"), IpPrefix.parse("10.1.0.0/16")))));
      assertThat(controller.examine()).isEmpty();
      assertThat(
              Controller.examine(
                  host.host(), store, new ControllerOption.NetworkDriver(BridgeDriver.factory())))
          .isEmpty();
      host.run("nft", "flush", "set", "inet", "libnetwork", "fromany4");
      controller.reconcile();
      assertThat(controller.examine()).isEmpty();
    }
  }

  @Nested
  class Namespaces {

    @Test
    void areBoundAgainWhereTheyWere() {
      onlyWhenAsked();
      Path path = Path.of(web.sandbox().key());
      NetworkNamespace.delete(path);
      assertThat(controller.examine()).hasSize(1);
      assertThat(controller.reconcile().repaired()).hasSize(1);
      assertThat(NetworkNamespace.idAt(path)).isPresent();
      requirePackets();
    }

    @Test
    void thatAreNobodysGo() {
      Path left = host.host().namespaceFolder().resolve("0".repeat(64));
      host.thread().createAt(left).close();
      assertThat(controller.examine()).hasSize(1);
      assertThat(controller.reconcile().repaired()).hasSize(1);
      assertThat(Files.exists(left)).isFalse();
    }
  }

  @Nested
  class WhatIsOfOthers {

    @Test
    void staysAsItIs() {
      host.run("ip", "link", "add", "br-other", "type", "bridge");
      host.run("ip", "link", "set", "br-other", "alias", "libnetwork network " + shop.id());
      host.run("ip", "link", "add", "v1", "type", "veth", "peer", "name", "v2");
      host.run("ip", "link", "set", "v1", "alias", "libnetwork endpoint x of 0123456789ab");
      damage("ip address add 10.9.9.9/24 dev BRIDGE");
      damage("IN ip address add 10.8.8.8/24 dev eth0");
      damage("IN ip route add 10.7.7.0/24 dev eth0");
      String before = host.run("ip", "-o", "link") + inside();
      assertThat(controller.reconcile()).isEqualTo(Reconciliation.NOTHING);
      assertThat(host.run("ip", "-o", "link") + inside()).isEqualTo(before);
      host.run("ip", "link", "del", "br-other");
      host.run("ip", "link", "del", "v1");
    }

    private String inside() {
      return host.run("nsenter", "--net=" + web.sandbox().key(), "ip", "route");
    }

    @Test
    void isLeftInTheContainerToo() {
      onlyWhenAsked();
      damage("IN ip route replace default via " + db.endpoint().addresses().getFirst().address());
      List<Difference> found = controller.examine();
      assertThat(found).singleElement().matches(one -> !one.repairable());
      assertThat(controller.reconcile().left()).isEqualTo(found);
    }

    @Test
    void isNeverTakenForOurs() {
      String bridge = "br-" + shop.id().abbreviated();
      controller.close();
      host.run("ip", "link", "del", bridge);
      host.run("ip", "link", "add", bridge, "type", "bridge");
      List<Difference> found =
          Controller.examine(
              host.host(), store, new ControllerOption.NetworkDriver(BridgeDriver.factory()));
      assertThat(found).anyMatch(one -> one.object().endsWith(bridge) && !one.repairable());
      host.run("ip", "link", "del", bridge);
      controller = opened();
      assertThat(controller.examine()).isEmpty();
      assertThat(controller.getSandbox("web").endpoints()).hasSize(1);
      assertThat(controller.getSandbox("db").endpoints()).hasSize(1);
    }
  }

  @Nested
  class WithoutAController {

    private List<Difference> examined() {
      return Controller.examine(
          host.host(), store, new ControllerOption.NetworkDriver(BridgeDriver.factory()));
    }

    @Test
    void nothingIsFoundWhereNothingWasChanged() {
      controller.close();
      assertThat(examined()).isEmpty();
      controller = opened();
    }

    @Test
    void whatIsMissingOfTheFirewallIsFound() {
      controller.close();
      host.run("nft", "flush", "map", "inet", "libnetwork", "any4");
      host.run("nft", "flush", "chain", "inet", "libnetwork", "post");
      host.run("nft", "delete", "table", "bridge", "libnetwork");
      assertThat(examined())
          .extracting(Difference::object)
          .containsExactly(
              "chain post of table inet libnetwork",
              "map any4 of table inet libnetwork",
              "table bridge libnetwork");
      controller = opened();
      assertThat(examined()).isEmpty();
    }

    @Test
    void isFoundAndLeftAsItIs() {
      controller.close();
      damage("IN ip address flush dev eth0");
      damage("ip link del veth" + db.endpoint().id().value().substring(0, 11));
      List<Difference> found = examined();
      assertThat(found).hasSizeGreaterThan(2);
      assertThat(examined()).isEqualTo(found);
      controller = opened();
      assertThat(controller.examine()).isNotEmpty().allMatch(found::contains);
      controller.reconcile();
      assertThat(controller.examine()).isEmpty();
    }
  }
}
