package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.bridge.BridgeEndpointOptions;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.drivers.bridge.PortVlans;
import io.libnetwork.drivers.firewall.GatewayMode;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Networks on a bridge that others have made: `seg0`, at which the host is 10.60.0.1 and somebody
/// else's machine 10.60.0.9.
class OthersBridgeTest {

  private static final InterfaceName NAME = InterfaceName.of("seg0");
  private static final BridgeOptions ONTO = BridgeOptions.USUAL.onto(NAME);
  private static final String MACHINE = "10.60.0.9";
  private static final int PORT = 7;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Lab lab;
  private Place host;
  private Place machine;

  @BeforeEach
  void open() {
    lab = Lab.open();
    host = lab.host();
    machine = lab.place("machine", lab.namespace("machine"));
    makeBridge();
    host.run("ip link add m0 type veth peer name eth0 netns " + machine.processPath());
    plugMachine();
    machine.script("ip link set lo up", "ip addr add 10.60.0.9/24 dev eth0", "ip link set eth0 up");
  }

  private void makeBridge() {
    host.script(
        "ip link add seg0 address 02:00:00:00:60:01 type bridge",
        "ip addr add 10.60.0.1/24 dev seg0",
        "ip link set seg0 up");
  }

  private void plugMachine() {
    host.script("ip link set m0 master seg0 up");
  }

  @AfterEach
  void close() {
    host.script("ip link del seg0 2>/dev/null || true", "ip link del m0");
    lab.close();
  }

  private Network segment(NetworkOption... more) {
    return segment(ONTO, more);
  }

  private Network segment(BridgeOptions options, NetworkOption... more) {
    NetworkOption[] all = new NetworkOption[more.length + 2];
    all[0] = Lab.with(options);
    all[1] = NetworkOption.Pool.of("10.60.0.0/24").withGateway(IpAddress.parse("10.60.0.1"));
    System.arraycopy(more, 0, all, 2, more.length);
    return lab.bridge("segment", all);
  }

  private Attachment attach(String container, Network network, EndpointOption... options) {
    return lab.controller().attach(container, network, options);
  }

  private static IpAddress address(Attachment attached) {
    return attached.endpoint().address(IpFamily.V4).orElseThrow().address();
  }

  /// What is the bridge's own: not its ports, and not whether it has a carrier.
  private String bridge() {
    return host.script("ip -o -d link show dev seg0", "ip -o addr show dev seg0")
        .replaceAll("_timer +[0-9.]+", "")
        .replaceAll("(state|qdisc) \\S+|<\\S+>", "");
  }

  @Nested
  class AnEndpoint {

    private Network network;
    private Attachment web;

    @BeforeEach
    void attaches() {
      network = segment();
      web = attach("web", network);
    }

    @Test
    void reachesWhoIsPluggedInAlreadyAndIsReached() {
      machine.answering(PORT);
      Place inside = lab.place(web).answering(PORT);
      assertThat(inside.tcp(MACHINE, PORT)).isEqualTo("machine sees " + address(web));
      assertThat(machine.tcp(address(web), PORT)).isEqualTo("web sees " + MACHINE);
      assertThat(host.tcp(address(web), PORT)).isEqualTo("web sees 10.60.0.1");
    }

    @Test
    void leavesTheBridgeAsItIs() {
      String with = bridge();
      web.endpoint().leave();
      web.endpoint().delete();
      network.delete();
      assertThat(bridge()).isEqualTo(with);
      assertThat(with).contains("02:00:00:00:60:01").doesNotContain("libnetwork");
      assertThat(host.run("ip -o link show master seg0")).contains("m0").doesNotContain("veth");
    }

    @Test
    void isNotReachedFromBeyondTheBridge() {
      lab.place(web).answering(PORT);
      machine.answering(PORT);
      machine.run("ip route add default via 10.60.0.1");
      lab.remote().run("ip route add 10.60.0.0/24 via " + Lab.HOST_V4);
      host.script("echo 1 > /proc/sys/net/ipv4/ip_forward");
      assertThat(lab.remote().tcp(address(web), PORT)).isEqualTo(Place.SILENCE);
      assertThat(lab.remote().tcp(MACHINE, PORT)).isEqualTo("machine sees " + Lab.REMOTE_V4);
      assertThat(lab.place(web).run("ip route")).contains("default via 10.60.0.1");
    }

    @Test
    void isKeptFromSendingAsAnother() {
      Place inside = lab.place(web);
      machine.answering(PORT);
      assertThat(inside.tcp(MACHINE, PORT)).contains("sees");
      inside.script("ip addr flush dev eth0", "ip addr add 10.60.0.77/24 dev eth0");
      assertThat(inside.tcp(MACHINE, PORT)).doesNotContain("sees");
    }

    @Test
    void survivesThatTheBridgeGoesAndReturns() throws InterruptedException {
      machine.answering(PORT);
      host.run("ip link del seg0");
      Reconciliation gone = lab.controller().reconcile();
      assertThat(gone.toString()).contains("seg0").contains("made by others");
      assertThatThrownBy(() -> attach("late", network))
          .isInstanceOf(NetworkException.Unavailable.class)
          .hasMessageContaining("seg0");

      makeBridge();
      plugMachine();

      awaitPort();
      assertThat(lab.place(web).tcp(MACHINE, PORT)).contains("sees " + address(web));
      attach("late", network);
    }

    /// Nobody asks for it: that the bridge is back is heard.
    private void awaitPort() throws InterruptedException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (!host.run("ip -o link show master seg0").contains("veth")) {
        assertThat(System.nanoTime()).as("plugged in again").isLessThan(end);
        Thread.sleep(20);
      }
    }

    @Test
    void isNotGivenPortsOfTheHost() {
      assertThatThrownBy(() -> web.endpoint().publish(PublishedPort.of(Protocol.TCP, 80, 8080)))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("seg0");
    }

    @Test
    void isNotGivenAnMtuThatTheBridgeWouldFollow() {
      assertThatThrownBy(() -> network.createEndpoint("small", new EndpointOption.Mtu(1400)))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("1400");
    }
  }

  @Test
  void isOpenToWhoIsRoutedThereIfThatIsAskedFor() {
    Network network = segment(ONTO.with(GatewayMode.NAT_UNPROTECTED));
    Attachment web = attach("web", network);
    lab.place(web).answering(PORT);
    lab.remote().run("ip route add 10.60.0.0/24 via " + Lab.HOST_V4);
    host.script("echo 1 > /proc/sys/net/ipv4/ip_forward");
    assertThat(lab.remote().tcp(address(web), PORT)).isEqualTo("web sees " + Lab.REMOTE_V4);
  }

  @Test
  void keepsOurEndpointsApartAndNobodyElse() {
    Network network = segment(ONTO.withoutCommunication());
    Attachment web = attach("web", network);
    Attachment db = attach("db", network);
    machine.answering(PORT);
    lab.place(db).answering(PORT);
    assertThat(lab.place(web).tcp(MACHINE, PORT)).contains("machine sees");
    assertThat(lab.place(web).tcp(address(db), PORT)).isNotEqualTo("db sees " + address(web));
  }

  @Test
  void keepsSingleEndpointsApart() {
    Network network = lab.bridge("n");
    EndpointOption alone = new EndpointOption.Driver(BridgeEndpointOptions.USUAL.alone());
    Attachment a = attach("a", network, alone);
    Attachment b = attach("b", network, alone);
    Attachment c = attach("c", network);
    for (Attachment each : new Attachment[] {a, b, c}) {
      lab.place(each).answering(PORT);
    }
    assertThat(lab.place(a).tcp(address(c), PORT)).isEqualTo("c sees " + address(a));
    assertThat(lab.place(c).tcp(address(b), PORT)).isEqualTo("b sees " + address(c));
    assertThat(lab.place(a).tcp(address(b), PORT)).isNotEqualTo("b sees " + address(a));
    assertThat(lab.controller().reconcile().differences()).isEmpty();
  }

  @Test
  void getsNoGatewayWhereNoneIsNamed() {
    host.run("ip addr flush dev seg0");
    Network network = lab.bridge("segment", Lab.with(ONTO), NetworkOption.Pool.of("10.60.0.0/24"));
    assertThat(lab.place(attach("web", network)).run("ip route")).doesNotContain("default");
  }

  @Nested
  class Refused {

    @Test
    void isABridgeThatIsNotThere() {
      assertThatThrownBy(() -> segment(BridgeOptions.USUAL.onto(InterfaceName.of("nowhere0"))))
          .isInstanceOf(NetworkException.NotFound.class)
          .hasMessageContaining("nowhere0");
    }

    @Test
    void isWhatIsNoBridge() {
      assertThatThrownBy(() -> segment(BridgeOptions.USUAL.onto(InterfaceName.of("m0"))))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("m0");
    }

    @Test
    void isABridgeOfOurs() {
      Network own = lab.bridge("own");
      InterfaceName bridge = InterfaceName.of(Lab.bridgeOf(own));
      assertThatThrownBy(() -> segment(BridgeOptions.USUAL.onto(bridge)))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining(bridge.value());
    }

    @Test
    void isASecondNetwork() {
      Network _ = segment();
      assertThatThrownBy(
              () -> lab.bridge("second", Lab.with(ONTO), NetworkOption.Pool.of("10.61.0.0/24")))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining("seg0");
    }

    @Test
    void isAPoolThatWouldGiveTheBridgesAddressAway() {
      assertThatThrownBy(
              () -> lab.bridge("segment", Lab.with(ONTO), NetworkOption.Pool.of("10.60.0.0/24")))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("10.60.0.1");
      assertThat(lab.controller().networks()).isEmpty();
    }

    @Test
    void isAnInternalNetwork() {
      assertThatThrownBy(() -> segment(new NetworkOption.Internal()))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("internal");
    }

    @ParameterizedTest
    @CsvSource({
      "com.docker.network.driver.mtu, 1400, 1400",
      "com.docker.network.bridge.gateway_mode_ipv4, routed, routed",
      "com.docker.network.bridge.trusted_host_interfaces, up0, publish nothing",
      "io.libnetwork.bridge.vlan_filtering, true, VLANs",
      "com.docker.network.bridge.host_binding_ipv4, 127.0.0.1, publish nothing"
    })
    void isAnOptionThatWouldChangeIt(String key, String value, String named) {
      Map<String, String> texts =
          Map.of(
              "com.docker.network.bridge.name",
              "seg0",
              "io.libnetwork.bridge.existing",
              "true",
              key,
              value);
      assertThatThrownBy(() ->
              lab.controller()
                  .createNetwork(
                      BridgeDriver.NAME, "segment", new NetworkOption.DriverLabels(texts)))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("seg0")
          .hasMessageContaining(named);
    }

    @Test
    void isAnEndpointInAVlanWhereNoneAreKeptApart() {
      Network network = segment();
      Endpoint _ = network.createEndpoint("usual");
      assertThatThrownBy(() ->
              attach(
                  "web",
                  network,
                  new EndpointOption.Driver(BridgeEndpointOptions.USUAL.in(PortVlans.access(10)))))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("VLAN 10")
          .hasMessageContaining("seg0");
    }
  }
}
