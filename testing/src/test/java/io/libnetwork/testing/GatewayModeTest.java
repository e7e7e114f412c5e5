package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.drivers.firewall.GatewayMode;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What a network's options change of who reaches whom, beyond the matrix.
class GatewayModeTest {

  private static final int PORT = 80;
  private static final int PUBLISHED = 8080;
  private static final IpFamily[] FAMILIES = IpFamily.values();

  private Lab lab;
  private Place host;
  private Place remote;

  @BeforeEach
  void open() {
    lab = Lab.open();
    host = lab.host();
    remote = lab.remote();
    remote.script(
        "ip route add default via " + Lab.HOST_V4, "ip -6 route add default via " + Lab.HOST_V6);
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Nested
  class SourceAddress {

    @Test
    void isTheOneChosenForEachFamily() {
      host.script("ip addr add 198.51.100.77/24 dev up0");
      host.script("ip addr add 2001:db8:9::77/64 dev up0 nodad preferred_lft 0");
      Network network =
          lab.dual(
              "n",
              Lab.with(
                  BridgeOptions.USUAL
                      .leavingAs(IpAddress.parse("198.51.100.77"))
                      .leavingAs(IpAddress.parse("2001:db8:9::77"))));
      Place place = lab.place(lab.controller().attach("c", network));
      remote.answering(PORT);
      assertThat(place.tcp(Lab.REMOTE_V4, PORT)).isEqualTo("remote sees 198.51.100.77");
      assertThat(place.tcp(Lab.REMOTE_V6, PORT)).isEqualTo("remote sees 2001:db8:9::77");
    }

    @Test
    void isRefusedWhereNothingIsTranslated() {
      BridgeOptions options =
          BridgeOptions.USUAL
              .with(IpFamily.V4, GatewayMode.ROUTED)
              .leavingAs(IpAddress.parse("198.51.100.77"));
      assertThatThrownBy(() -> lab.dual("n", Lab.with(options)))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("198.51.100.77");
    }
  }

  @Nested
  class ATrustedInterface {

    @Test
    void reachesPublishedPortsAtTheContainersAddressAndNoOthers() {
      BridgeOptions options = BridgeOptions.USUAL.trusting(InterfaceName.of(Lab.UPLINK));
      Attachment server =
          lab.controller().attach("server", lab.dual("n", Lab.with(options)), tcp());
      lab.place(server).answering(PORT).answering(PORT + 1);
      for (IpFamily family : FAMILIES) {
        assertThat(remote.tcp(address(server, family), PORT))
            .isEqualTo("server sees " + remotes(family));
        assertThat(remote.tcp(address(server, family), PORT + 1)).isEqualTo(Place.SILENCE);
      }
    }
  }

  @Nested
  class ARoutedNetwork {

    @Test
    void opensAndClosesPortsWhileItIsUsed() {
      Network network = lab.dual("n", Lab.with(BridgeOptions.USUAL.with(GatewayMode.ROUTED)));
      Attachment server = lab.controller().attach("server", network);
      lab.place(server).answering(PORT);
      PublishedPort port = PublishedPort.of(Protocol.TCP, PORT, PUBLISHED);
      assertThat(remote.tcp(address(server, IpFamily.V4), PORT)).isEqualTo(Place.SILENCE);
      assertThat(server.endpoint().publish(port)).hasSize(2);
      for (IpFamily family : FAMILIES) {
        assertThat(remote.tcp(address(server, family), PORT)).startsWith("server sees");
      }
      server.endpoint().unpublish(port);
      for (IpFamily family : FAMILIES) {
        assertThat(remote.tcp(address(server, family), PORT)).isEqualTo(Place.SILENCE);
      }
    }

    @Test
    void answersEchoRequestsAndATranslatedOneDoesNot() throws IOException {
      Network routed = lab.dual("r", Lab.with(BridgeOptions.USUAL.with(GatewayMode.ROUTED)));
      Attachment one = lab.controller().attach("one", routed);
      Attachment two = lab.controller().attach("two", lab.dual("n"));
      for (IpFamily family : FAMILIES) {
        assertThat(echo(address(one, family))).isTrue();
        assertThat(echo(address(two, family))).isFalse();
      }
    }

    private boolean echo(IpAddress address) throws IOException {
      InetAddress to = address.toInetAddress();
      return remote.open(() -> to.isReachable(Place.PATIENCE_MILLIS));
    }
  }

  @Nested
  class AnIsolatedNetwork {

    @Test
    void hasNoAddressOfTheHost() {
      Network network =
          lab.dual(
              "n",
              new NetworkOption.Internal(),
              Lab.with(BridgeOptions.USUAL.with(GatewayMode.ISOLATED)));
      assertThat(host.run("ip -o addr show dev " + Lab.bridgeOf(network))).isEmpty();
      assertThat(network.pools()).allMatch(pool -> pool.gateway().isEmpty());
    }

    @Test
    void mustBeInternal() {
      BridgeOptions options = BridgeOptions.USUAL.with(IpFamily.V6, GatewayMode.ISOLATED);
      assertThatThrownBy(() -> lab.dual("n", Lab.with(options)))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("internal");
    }
  }

  @Nested
  class Clients {

    @Test
    void areThoseOfThePrefixesAlone() {
      Network network = lab.dual("n");
      EndpointOption only =
          new EndpointOption.Publish(
              PublishedPort.of(Protocol.TCP, PORT, PUBLISHED)
                  .from(Set.of(IpPrefix.parse("198.51.100.2/32"), prefix("2001:db8:9::/64"))));
      EndpointOption others =
          new EndpointOption.Publish(
              PublishedPort.of(Protocol.TCP, PORT, PUBLISHED + 1)
                  .from(Set.of(IpPrefix.parse("203.0.113.0/24"))));
      Attachment server = lab.controller().attach("server", network, only, others);
      lab.place(server).answering(PORT);
      Place stranger = lab.place(lab.controller().attach("stranger", lab.dual("other")));
      for (IpFamily family : FAMILIES) {
        assertThat(remote.tcp(hosts(family), PUBLISHED)).startsWith("server sees");
        assertThat(stranger.tcp(hosts(family), PUBLISHED)).isEqualTo(Place.SILENCE);
        assertThat(remote.tcp(hosts(family), PUBLISHED + 1)).isEqualTo(Place.SILENCE);
        assertThat(host.tcp(hosts(family), PUBLISHED + 1)).startsWith("server sees");
      }
      server.endpoint().leave();
      assertThat(host.run("nft list set inet libnetwork fromany4")).doesNotContain("203.0.113");
    }

    @Test
    void areLimitedInARoutedNetworkToo() {
      PublishPolicy policy = PublishPolicy.USUAL.from(prefix("198.51.100.2/32"));
      BridgeOptions options = BridgeOptions.USUAL.with(GatewayMode.ROUTED).publishing(policy);
      Attachment server =
          lab.controller().attach("server", lab.dual("n", Lab.with(options)), tcp());
      lab.place(server).answering(PORT);
      Place stranger = lab.place(lab.controller().attach("stranger", lab.dual("other")));
      assertThat(remote.tcp(address(server, IpFamily.V4), PORT)).startsWith("server sees");
      assertThat(stranger.tcp(address(server, IpFamily.V4), PORT)).isEqualTo(Place.SILENCE);
      assertThat(remote.tcp(address(server, IpFamily.V6), PORT)).isEqualTo(Place.SILENCE);
    }
  }

  @Nested
  class Policy {

    @Test
    void saysWherePortsArePublishedInBothFamilies() {
      host.script(
          "ip addr add 198.51.100.9/24 dev up0", "ip addr add 2001:db8:9::9/64 dev up0 nodad");
      IpAddress v4 = IpAddress.parse("198.51.100.9");
      IpAddress v6 = IpAddress.parse("2001:db8:9::9");
      Network network = lab.dual("n", Lab.with(BridgeOptions.USUAL.publishingAt(v4, v6)));
      Attachment server = lab.controller().attach("server", network, tcp());
      lab.place(server).answering(PORT);
      assertThat(server.endpoint().driverInformation().ports())
          .extracting(PortBinding::hostAddress)
          .containsExactly(v4, v6);
      assertThat(remote.tcp(v4, PUBLISHED)).startsWith("server sees");
      assertThat(remote.tcp(v6, PUBLISHED)).startsWith("server sees");
      assertThat(remote.tcp(Lab.HOST_V4, PUBLISHED)).isEqualTo(Place.REFUSAL);
      assertThat(remote.tcp(Lab.HOST_V6, PUBLISHED)).isEqualTo(Place.REFUSAL);
    }
  }

  @Nested
  class Forwarding {

    @AfterEach
    void unplug() {
      host.script("if [ -e /proc/sys/net/ipv4/conf/third0 ]; then ip link del third0; fi");
    }

    @Test
    void isForNobodyElseWhereWeTurnedItOn() {
      Attachment inside = lab.controller().attach("c", lab.dual("n"));
      assertThat(host.sysctl("ipv4/ip_forward")).isEqualTo("1");
      remote.answering(PORT);
      Place third = third();
      for (IpFamily family : FAMILIES) {
        assertThat(lab.place(inside).tcp(remotes(family), PORT)).startsWith("remote sees");
        assertThat(third.tcp(remotes(family), PORT)).isEqualTo(Place.SILENCE);
      }
      host.run("nft add rule inet libnetwork user iifname third0 accept");
      for (IpFamily family : FAMILIES) {
        assertThat(third.tcp(remotes(family), PORT)).startsWith("remote sees");
      }
      host.run("nft flush chain inet libnetwork user");
    }

    @Test
    void isLeftAloneWhereOthersHadTurnedItOn() {
      host.script(
          "echo 1 > /proc/sys/net/ipv4/ip_forward",
          "echo 1 > /proc/sys/net/ipv6/conf/all/forwarding");
      Network _ = lab.dual("n");
      remote.answering(PORT);
      Place third = third();
      for (IpFamily family : FAMILIES) {
        assertThat(third.tcp(remotes(family), PORT)).startsWith("remote sees");
      }
    }

    @Test
    void isTurnedOffAgainWhenTheLastNetworkIsGone() {
      try (TestHost own = TestHost.create()) {
        Controller controller =
            Controller.open(own.host(), new ControllerOption.NetworkDriver(BridgeDriver.factory()));
        Network network = controller.createNetwork("bridge", "n", new NetworkOption.Ipv6(true));
        assertThat(forwarding(own)).containsExactly("1", "1");
        network.delete();
        controller.close();
        assertThat(forwarding(own)).containsExactly("0", "0");
      }
    }

    private static List<String> forwarding(TestHost of) {
      return of.run(
              "cat", "/proc/sys/net/ipv4/ip_forward", "/proc/sys/net/ipv6/conf/all/forwarding")
          .lines()
          .toList();
    }

    /// A place that has nothing to do with us, behind a link of the host's owner.
    private Place third() {
      Place third = lab.place("third", lab.namespace("third"));
      host.script(
          "ip link add third0 type veth peer name eth0 netns " + third.processPath(),
          "ip addr add 192.0.2.1/24 dev third0",
          "ip addr add 2001:db8:3::1/64 dev third0 nodad",
          "echo 0 > /proc/sys/net/ipv6/conf/third0/accept_dad",
          "ip link set third0 up");
      third.script(
          "echo 0 > /proc/sys/net/ipv6/conf/eth0/accept_dad",
          "ip addr add 192.0.2.2/24 dev eth0",
          "ip addr add 2001:db8:3::2/64 dev eth0 nodad",
          "ip link set eth0 up",
          "ip route add default via 192.0.2.1",
          "ip -6 route add default via 2001:db8:3::1");
      return third;
    }
  }

  @Nested
  class Labels {

    @Test
    void areThoseOfDockersBridgeDriver() {
      host.script("ip addr add 198.51.100.9/24 dev up0");
      Network network =
          lab.dual(
              "n",
              new NetworkOption.DriverLabels(
                  Map.of(
                      "com.docker.network.bridge.gateway_mode_ipv4", "nat",
                      "com.docker.network.bridge.gateway_mode_ipv6", "routed",
                      "com.docker.network.bridge.trusted_host_interfaces", "lan0:lan1",
                      "com.docker.network.host_ipv4", "198.51.100.9",
                      "com.docker.network.bridge.host_binding_ipv4", "0.0.0.0",
                      "io.libnetwork.bridge.publish_from", "198.51.100.0/24, 2001:db8::/32")));
      String bridge = Lab.bridgeOf(network);
      assertThat(set("source4")).contains(bridge).contains("198.51.100.9");
      assertThat(set("routed6")).contains(bridge);
      assertThat(set("routed4")).doesNotContain(bridge);
      assertThat(set("trust")).contains("lan0").contains("lan1");
    }

    @Test
    void areRefusedByNameWhereTheySayNothing() {
      String key = "com.docker.network.bridge.gateway_mode_ipv4";
      assertThatThrownBy(() -> lab.bridge("n", new NetworkOption.DriverLabels(Map.of(key, "open"))))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining(key)
          .hasMessageContaining("open");
    }

    private String set(String name) {
      return host.run("nft list table inet libnetwork")
          .split("(set|map) " + name + " \\{", -1)[1]
          .split("\n\t}", -1)[0];
    }
  }

  private static EndpointOption tcp() {
    return new EndpointOption.Publish(PublishedPort.of(Protocol.TCP, PORT, PUBLISHED));
  }

  private static IpPrefix prefix(String text) {
    return IpPrefix.parse(text);
  }

  private static IpAddress address(Attachment attached, IpFamily family) {
    return attached.endpoint().address(family).orElseThrow().address();
  }

  private static IpAddress hosts(IpFamily family) {
    return IpAddress.parse(family == IpFamily.V4 ? Lab.HOST_V4 : Lab.HOST_V6);
  }

  private static IpAddress remotes(IpFamily family) {
    return IpAddress.parse(family == IpFamily.V4 ? Lab.REMOTE_V4 : Lab.REMOTE_V6);
  }
}
