package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.bridge.BridgeEndpointOptions;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.StateStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Networks on several bridges, and on one of others, after a restart.
class SeveralBridgesRestartTest {

  private static final int PORT = 7;

  private final StateStore store = new MemoryStore();
  private final List<Place> places = new ArrayList<>();
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
    places.forEach(Place::close);
    controller.removeAll(controller.sandboxes());
    for (Network network : controller.networks()) {
      network.endpoints().forEach(Endpoint::deleteForced);
      network.delete();
    }
    controller.close();
    assertThat(store.snapshot().records()).isEmpty();
    host.host().close();
    host.run("sh", "-c", "ip link del seg0 2>/dev/null || true");
    assertThat(audit.leaks()).as("left behind").isEmpty();
    host.close();
    store.close();
  }

  private Controller opened() {
    return Controller.open(
        host.host(),
        new ControllerOption.NetworkDriver(BridgeDriver.factory()),
        new ControllerOption.Store(store));
  }

  private Place place(String container) {
    Place place =
        Place.open(container, host.thread(), Path.of(controller.getSandbox(container).key()));
    places.add(place);
    return place;
  }

  private void assertReaches(String from, String to) {
    Network network = controller.networks().getFirst();
    IpAddress own = network.getEndpoint(from).address(IpFamily.V4).orElseThrow().address();
    IpAddress other = network.getEndpoint(to).address(IpFamily.V4).orElseThrow().address();
    assertThat(place(from).tcp(other, PORT)).isEqualTo(to + " sees " + own);
  }

  /// Links and our tables.
  private String kernel() {
    return (host.run("ip", "-d", "address")
            + host.run("nft", "list", "table", "inet", "libnetwork")
            + host.run("nft", "list", "table", "bridge", "libnetwork"))
        .replaceAll("(valid_lft|preferred_lft|expires) \\S+", "")
        .replaceAll("\\w+_timer +[0-9.]+", "");
  }

  private String links() {
    return host.run("ip", "-o", "link");
  }

  @Nested
  class OnSeveralBridges {

    private Network network;
    private String id;

    @BeforeEach
    void attach() {
      network =
          controller.createNetwork(
              BridgeDriver.NAME,
              "n",
              new NetworkOption.Driver(BridgeOptions.USUAL.withPortsPerBridge(1)));
      id = network.id().value().substring(0, 8);
      for (int i = 0; i < 3; i++) {
        Attachment _ = controller.attach("c" + i, network);
      }
    }

    @Test
    void areTakenOverAsTheyAre() {
      String before = kernel();
      controller.close();
      controller = opened();
      assertThat(kernel()).isEqualTo(before);
      place("c2").answering(PORT);
      assertReaches("c1", "c2");
      controller.attach("c3", controller.getNetwork("n"));
      assertThat(links()).contains("bs" + id + "-3");
      assertReaches("c3", "c2");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "ip link del bsID-1",
          "ip link del buID-2",
          "ip link set bdID-1 nomaster",
          "ip link del bsID-1; ip link del bsID-2; ip link del buID-1; ip link del buID-2",
          "ip link del HUB"
        })
    void areMadeAnewWhereTheyAreGone(String damage) {
      controller.close();
      String command = damage.replace("ID", id).replace("HUB", "br-" + network.id().abbreviated());
      host.run("sh", "-ec", command);
      controller = opened();
      place("c2").answering(PORT);
      assertReaches("c1", "c2");
      assertReaches("c0", "c2");
      assertThat(controller.examine()).isEmpty();
    }

    @Test
    void goWhereNobodyIsLeftOnThem() {
      controller.close();
      String mark =
          links()
              .replaceFirst("(?s).*(libnetwork shard-)1( " + network.id() + " of \\w+).*", "$19$2");
      host.run("ip", "link", "add", "bs" + id + "-9", "type", "bridge");
      host.run("ip", "link", "set", "bs" + id + "-9", "alias", mark);
      controller = opened();
      assertThat(links()).doesNotContain("bs" + id + "-9").contains("bs" + id + "-2");
    }
  }

  @Nested
  class OnABridgeOfOthers {

    private void makeBridge() {
      host.run("ip", "link", "add", "seg0", "address", "02:00:00:00:60:01", "type", "bridge");
      host.run("ip", "link", "set", "seg0", "up");
    }

    @BeforeEach
    void attach() {
      makeBridge();
      Network network =
          controller.createNetwork(
              BridgeDriver.NAME,
              "n",
              NetworkOption.Pool.of("10.60.0.0/24"),
              new NetworkOption.Driver(BridgeOptions.USUAL.onto(InterfaceName.of("seg0"))));
      Attachment _ =
          controller.attach(
              "a", network, new EndpointOption.Driver(BridgeEndpointOptions.USUAL.alone()));
      Attachment _ = controller.attach("b", network);
    }

    @Test
    void areTakenOverAsTheyAre() {
      String before = kernel();
      controller.close();
      controller = opened();
      assertThat(kernel()).isEqualTo(before);
      place("b").answering(PORT);
      assertReaches("a", "b");
    }

    @Test
    void waitForABridgeThatIsGone() {
      controller.close();
      host.run("ip", "link", "del", "seg0");
      controller = opened();
      assertThat(controller.examine().toString()).contains("seg0");
      assertThat(controller.getNetwork("n").endpoints()).hasSize(2);
      makeBridge();
      assertThat(controller.reconcile().failed()).isEmpty();
      assertThat(controller.examine()).isEmpty();
      place("b").answering(PORT);
      assertReaches("a", "b");
    }
  }
}
