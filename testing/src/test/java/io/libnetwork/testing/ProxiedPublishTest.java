package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.Sandbox;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Published ports that a proxy serves, by real packets: coming, going, and for whom they are.
class ProxiedPublishTest {

  private static final int PORT = 80;
  private static final NetworkOption RESPECT =
      Lab.with(BridgeOptions.USUAL.publishing(PublishPolicy.USUAL.respectingHost()));

  private Lab lab;
  private Place host;
  private Place remote;

  @BeforeEach
  void open() {
    lab = Lab.open();
    host = lab.host();
    remote = lab.remote();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Nested
  class Live {

    @ParameterizedTest
    @EnumSource(
        value = Protocol.class,
        names = {"TCP", "UDP"})
    void portsAreServedFromPublishToUnpublish(Protocol protocol) {
      Attachment web = answering(attach("web", lab.dual("shop")));
      PublishedPort port = PublishedPort.of(protocol, PORT, 8080);
      for (int round = 0; round < 3; round++) {
        assertThat(ask(protocol, "::1", 8080)).isIn(Place.REFUSAL, Place.SILENCE);
        assertThat(web.endpoint().publish(port)).hasSize(2);
        assertThat(ask(protocol, "::1", 8080)).startsWith("web sees fd");
        assertThat(ask(protocol, "127.0.0.1", 8080)).startsWith("web sees ");
        web.endpoint().unpublish(port);
      }
      assertThat(ask(protocol, "::1", 8080)).isIn(Place.REFUSAL, Place.SILENCE);
    }

    @Test
    void connectionsByOtherPortsDoNotNoticeAndThoseByTheEndedOneAreReset() throws IOException {
      Attachment web = answering(attach("web", lab.dual("shop"), publish("8080:80")));
      PublishedPort second = PublishedPort.parse("[::1]:9090:80");
      web.endpoint().publish(second);
      try (SocketChannel living = host.connect(IpAddress.parse("::1"), 8080);
          SocketChannel ending = host.connect(IpAddress.parse("::1"), 9090)) {
        hold(living);
        hold(ending);
        web.endpoint().unpublish(second);
        assertThatThrownBy(() -> ending.socket().getInputStream().read())
            .hasMessageContaining("reset");
        hold(living);
      }
    }

    @Test
    void portsAreServedAgainAtOnceWhenSomebodyKillsTheirListener() {
      answering(attach("web", lab.dual("proxied", RESPECT), publish("8080:80")));
      host.run("ss --tcp --kill state listening");
      for (String at : List.of("127.0.0.1", "::1")) {
        assertThat(host.tcp(at, 8080)).startsWith("web sees ");
      }
      assertThat(remote.tcp(Lab.HOST_V6, 8080)).startsWith("web sees ");
      assertThat(lab.controller().examine()).isEmpty();
    }

    @Test
    void rangesAreServedAtEachPort() {
      Attachment web = attach("web", lab.dual("shop"), publish("8000-8010:8000-8010"));
      lab.place(web).answering(8003);
      assertThat(host.tcp("::1", 8003)).startsWith("web sees fd");
      assertThat(remote.tcp(Lab.HOST_V6, 8003)).isEqualTo("web sees " + Lab.REMOTE_V6);
    }

    /// The proxy has a port's connections in mind for a minute after they have ended.
    @Test
    void portsAreHadByOthersAtOnce() {
      Network proxied = lab.dual("proxied", RESPECT);
      Network translated = lab.dual("translated");
      for (Network network : List.of(proxied, translated, proxied, proxied, translated)) {
        Attachment web = answering(attach("web", network, publish("8080:80")));
        for (String at : List.of(Lab.HOST_V4, Lab.HOST_V6)) {
          assertThat(remote.tcp(at, 8080)).startsWith("web sees ");
        }
        assertThat(host.tcp("::1", 8080)).startsWith("web sees ");
        web.sandbox().delete();
        web.endpoint().deleteForced();
      }
    }

    @Test
    void whatFailsLeavesTheOthersAsTheyWere() {
      Attachment web = answering(attach("web", lab.dual("shop"), publish("8080:80")));
      List<PortBinding> before = web.endpoint().driverInformation().ports();
      assertThatThrownBy(() ->
              web.endpoint()
                  .publish(PublishedPort.parse("9090:80"), PublishedPort.parse("[::1]:8080:80")))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining("port 8080/tcp at ::1 is taken by endpoint \"web\"");
      assertThat(web.endpoint().driverInformation().ports()).isEqualTo(before);
      assertThat(host.tcp("::1", 9090)).isEqualTo(Place.REFUSAL);
      assertThat(host.tcp("::1", 8080)).startsWith("web ");
      web.endpoint().publish(PublishedPort.parse("9090:80"));
      assertThat(host.tcp("::1", 9090)).startsWith("web ");
    }
  }

  @Nested
  class FamiliesThatMove {

    /// Each would serve the other's family too, if it were alone.
    @Test
    void areServedByWhoIsTheirGatewayOrElseByTheOther() {
      Endpoint four = lab.bridge("four").createEndpoint("four", publish("8080:80"));
      Endpoint six =
          lab.bridge("six", new NetworkOption.Ipv4(false), new NetworkOption.Ipv6(true))
              .createEndpoint("six", publish("8080:80"));
      Sandbox sandbox = lab.controller().createSandbox("web");
      lab.place(sandbox).answering(PORT);
      four.join(sandbox);
      assertThat(four.driverInformation().ports()).hasSize(2);
      assertReached(Lab.REMOTE_V4, "172.");
      six.join(sandbox);
      assertReached(Lab.REMOTE_V4, Lab.REMOTE_V6);
      four.leave();
      assertThat(remote.tcp(Lab.HOST_V4, 8080)).startsWith("web sees fd");
      assertThat(remote.tcp(Lab.HOST_V6, 8080)).isEqualTo("web sees " + Lab.REMOTE_V6);
      six.leave();
      assertThat(remote.tcp(Lab.HOST_V6, 8080)).isEqualTo(Place.REFUSAL);
    }

    private void assertReached(String four, String six) {
      assertThat(remote.tcp(Lab.HOST_V4, 8080)).startsWith("web sees " + four);
      assertThat(remote.tcp(Lab.HOST_V6, 8080)).startsWith("web sees " + six);
    }
  }

  /// A port for some clients, and what holds when nobody's rules are there.
  @Nested
  class Clients {

    private static final String OURS = "8080:80 from 198.51.100.0/25,2001:db8:9::/65";
    private static final String OTHERS = "9090:80 from 203.0.113.0/24,2001:db8:9::3/128";

    @Test
    void areComparedWithThePrefixesByTheProxy() {
      answering(
          attach(
              "web",
              lab.dual("respecting", RESPECT),
              publish(OURS),
              publish(OTHERS),
              publish(OURS.replace("80 ", "80/udp ")),
              publish(OTHERS.replace("80 ", "80/udp "))));
      assertLimits();
    }

    @Test
    void areTheHostItselfWhateverThePrefixes() {
      answering(attach("web", lab.dual("usual"), publish(OTHERS)));
      assertThat(host.tcp("::1", 9090)).startsWith("web sees ");
      assertThat(host.tcp(Lab.HOST_V4, 9090)).startsWith("web sees ");
      assertThat(host.tcp(Lab.HOST_V6, 9090)).startsWith("web sees ");
      assertThat(remote.tcp(Lab.HOST_V6, 9090)).isEqualTo(Place.SILENCE);
    }

    private void assertLimits() {
      for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
        for (String at : List.of(Lab.HOST_V4, Lab.HOST_V6)) {
          IpAddress address = IpAddress.parse(at);
          assertThat(remote.ask(protocol, address, 8080)).startsWith("web sees ");
          assertThat(remote.ask(protocol, address, 9090)).isEqualTo(Place.SILENCE);
          assertThat(host.ask(protocol, address, 9090)).startsWith("web sees ");
        }
        assertThat(ask(protocol, "::1", 9090)).startsWith("web sees ");
        assertThat(ask(protocol, "127.0.0.1", 9090)).startsWith("web sees ");
      }
    }
  }

  /// With the guards away that keep 127.0.0.0/8 from the wire, and routes that lead there.
  @Test
  void whatIsPublishedOnLoopbackIsTheHostsAloneWithoutAnyRules() throws IOException {
    lab.close();
    lab = Lab.openWithoutRepairs();
    host = lab.host();
    remote = lab.remote();
    Attachment web =
        answering(
            attach(
                "web",
                lab.dual("shop", RESPECT),
                publish("127.0.0.1:8080:80"),
                publish("[::1]:8080:80"),
                publish("127.0.0.1:8080:80/udp")));
    Place neighbour = lab.place(attach("neighbour", web.endpoint().network()));
    host.script("echo 1 > /proc/sys/net/ipv4/conf/up0/route_localnet", "nft flush ruleset");
    for (Place from : List.of(remote, neighbour)) {
      from.script(
          "echo 1 > /proc/sys/net/ipv4/conf/all/route_localnet", "ip addr del 127.0.0.1/8 dev lo");
    }
    remote.script("ip route add 127.0.0.0/8 via " + Lab.HOST_V4);
    neighbour.script(
        "ip route add 127.0.0.0/8 dev eth0 via $(ip route show default | cut -d' ' -f3)");
    for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
      assertThat(ask(protocol, "127.0.0.1", 8080)).startsWith("web sees ");
      for (Place from : List.of(remote, neighbour)) {
        assertThat(from.ask(protocol, IpAddress.parse("127.0.0.1"), 8080)).isEqualTo(Place.SILENCE);
      }
    }
  }

  @Nested
  class RespectHost {

    private static final String DROP =
        "nft add rule inet hosts input meta l4proto { tcp, udp } th dport 8080 iifname up0 drop";

    @BeforeEach
    void publishUnderTheHostsOwnRules() {
      Network network = lab.dual("shop", RESPECT);
      answering(
          attach(
              "web",
              network,
              publish("8080:80"),
              publish("8080:80/udp"),
              publish("9090:80"),
              publish("9090:80/udp")));
      host.script(
          "nft add table inet hosts",
          "nft 'add chain inet hosts input { type filter hook input priority 0; policy accept; }'");
    }

    @Test
    void isReachedWhereTheHostsRulesAcceptAndNotWhereTheyDrop() {
      assertReached(8080);
      assertReached(9090);
      host.run(DROP);
      for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
        for (String at : List.of(Lab.HOST_V4, Lab.HOST_V6)) {
          assertThat(remote.ask(protocol, IpAddress.parse(at), 8080)).isEqualTo(Place.SILENCE);
        }
        assertThat(ask(protocol, Lab.HOST_V4, 8080)).startsWith("web sees ");
      }
      assertReached(9090);
      host.run("nft flush chain inet hosts input");
      assertReached(8080);
    }

    @Test
    void obeysAPolicyThatDropsWhatIsNotNamed() {
      host.script(
          "nft 'add chain inet hosts input { policy drop; }'",
          "nft 'add rule inet hosts input ct state established,related accept'",
          "nft 'add rule inet hosts input meta l4proto ipv6-icmp accept'",
          "nft 'add rule inet hosts input meta l4proto { tcp, udp } th dport 9090 accept'",
          "nft 'add rule inet hosts input iifname != up0 accept'");
      assertReached(9090);
      for (String at : List.of(Lab.HOST_V4, Lab.HOST_V6)) {
        assertThat(remote.tcp(at, 8080)).isEqualTo(Place.SILENCE);
        assertThat(remote.ask(Protocol.UDP, IpAddress.parse(at), 8080)).isEqualTo(Place.SILENCE);
      }
    }

    /// What is translated is not asked: so the test of the rules means something.
    @Test
    void isNotWhatAUsualNetworkDoes() {
      answering(attach("usual", lab.dual("usual"), publish("7070:80")));
      host.run(DROP.replace("8080", "7070"));
      assertThat(remote.tcp(Lab.HOST_V4, 7070)).startsWith("usual sees ");
    }

    @Test
    void hasNoElementThatTranslates() {
      assertThat(host.run("nft list table inet libnetwork")).doesNotContain(" . 8080 :");
      answering(attach("usual", lab.dual("usual"), publish("7070:80")));
      assertThat(host.run("nft list table inet libnetwork")).contains(" . 7070 :");
    }

    private void assertReached(int port) {
      for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
        for (String at : List.of(Lab.HOST_V4, Lab.HOST_V6)) {
          assertThat(remote.ask(protocol, IpAddress.parse(at), port)).startsWith("web sees ");
        }
      }
    }
  }

  @Test
  void thereIsNoneForSctp() {
    Attachment web = attach("web", lab.dual("shop"));
    assertThatThrownBy(() -> web.endpoint().publish(PublishedPort.parse("[::1]:8080:80/sctp")))
        .isInstanceOf(NetworkException.NotImplemented.class)
        .hasMessageContaining("[::1]:8080:80/sctp")
        .hasMessageContaining("there is none for sctp");
    assertThat(web.endpoint().driverInformation().ports()).isEmpty();
  }

  @Test
  void aTrustedInterfaceReachesTheContainerItselfWhereAProxyServesTheHost() {
    BridgeOptions options =
        BridgeOptions.USUAL
            .publishing(PublishPolicy.USUAL.respectingHost())
            .trusting(InterfaceName.of(Lab.UPLINK));
    Attachment web =
        answering(attach("web", lab.dual("shop", Lab.with(options)), publish("8080:80")));
    remote.script("ip route add default via " + Lab.HOST_V4);
    lab.place(web).answering(81);
    IpAddress own = web.endpoint().addresses().getFirst().address();
    assertThat(remote.tcp(own, PORT)).isEqualTo("web sees " + Lab.REMOTE_V4);
    assertThat(remote.tcp(own, 81)).isEqualTo(Place.SILENCE);
    web.endpoint().unpublish(PublishedPort.parse("8080:80"));
    assertThat(remote.tcp(own, PORT)).isEqualTo(Place.SILENCE);
  }

  @Nested
  class Options {

    @Test
    void switchTheProxyOffForANetwork() {
      Network network = lab.dual("n", labels("userland_proxy", "false"));
      Attachment web = answering(attach("web", network, publish("8080:80")));
      assertThat(host.tcp("::1", 8080)).isEqualTo(Place.REFUSAL);
      assertThat(host.tcp("127.0.0.1", 8080)).startsWith("web sees ");
      assertThatThrownBy(() -> web.endpoint().publish(PublishedPort.parse("[::1]:9090:80")))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("[::1]:9090:80/tcp")
          .hasMessageContaining("only a proxy could serve it");
    }

    @Test
    void boundTheSocketsThatAreHeld() {
      Network network = lab.dual("n", labels("held_ports", "2"));
      Attachment web =
          answering(attach("web", network, publish("8000-8002:78-80"), publish("8080:80")));
      assertThat(host.tcp("::1", 8002)).isEqualTo(Place.REFUSAL);
      assertThat(host.tcp(Lab.HOST_V6, 8002)).startsWith("web sees ");
      assertThat(host.tcp("::1", 8080)).startsWith("web sees ");
      assertThatThrownBy(() -> web.endpoint().publish(PublishedPort.parse("[::1]:9000-9002:78-80")))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("a socket for each of its 3 ports");
    }

    @Test
    void areRefusedWhereTheyMeanNothing() {
      for (String bad : List.of("-1", "65536", "many")) {
        assertThatThrownBy(() -> lab.dual("n", labels("held_ports", bad)))
            .isInstanceOf(NetworkException.InvalidParameter.class)
            .hasMessageContaining(bad);
      }
      NetworkOption both =
          new NetworkOption.DriverLabels(
              Map.of(
                  "io.libnetwork.bridge.userland_proxy", "false",
                  "io.libnetwork.bridge.respect_host", "true"));
      assertThatThrownBy(() -> lab.dual("n", both))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("userlandProxy off");
    }

    @Test
    void compareWithSoManyPrefixesAndNoMore() {
      Attachment web = attach("web", lab.dual("n", RESPECT));
      IpPrefix[] prefixes = new IpPrefix[401];
      for (int i = 0; i < prefixes.length; i++) {
        prefixes[i] = IpPrefix.parse("2001:db8:%x::/63".formatted(2 * i));
      }
      assertThatThrownBy(
              () -> web.endpoint().publish(PublishedPort.parse("8080:80").from(Set.of(prefixes))))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("401 prefixes");
      web.endpoint()
          .publish(
              PublishedPort.parse("8080:80").from(Set.copyOf(List.of(prefixes).subList(0, 400))));
    }

    private static NetworkOption labels(String key, String value) {
      return new NetworkOption.DriverLabels(Map.of("io.libnetwork.bridge." + key, value));
    }
  }

  private Attachment attach(String name, Network network, EndpointOption... options) {
    return lab.controller().attach(name, network, options);
  }

  private Attachment answering(Attachment attached) {
    lab.place(attached).answering(PORT);
    return attached;
  }

  private String ask(Protocol protocol, String address, int port) {
    return host.ask(protocol, IpAddress.parse(address), port);
  }

  private static EndpointOption publish(String text) {
    return EndpointOption.Publish.of(text);
  }

  /// One byte there and back, by a connection that stays.
  private static void hold(SocketChannel connection) throws IOException {
    connection.socket().getOutputStream().write('+');
    assertThat(connection.socket().getInputStream().read()).isEqualTo('+');
  }
}
