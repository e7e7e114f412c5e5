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
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.firewall.Upkeep;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.drivers.ptp.PtpDriver;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.StateStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A network without a bridge, beside one that has one, over restarts and what others do to it.
///
/// `HUB`, `LINK` (the host's end of the container `web`), `OWN` and `OWN6` (its addresses) and `IN`
/// (inside it) stand in commands for what is made anew in each test.
class PtpUpkeepTest {

  private static final int PORT = 8000;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration MOMENT = Duration.ofMillis(300);

  private final StateStore store = new MemoryStore();
  private TestHost host;
  private LeakAudit audit;
  private Controller controller;
  private Network shop;
  private Attachment web;
  private Attachment db;
  private Attachment beside;

  @BeforeEach
  void open() {
    host = TestHostOrSkip.create().host();
    host.host().namespaceThread();
    audit = LeakAudit.begin(host);
    controller = opened();
    shop = controller.createNetwork(PtpDriver.NAME, "shop", new NetworkOption.Ipv6(true));
    web =
        controller.attach(
            "web",
            shop,
            EndpointOption.Publish.of("8080:" + PORT),
            new EndpointOption.Bandwidth(BandwidthLimits.both(BandwidthLimit.of("100mbit"))));
    db = controller.attach("db", shop);
    beside =
        controller.attach(
            "beside",
            controller.createNetwork(BridgeDriver.NAME, "other", new NetworkOption.Ipv6(true)),
            EndpointOption.Publish.of("8081:" + PORT));
  }

  private Controller opened() {
    return Controller.open(
        host.host(),
        new ControllerOption.NetworkDriver(BridgeDriver.factory(PublishPolicy.USUAL, Upkeep.LEAVE)),
        new ControllerOption.NetworkDriver(PtpDriver.factory(PublishPolicy.USUAL, Upkeep.LEAVE)),
        new ControllerOption.ReconcileEvery(Duration.ZERO),
        new ControllerOption.Store(store));
  }

  private void restart() {
    controller.close();
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

  private void damage(String command) {
    String id = web.endpoint().id().value().substring(0, 11);
    List<InterfaceAddress> own = web.endpoint().addresses();
    host.run(
        command
            .replace("HUB", "ptp-" + shop.id().value().substring(0, 11))
            .replace("LINK", "ptp" + id)
            .replace("OWN6", own.getLast().address().toString())
            .replace("OWN", own.getFirst().address().toString())
            .replace("IN", "nsenter --net=" + web.sandbox().key())
            .split(" ", -1));
  }

  /// From its neighbour and from the host, in both families, and not from the network beside.
  private void requirePackets() {
    try (ContainerProcess _ = ContainerProcess.serve(web.sandbox().key(), PORT, "hello")) {
      for (InterfaceAddress address : web.endpoint().addresses()) {
        for (Path from : List.of(Path.of(db.sandbox().key()), host.namespacePath())) {
          assertThat(fetched(from, address, PATIENCE)).as("%s from %s", address, from).isTrue();
        }
      }
    }
  }

  private void requireIsolation() {
    try (ContainerProcess _ = ContainerProcess.serve(web.sandbox().key(), PORT, "hello")) {
      Path from = Path.of(beside.sandbox().key());
      for (InterfaceAddress address : web.endpoint().addresses()) {
        assertThat(fetched(from, address, MOMENT)).as("%s from beside", address).isFalse();
      }
    }
  }

  private boolean fetched(Path from, InterfaceAddress address, Duration limit) {
    try (PacketProbe probe = PacketProbe.in(host.thread(), from)) {
      return probe.fetch(address.address(), PORT, limit) instanceof PacketProbe.Outcome.Answered;
    }
  }

  private String kernel() {
    StringBuilder all = new StringBuilder();
    for (String what :
        List.of(
            "ip -d address",
            "ip route show table all",
            "ip -6 route show table all",
            "ip neigh show nud permanent",
            "tc qdisc",
            "nft list table inet libnetwork",
            "nft list table bridge libnetwork")) {
      all.append(host.run(what.split(" ", -1)));
    }
    return all.toString()
        .replaceAll("(valid_lft|preferred_lft|expires) \\S+", "")
        .replaceAll("\\w+_timer +[0-9.]+", "");
  }

  @Test
  void findsNothingWhereNothingWasChanged() {
    assertThat(controller.examine()).isEmpty();
    assertThat(controller.reconcile()).isEqualTo(Reconciliation.NOTHING);
    requirePackets();
    requireIsolation();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ip route del OWN",
        "ip -6 route del OWN6",
        "ip link set LINK down",
        "ip link set LINK group 0",
        "ip link set LINK mtu 1300",
        "ip address flush dev LINK",
        "ip link del LINK",
        "ip link del HUB",
        "ip link set HUB down",
        "ip address flush dev HUB",
        "sysctl -qw net.ipv4.conf.LINK.route_localnet=0",
        "sysctl -qw net.ipv4.ip_forward=0",
        "tc qdisc del dev LINK root",
        "nft flush ruleset",
        "nft flush set inet libnetwork kin",
        "IN ip link del eth0",
        "IN ip route flush dev eth0",
        "IN ip address flush dev eth0",
      })
  void isPutRightWhenAsked(String command) {
    damage(command);
    List<Difference> found = controller.examine();
    assertThat(found).isNotEmpty().allMatch(Difference::repairable);
    Reconciliation done = controller.reconcile();
    assertThat(done.failed()).isEmpty();
    assertThat(controller.examine()).isEmpty();
    requirePackets();
  }

  @Test
  void isTakenOverAsItIs() {
    String before = kernel();
    restart();
    assertThat(kernel()).isEqualTo(before);
    assertThat(controller.examine()).isEmpty();
    requirePackets();
    requireIsolation();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ip link del LINK", "ip link del HUB", "ip route del OWN"})
  void isMadeAgainThatWasLostMeanwhile(String command) {
    controller.close();
    damage(command);
    controller = opened();
    assertThat(controller.examine()).isEmpty();
    requirePackets();
  }

  @Test
  void whatNobodyKnowsIsRemoved() {
    String name = "ptp" + db.endpoint().id().value().substring(0, 11);
    String mark =
        "libnetwork endpoint %s by ptp of %s".formatted("e".repeat(64), host.host().owner());
    host.run("ip", "link", "add", "stray", "type", "veth", "peer", "name", "stray1");
    host.run("ip", "link", "set", "stray", "alias", mark);
    assertThat(controller.examine()).hasSize(1).allMatch(Difference::repairable);
    assertThat(controller.reconcile().failed()).isEmpty();
    assertThat(host.run("ip", "-o", "link")).doesNotContain("stray").contains(name);
  }

  @Test
  void whatAJoinLeftThatWasCutShortIsRemovedAtAStart() {
    controller.close();
    String group = Mark.unmarked(host.host()).toString();
    host.run("ip", "link", "add", "cut", "group", group, "type", "veth", "peer", "name", "cut1");
    controller = opened();
    assertThat(host.run("ip", "-o", "link")).doesNotContain("cut");
    requirePackets();
  }
}
