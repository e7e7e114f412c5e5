package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.Balancing;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.Service;
import io.libnetwork.ServiceOption;
import io.libnetwork.ServicePort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeOptions;
import io.libnetwork.drivers.firewall.GatewayMode;
import io.libnetwork.drivers.publish.PublishPolicy;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Services at ports of the host, asked from another host, from the host itself and from
/// containers.
class PublishedServicesTest {

  private static final int HOST_PORT = 8080;
  private static final int PORT = 80;
  private static final int TARGET = 8000;
  private static final PublishedPort ONE = PublishedPort.parse("8080:80/tcp");
  private static final List<Protocol> PROTOCOLS = List.of(Protocol.TCP, Protocol.UDP);
  private static final List<String> OF_THE_HOST = List.of(Lab.HOST_V4, Lab.HOST_V6);

  private Lab lab;
  private Network shop;

  @BeforeEach
  void open() {
    lab = Lab.open();
    shop = lab.dual("shop");
  }

  @AfterEach
  void close() {
    if (lab != null) {
      lab.close();
    }
  }

  /// At both protocols; what is published is asked for besides.
  private Service service(Network network, ServiceOption... more) {
    ServiceOption[] options = Arrays.copyOf(more, more.length + 2);
    options[more.length] = new ServiceOption.Port(ServicePort.of(Protocol.TCP, PORT, TARGET));
    options[more.length + 1] = new ServiceOption.Port(ServicePort.of(Protocol.UDP, PORT, TARGET));
    return network.createService("web", options);
  }

  private Service published(ServiceOption... more) {
    ServiceOption[] options = Arrays.copyOf(more, more.length + 2);
    options[more.length] = ServiceOption.Publish.of("8080:80/tcp");
    options[more.length + 1] = ServiceOption.Publish.of("8080:80/udp");
    return service(shop, options);
  }

  private Attachment backend(Network network, String name) {
    Attachment backend = lab.controller().attach(name, network);
    lab.place(backend).answering(TARGET);
    return backend;
  }

  private void serve(Service web, String... names) {
    for (String name : names) {
      web.add(backend(web.network(), name).endpoint());
    }
  }

  private static Map<String, Integer> answers(
      Place from, Protocol protocol, String to, int port, int times) {
    Map<String, Integer> answers = new TreeMap<>();
    for (int i = 0; i < times; i++) {
      String answer = from.ask(protocol, IpAddress.parse(to), port);
      answers.merge(answer.replaceAll(" sees .*", ""), 1, Integer::sum);
    }
    return answers;
  }

  @Nested
  class Reached {

    @Test
    void fromOutsideUnderTheClientsOwnAddress() {
      serve(published(), "one", "two", "three");
      Place remote = lab.remote();
      for (String to : OF_THE_HOST) {
        for (Protocol protocol : PROTOCOLS) {
          assertThat(answers(remote, protocol, to, HOST_PORT, 60))
              .as("%s at %s", protocol, to)
              .containsOnlyKeys("one", "two", "three")
              .allSatisfy((_, times) -> assertThat(times).isBetween(5, 40));
        }
      }
      assertThat(remote.tcp(Lab.HOST_V4, HOST_PORT)).endsWith(" sees " + Lab.REMOTE_V4);
      assertThat(remote.tcp(Lab.HOST_V6, HOST_PORT)).endsWith(" sees " + Lab.REMOTE_V6);
    }

    @Test
    void fromTheHostItself() {
      serve(published(), "one", "two");
      for (String to : List.of("127.0.0.1", Lab.HOST_V4, Lab.HOST_V6, "::1")) {
        for (Protocol protocol : PROTOCOLS) {
          assertThat(answers(lab.host(), protocol, to, HOST_PORT, 24))
              .as("%s at %s", protocol, to)
              .containsOnlyKeys("one", "two");
        }
      }
    }

    @Test
    void fromContainersOfThisAndOfOtherNetworks() {
      serve(published(), "one", "two");
      Place neighbour = lab.place(lab.controller().attach("neighbour", shop));
      Place stranger = lab.place(lab.controller().attach("stranger", lab.dual("other")));
      for (Place from : List.of(neighbour, stranger)) {
        for (String to : OF_THE_HOST) {
          assertThat(answers(from, Protocol.TCP, to, HOST_PORT, 24))
              .as(to)
              .containsOnlyKeys("one", "two");
        }
      }
    }

    @Test
    void atOneAddressAndByTheClientsThatMay() {
      Service web =
          service(
              shop,
              ServiceOption.Publish.of("127.0.0.1:8080:80/tcp"),
              ServiceOption.Publish.of(Lab.HOST_V4 + ":8081:80/tcp from " + Lab.REMOTE_V4 + "/32"),
              ServiceOption.Publish.of("8082:80/tcp from 192.0.2.0/24"));
      serve(web, "one");
      assertThat(lab.host().tcp("127.0.0.1", 8080)).startsWith("one sees");
      assertThat(lab.remote().tcp(Lab.HOST_V4, 8080)).isEqualTo(Place.REFUSAL);
      assertThat(lab.remote().tcp(Lab.HOST_V4, 8081)).isEqualTo("one sees " + Lab.REMOTE_V4);
      assertThat(lab.remote().tcp(Lab.HOST_V4, 8082)).isEqualTo(Place.SILENCE);
      assertThat(lab.host().tcp("127.0.0.1", 8082)).startsWith("one sees");
      assertThat(lab.remote().tcp(Lab.HOST_V6, 8082)).isNotEqualTo("one sees " + Lab.REMOTE_V6);
    }

    @Test
    void byIpv6AtTheHostWhereTheNetworkHasIpv4Alone() {
      Network four = lab.bridge("four");
      Service web = service(four, ServiceOption.Publish.of("8080:80/tcp"));
      serve(web, "one", "two");
      assertThat(answers(lab.remote(), Protocol.TCP, Lab.HOST_V6, HOST_PORT, 24))
          .containsOnlyKeys("one", "two");
      assertThat(answers(lab.host(), Protocol.TCP, "::1", HOST_PORT, 24))
          .containsOnlyKeys("one", "two");
    }

    @Test
    void byTheProxyWhereTheHostsOwnRulesAreObeyed() {
      BridgeOptions obeying = BridgeOptions.USUAL.publishing(PublishPolicy.USUAL.respectingHost());
      Service web =
          service(
              lab.bridge("obeying", Lab.with(obeying)),
              ServiceOption.Publish.of("8080:80/tcp"),
              ServiceOption.Publish.of("8080:80/udp"));
      serve(web, "one", "two");
      for (Protocol protocol : PROTOCOLS) {
        assertThat(answers(lab.remote(), protocol, Lab.HOST_V4, HOST_PORT, 24))
            .containsOnlyKeys("one", "two");
      }
      lab.host()
          .script(
              "nft -f - <<EOF",
              "table inet own {",
              "chain input {",
              "type filter hook input priority 0; tcp dport 8080 drop",
              "}",
              "}",
              "EOF");
      assertThat(lab.remote().tcp(Lab.HOST_V4, HOST_PORT)).isEqualTo(Place.SILENCE);
    }

    @Test
    void byOneClientAtOneBackendWhereItsAddressIsHashed() {
      serve(published(new ServiceOption.Balance(Balancing.SOURCE_HASH)), "one", "two", "three");
      assertThat(answers(lab.remote(), Protocol.TCP, Lab.HOST_V4, HOST_PORT, 20)).hasSize(1);
    }

    @Test
    void atAPortThatWasChosen() {
      Service web = service(shop, ServiceOption.Publish.of("80/tcp"));
      serve(web, "one");
      assertThat(web.bindings()).hasSize(2);
      PortBinding first = web.bindings().getFirst();
      assertThat(first.containerAddress()).isEqualTo(web.addresses().getFirst());
      assertThat(web.bindings().getLast().hostPort()).isEqualTo(first.hostPort());
      assertThat(lab.remote().tcp(Lab.HOST_V4, first.hostPort().number())).startsWith("one sees");
    }
  }

  @Nested
  class WhereNobodyServes {

    @Test
    void itIsRefusedAndServedAgainAtOnce() {
      Service web = published();
      Place remote = lab.remote();
      for (Place from : List.of(remote, lab.host())) {
        for (String to : OF_THE_HOST) {
          assertThat(from.tcp(to, HOST_PORT)).as(to).isEqualTo(Place.REFUSAL);
        }
      }
      for (String to : OF_THE_HOST) {
        IpAddress address = IpAddress.parse(to);
        assertThat(remote.ask(Protocol.UDP, address, HOST_PORT)).as(to).isEqualTo(Place.REFUSAL);
        // Who sends is told himself.
        assertThatThrownBy(() -> lab.host().ask(Protocol.UDP, address, HOST_PORT))
            .hasMessageContaining("Operation not permitted");
      }
      Attachment one = backend(shop, "one");
      web.add(one.endpoint());
      assertThat(remote.ask(Protocol.UDP, IpAddress.parse(Lab.HOST_V6), HOST_PORT))
          .startsWith("one sees");
      web.remove(one.endpoint());
      assertThat(remote.tcp(Lab.HOST_V4, HOST_PORT)).isEqualTo(Place.REFUSAL);
    }

    /// To the kernel all from one port to another is one connection.
    @Test
    void datagramsThatWereRefusedAreLedOnceSomebodyDoes() throws IOException {
      Service web = published();
      try (DatagramChannel client = lab.remote().datagrams(IpFamily.V4, 0)) {
        client.connect(
            new InetSocketAddress(IpAddress.parse(Lab.HOST_V4).toInetAddress(), HOST_PORT));
        assertThatThrownBy(() -> exchange(client)).isInstanceOf(IOException.class);
        web.add(backend(shop, "one").endpoint());
        assertThat(exchange(client)).startsWith("one sees");
      }
    }

    private String exchange(DatagramChannel client) throws IOException {
      client.socket().setSoTimeout(Place.PATIENCE_MILLIS);
      int _ = client.write(ByteBuffer.wrap(new byte[] {'?'}));
      DatagramPacket answer = new DatagramPacket(new byte[256], 256);
      client.socket().receive(answer);
      return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
    }
  }

  @Nested
  class Connections {

    @Test
    void endWhenTheirBackendGoes() throws IOException {
      Service web = published();
      serve(web, "one");
      IpAddress host = IpAddress.parse(Lab.HOST_V4);
      try (SocketChannel lost = lab.remote().connect(host, HOST_PORT)) {
        serve(web, "two");
        web.remove(shop.getEndpoint("one"));
        LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        assertThatThrownBy(
                () -> {
                  lost.socket().getOutputStream().write('?');
                  int answer = lost.socket().getInputStream().read();
                  throw new AssertionError("answered with " + answer);
                })
            .isInstanceOf(IOException.class)
            .hasMessageContaining("reset");
      }
      assertThat(answers(lab.remote(), Protocol.TCP, Lab.HOST_V4, HOST_PORT, 6))
          .containsOnlyKeys("two");
    }

    @Test
    void endForWhoOnlyWaitsToo() throws IOException {
      Service web = published();
      serve(web, "one");
      try (SocketChannel waits = lab.remote().connect(IpAddress.parse(Lab.HOST_V4), HOST_PORT)) {
        web.remove(shop.getEndpoint("one"));
        waits.socket().setSoTimeout(5_000);
        assertThatThrownBy(
                () -> {
                  int _ = waits.socket().getInputStream().read();
                })
            .isInstanceOf(IOException.class)
            .hasMessageContaining("reset");
      }
    }

    @Test
    void stayWhenAnotherBackendGoes() throws IOException {
      Service web = published();
      serve(web, "one");
      try (SocketChannel stays = lab.remote().connect(IpAddress.parse(Lab.HOST_V6), HOST_PORT)) {
        serve(web, "two");
        web.remove(shop.getEndpoint("two"));
        stays.socket().getOutputStream().write('?');
        assertThat(stays.socket().getInputStream().read()).isEqualTo('o');
      }
    }
  }

  @Nested
  class Refuses {

    @Test
    void aPortThatSomebodyHas() throws IOException {
      Attachment other =
          lab.controller().attach("other", shop, EndpointOption.Publish.of("8080:80/tcp"));
      assertRefused(NetworkException.Conflict.class, "endpoint \"other\"");
      other.endpoint().unpublish(ONE);
      // A port is its own until its connections are forgotten.
      published().delete();
      try (ServerSocketChannel _ = lab.host().listen(HOST_PORT, 4_096)) {
        assertRefused(
            NetworkException.Conflict.class, "8080/tcp at 0.0.0.0 is taken by java (process ");
      }
      Service web = published();
      assertThatThrownBy(() -> other.endpoint().publish(ONE))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining("service \"web\"");
      web.delete();
      other.endpoint().publish(ONE);
    }

    private void assertRefused(Class<? extends NetworkException> kind, String message) {
      String before = lab.host().run("nft list ruleset") + lab.host().run("ip addr");
      assertThatThrownBy(PublishedServicesTest.this::published)
          .isInstanceOf(kind)
          .hasMessageContaining(message);
      assertThat(shop.services()).isEmpty();
      assertThat(lab.host().run("nft list ruleset") + lab.host().run("ip addr")).isEqualTo(before);
    }

    @Test
    void whatCannotBe() {
      Set<String> seen = new LinkedHashSet<>();
      refused(shop, "no port 81/tcp", seen, ServiceOption.Publish.of("8080:81/tcp"));
      refused(shop, "no port 80/sctp", seen, ServiceOption.Publish.of("8080:80/sctp"));
      refused(shop, "192.0.2.77", seen, ServiceOption.Publish.of("192.0.2.77:8080:80/tcp"));
      Network inside = lab.dual("inside", new NetworkOption.Internal());
      refused(inside, "inside is internal", seen, ServiceOption.Publish.of("8080:80/tcp"));
      BridgeOptions routed =
          BridgeOptions.USUAL
              .with(IpFamily.V4, GatewayMode.ROUTED)
              .with(IpFamily.V6, GatewayMode.ROUTED);
      Network open = lab.dual("open", Lab.with(routed));
      refused(open, "open is routed", seen, ServiceOption.Publish.of("8080:80/tcp"));
      refused(open, "is routed in IPv4", seen, ServiceOption.Publish.of("127.0.0.1:80:80/tcp"));
      assertThat(seen).hasSize(6);
      assertThatThrownBy(() ->
              shop.createService(
                  "names", new ServiceOption.RoundRobin(), ServiceOption.Publish.of("80:80/tcp")))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("RoundRobin");
      assertThatThrownBy(() -> ServiceOption.Publish.of("80:80:80:80"))
          .isInstanceOf(NetworkException.InvalidParameter.class);
    }

    private void refused(
        Network network, String message, Set<String> seen, ServiceOption published) {
      assertThatThrownBy(() -> service(network, published))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining(message);
      assertThat(network.services()).isEmpty();
      seen.add(message);
    }
  }
}
