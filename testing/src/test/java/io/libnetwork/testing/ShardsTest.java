package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.AttachRequest;
import io.libnetwork.Attachment;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeEndpointOptions;
import io.libnetwork.drivers.bridge.BridgeOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A network on several bridges, of two endpoints each.
class ShardsTest {

  private static final int PORT = 7;
  private static final int PUBLISHED = 8080;
  private static final int EACH = 2;

  /// More than `BR_MAX_PORTS` in the kernel's `net/bridge/br_private.h`.
  private static final int BEYOND = 1_030;

  private static final BridgeOptions SMALL = BridgeOptions.USUAL.withPortsPerBridge(EACH);

  private static final String GATEWAY = "10.7.0.1";
  private static final NetworkOption V4 = NetworkOption.Pool.of("10.7.0.0/24");

  private Lab lab;
  private Place host;

  @BeforeEach
  void open() {
    lab = Lab.open();
    host = lab.host();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  private List<Attachment> attach(Network network, int number, EndpointOption... options) {
    List<Attachment> all = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      Attachment attached = lab.controller().attach("c" + i, network, options);
      lab.place(attached).answering(PORT);
      all.add(attached);
    }
    return all;
  }

  private static IpAddress address(Attachment attached, IpFamily family) {
    return attached.endpoint().address(family).orElseThrow().address();
  }

  private String asked(Attachment from, Attachment to, IpFamily family) {
    return lab.place(from).tcp(address(to, family), PORT);
  }

  private void assertReaches(Attachment from, Attachment to) {
    for (IpFamily family : IpFamily.values()) {
      assertThat(asked(from, to, family))
          .isEqualTo(to.sandbox().container() + " sees " + address(from, family));
    }
  }

  private void assertAllReach(List<Attachment> all) {
    for (Attachment from : all) {
      all.stream().filter(to -> !to.equals(from)).forEach(to -> assertReaches(from, to));
    }
  }

  private List<String> shards() {
    return host.run("ip -o link show type bridge")
        .lines()
        .map(line -> line.replaceFirst("^\\d+: ([^:@]+)[:@].*", "$1").strip())
        .filter(name -> name.startsWith("bs"))
        .sorted()
        .toList();
  }

  private long ports(String bridge) {
    return host.run("ip -o link show master " + bridge)
        .lines()
        .filter(line -> line.contains("veth"))
        .filter(line -> !line.contains(": bu") && !line.contains(": bd"))
        .count();
  }

  private void bridgedPacketsPassTheHostsRules(String value) {
    host.script(
        "echo " + value + " > /proc/sys/net/bridge/bridge-nf-call-iptables",
        "echo " + value + " > /proc/sys/net/bridge/bridge-nf-call-ip6tables");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void areOneNetworkToEverybody(String filtered) {
    bridgedPacketsPassTheHostsRules(filtered);
    Network network = lab.dual("n", Lab.with(SMALL));
    List<Attachment> all = attach(network, 5);
    assertThat(shards()).hasSize(2);
    assertThat(ports(Lab.bridgeOf(network))).isEqualTo(EACH);
    assertThat(ports(shards().get(0))).isEqualTo(EACH);
    assertThat(ports(shards().get(1))).isOne();

    assertAllReach(all);
    lab.remote().answering(PORT);
    for (Attachment each : all) {
      assertThat(lab.place(each).tcp(Lab.REMOTE_V4, PORT)).isEqualTo("remote sees " + Lab.HOST_V4);
      assertThat(host.tcp(address(each, IpFamily.V4), PORT)).contains(" sees ");
      assertThat(host.tcp(address(each, IpFamily.V6), PORT)).contains(" sees ");
    }
    assertThat(lab.controller().reconcile().differences()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void leadPublishedPortsToAnyOfThem(String filtered) {
    bridgedPacketsPassTheHostsRules(filtered);
    Network network = lab.dual("n", Lab.with(SMALL));
    List<Attachment> all = attach(network, 4);
    Attachment last =
        lab.controller()
            .attach(
                "last",
                network,
                new EndpointOption.Publish(PublishedPort.of(Protocol.TCP, PORT, PUBLISHED)));
    lab.place(last).answering(PORT);
    IpAddress host4 = IpAddress.parse(Lab.HOST_V4);
    assertThat(lab.remote().tcp(host4, PUBLISHED)).isEqualTo("last sees " + Lab.REMOTE_V4);
    for (Attachment each : all) {
      assertThat(lab.place(each).tcp(host4, PUBLISHED)).startsWith("last sees ");
    }
    assertThat(lab.remote().tcp(address(last, IpFamily.V4), PORT)).isNotEqualTo("last");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void keepEndpointsApartThatAreToBe(String filtered) {
    bridgedPacketsPassTheHostsRules(filtered);
    Network network = lab.dual("n", Lab.with(SMALL.withoutCommunication()));
    List<Attachment> all = attach(network, 5);
    for (Attachment from : all) {
      for (Attachment to : all) {
        if (!from.equals(to)) {
          assertThat(asked(from, to, IpFamily.V4)).doesNotContain("sees");
        }
      }
      assertThat(host.tcp(address(from, IpFamily.V4), PORT)).contains("sees");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void areAsSealedAsTheirNetwork(String filtered) {
    bridgedPacketsPassTheHostsRules(filtered);
    host.answering(PORT);
    Network network = lab.bridge("n", V4, Lab.with(SMALL), new NetworkOption.Internal());
    Network other = lab.bridge("other");
    Attachment outside = lab.controller().attach("outside", other);
    lab.place(outside).answering(PORT);
    List<Attachment> all = attach(network, 3);
    IpAddress gateway = IpAddress.parse(GATEWAY);
    for (Attachment each : all) {
      assertThat(lab.place(each).tcp(gateway, PORT)).isEqualTo(Place.SILENCE);
      assertThat(asked(each, outside, IpFamily.V4)).doesNotContain("sees");
      assertThat(asked(outside, each, IpFamily.V4)).doesNotContain("sees");
    }
  }

  @Test
  void answerForNoAddressOfTheHost() {
    Network network = lab.bridge("n", V4, Lab.with(SMALL));
    Attachment last = attach(network, 3).getLast();
    host.answering(PORT);
    Place inside = lab.place(last);
    assertThat(inside.tcp(GATEWAY, PORT)).isEqualTo("host sees " + address(last, IpFamily.V4));
    String hub = mac(Lab.bridgeOf(network));
    assertThat(inside.run("ip neigh show " + GATEWAY)).contains(hub);
    String shard = mac(shards().getFirst());
    assertThat(shard).isNotEqualTo(hub);
    inside.run("ip neigh replace " + GATEWAY + " lladdr " + shard + " dev eth0");
    assertThat(inside.tcp(GATEWAY, PORT)).isEqualTo(Place.SILENCE);
  }

  private String mac(String bridge) {
    return host.run("ip -o link show dev " + bridge)
        .replaceFirst("(?s).*link/ether (\\S+).*", "$1");
  }

  @Test
  void keepAnEndpointFromSendingAsOneOnAnotherBridge() {
    host.answering(PORT);
    Network network = lab.bridge("n", V4, Lab.with(SMALL));
    List<Attachment> all = attach(network, 3);
    IpAddress first = address(all.getFirst(), IpFamily.V4);
    all.getFirst().endpoint().leave();
    Place last = lab.place(all.getLast());
    assertThat(last.tcp(GATEWAY, PORT)).contains("host sees");
    last.script("ip addr flush dev eth0", "ip addr add " + first + "/24 dev eth0");
    assertThat(last.tcp(GATEWAY, PORT)).doesNotContain("sees");
  }

  @Test
  void goWithTheirLastEndpointAndComeBack() {
    Network network = lab.dual("n", Lab.with(SMALL));
    for (int round = 0; round < 3; round++) {
      List<Attachment> all = attach(network, 3);
      assertThat(shards()).isNotEmpty();
      assertReaches(all.get(2), all.get(0));
      all.get(2).sandbox().delete();
      assertThat(host.run("nft list set inet libnetwork shards")).doesNotContain("bs");
      lab.controller().removeAll(lab.controller().sandboxes());
    }
  }

  @Test
  void takeTheFirstPlaceThatIsFree() {
    Network network = lab.bridge("n", Lab.with(SMALL));
    List<Attachment> all = attach(network, 4);
    all.get(0).endpoint().leave();
    Attachment _ = lab.controller().attach("again", network);
    assertThat(ports(Lab.bridgeOf(network))).isEqualTo(EACH);
    assertThat(shards()).hasSize(1);
  }

  @Test
  void haveSingleIsolatedEndpointsOnTheFirstAlone() {
    Network network = lab.bridge("n", Lab.with(SMALL));
    EndpointOption alone = new EndpointOption.Driver(BridgeEndpointOptions.USUAL.alone());
    List<Attachment> two = attach(network, 2, alone);
    assertThat(asked(two.get(0), two.get(1), IpFamily.V4)).doesNotContain("sees");
    assertThatThrownBy(() -> lab.controller().attach("third", network, alone))
        .isInstanceOf(NetworkException.Unavailable.class)
        .hasMessageContaining("third")
        .hasMessageContaining("isolated");
    Attachment third = lab.controller().attach("third", network);
    lab.place(third).answering(PORT);
    assertThat(asked(two.get(0), third, IpFamily.V4)).contains("third sees");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1001})
  void areRefusedOfASizeThatCannotBe(int ports) {
    assertThatThrownBy(() -> BridgeOptions.USUAL.withPortsPerBridge(ports))
        .isInstanceOf(NetworkException.InvalidParameter.class)
        .hasMessageContaining(String.valueOf(ports));
  }

  @Test
  void areRefusedWhereOthersHaveTheName() {
    Network network = lab.bridge("n", Lab.with(SMALL));
    List<Attachment> _ = attach(network, 2);
    String name = "bs" + network.id().value().substring(0, 8) + "-1";
    host.run("ip link add " + name + " type bridge");
    assertThatThrownBy(() -> lab.controller().attach("late", network))
        .isInstanceOf(NetworkException.Conflict.class)
        .hasMessageContaining(name);
    assertThat(host.ip("link show dev " + name)).doesNotContain("libnetwork");
    assertThat(host.run("ip -o link")).doesNotContain(": bu");
    host.run("ip link del " + name);
    Attachment _ = lab.controller().attach("late", network);
  }

  /// As many as the kernel gives no bridge ports for, with the size that bridges have usually.
  @Test
  void takeMoreThanTheKernelGivesABridge() {
    Network network = lab.bridge("n", new NetworkOption.WithoutNames());
    List<AttachRequest> requests =
        IntStream.range(0, BEYOND).mapToObj(i -> AttachRequest.of("c" + i, network)).toList();
    List<Attachment> all = lab.controller().attachAll(requests);
    assertThat(shards()).hasSize(1);
    assertThat(ports(Lab.bridgeOf(network))).isEqualTo(1_000);
    assertThat(ports(shards().getFirst())).isEqualTo(BEYOND - 1_000);
    Attachment one = onBridge(all, Lab.bridgeOf(network));
    Attachment other = onBridge(all, shards().getFirst());
    lab.place(other).answering(PORT);
    assertThat(asked(one, other, IpFamily.V4))
        .isEqualTo(other.sandbox().container() + " sees " + address(one, IpFamily.V4));
  }

  private Attachment onBridge(List<Attachment> all, String bridge) {
    String ports = host.run("ip -o link show master " + bridge);
    return all.stream()
        .filter(each -> ports.contains("libnetwork endpoint " + each.endpoint().id() + " of "))
        .findFirst()
        .orElseThrow();
  }

  @Nested
  class PutRight {

    private Network network;
    private List<Attachment> all;

    @BeforeEach
    void attaches() {
      lab.close();
      lab = Lab.openWithoutRepairs();
      host = lab.host();
      network = lab.dual("n", Lab.with(SMALL));
      all = attach(network, 5);
    }

    private void damaged(String command) {
      String id = network.id().value().substring(0, 8);
      host.script(command.replace("HUB", Lab.bridgeOf(network)).replace("ID", id));
      assertThat(lab.controller().examine()).isNotEmpty();
      assertThat(lab.controller().reconcile().failed()).isEmpty();
      assertThat(lab.controller().examine()).isEmpty();
      assertAllReach(all);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "ip link del bsID-1",
          "ip link del buID-2",
          "ip link set bdID-1 nomaster",
          "ip link set buID-1 down",
          "ip link del HUB",
          "ip link del HUB; ip link del bsID-1; ip link del buID-2",
          "ip link set bsID-2 down",
          "echo 0 > /proc/sys/net/ipv4/conf/bsID-1/arp_ignore"
        })
    void isWhatOthersDidToThem(String command) {
      damaged(command);
    }
  }
}
