package io.libnetwork.drivers.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.TestHost;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.Channel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Ports that the kernel cannot translate, and the sockets that wait for the proxy.
class ProxiedPortsTest {

  private static final List<IpAddress> BOTH =
      List.of(IpAddress.parse("172.20.1.2"), IpAddress.parse("fd00:1::2"));
  private static final List<IpAddress> V4 = BOTH.subList(0, 1);
  private static final List<IpAddress> V6 = BOTH.subList(1, 2);
  private static final Terms ALWAYS = Terms.USUAL.proxying(Proxying.ALWAYS);
  private static final Terms NEVER = Terms.USUAL.proxying(Proxying.NONE);

  private final PortOwner owner = new PortOwner("web");
  private TestHost host;
  private HostPorts ports;

  @BeforeEach
  void open() throws IOException {
    host = TestHost.create();
    host.ip("addr add 2001:db8::1/128 dev lo nodad", "addr add 2001:db8::2/128 dev lo nodad");
    ports = new HostPorts(host.thread(), host.namespace());
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Nested
  class WhatAProxyServes {

    /// A row is a request, the endpoint's families, and for each way `host > container`, with `=`
    /// where the kernel translates, and what the proxy gets.
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            8080:80            | 46 | 0.0.0.0 = 172.20.1.2, :: = fd00:1::2     | ::1
            8080:80            | 4  | 0.0.0.0 = 172.20.1.2, :: > 172.20.1.2    | ::
            8080:80            | 6  | 0.0.0.0 > fd00:1::2, :: = fd00:1::2      | 0.0.0.0, ::1
            [::1]:8080:80      | 46 | ::1 > fd00:1::2                          | ::1
            [::1]:8080:80      | 4  | ::1 > 172.20.1.2                         | ::1
            127.0.0.1:8080:80  | 46 | 127.0.0.1 = 172.20.1.2                   | ''
            127.0.0.1:8080:80  | 6  | 127.0.0.1 > fd00:1::2                    | 127.0.0.1
            [::]:8080:80       | 46 | :: = fd00:1::2                           | ::1
            [2001:db8::1]:8080:80 | 46 | 2001:db8::1 = fd00:1::2               | ''
            [2001:db8::1]:8080:80 | 4  | 2001:db8::1 > 172.20.1.2              | 2001:db8::1
            """)
    void isWhatTheKernelTranslatesNotOrNotEverywhere(
        String request, String families, String ways, String proxied) {
      for (String protocol : List.of("/tcp", "/udp")) {
        try (Leased leased = lease(Terms.USUAL, own(families), request + protocol)) {
          assertThat(leased.parts().stream().map(ProxiedPortsTest::way).toList())
              .containsExactly(ways.split(", "));
          assertThat(String.join(", ", proxiedAt(leased))).isEqualTo(proxied);
        }
      }
    }

    @Test
    void isEverythingWhereThatIsAskedFor() {
      try (Leased leased = lease(ALWAYS, BOTH, "8080:80", "127.0.0.1:9090:80")) {
        assertThat(leased.parts()).noneMatch(PortLease::translated).hasSize(3);
        assertThat(proxiedAt(leased)).containsExactly("0.0.0.0", "::", "127.0.0.1");
      }
    }

    @Test
    void isNothingWithoutAProxy() {
      try (Leased leased = lease(NEVER, BOTH, "8080:80");
          Leased four = lease(NEVER, V4, "9090:80")) {
        assertThat(proxiedAt(leased)).isEmpty();
        assertThat(four.parts()).hasSize(1).allMatch(PortLease::translated);
      }
      for (String request : List.of("[::1]:8080:80", "[2001:db8::1]:8080:80", "[::]:8080:80")) {
        assertThatThrownBy(() -> lease(NEVER, V4, request))
            .isInstanceOf(NetworkException.InvalidParameter.class)
            .hasMessageContaining("only a proxy could serve it, and the network has none");
      }
      assertThat(ports.book().size()).isZero();
    }

    @Test
    void isNotSctp() {
      assertThatThrownBy(() -> lease(Terms.USUAL, BOTH, "[::1]:8080:80/sctp"))
          .isInstanceOf(NetworkException.NotImplemented.class)
          .hasMessageContaining("[::1]:8080:80/sctp")
          .hasMessageContaining("only a proxy could serve it, and there is none for sctp");
      assertThat(ports.book().size()).isZero();
    }

    @Test
    void isInTheSameFamilyOnlyWhatTheEndpointIsAskedToPublishThere() {
      Terms four = Terms.USUAL.in(Set.of(IpFamily.V4));
      try (Leased leased = lease(four, V4, "8080:80")) {
        assertThat(leased.parts()).hasSize(1);
        Leased further =
            Leased.of(ports.extend(owner, leased.parts(), V4, Terms.USUAL.in(Set.of(IpFamily.V6))));
        assertThat(proxiedAt(further)).containsExactly("::");
        further.close();
      }
    }
  }

  @Nested
  class Ranges {

    @Test
    void haveASocketForEachPort() {
      try (Leased leased = lease(Terms.USUAL, BOTH, "[::1]:8000-8010:8000-8010")) {
        assertThat(leased.held()).isEqualTo(11);
        List<PortBinding> single =
            leased.parts().getFirst().proxied().stream().map(ProxiedPort::binding).toList();
        assertThat(single).hasSize(11).noneMatch(PortBinding::range);
        assertThat(single.get(3).hostPort().number()).isEqualTo(8003);
        assertThat(single.get(3).containerPort().number()).isEqualTo(8003);
      }
    }

    @Test
    void keepTheirOrderWhereTheyAreShifted() {
      try (Leased leased = lease(Terms.USUAL, BOTH, "9000-9002:8000-8002")) {
        PortLease six = leased.parts().getLast();
        assertThat(six.proxied().stream().map(ProxiedPort::binding))
            .extracting(it -> it.hostPort() + " > " + it.containerPort())
            .containsExactly("9000 > 8000", "9001 > 8001", "9002 > 8002");
      }
    }

    @Test
    void beyondTheBoundAreLeftToTheKernelWhereItCanTranslate() {
      try (Leased leased = lease(Terms.USUAL.holding(10), BOTH, "8000-8010:8000-8010")) {
        assertThat(leased.parts()).hasSize(2).allMatch(PortLease::translated);
        assertThat(proxiedAt(leased)).isEmpty();
      }
      try (Leased leased = lease(Terms.USUAL.holding(10), V4, "8000-8010:8000-8010")) {
        assertThat(leased.parts()).hasSize(1).allMatch(PortLease::translated);
      }
      assertThat(ports.book().size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"[::1]:8000-8010:8000-8010", "[::1]:9000-9010:8000-8010", "[::1]::8000-8010"})
    void beyondTheBoundAreRefusedWhereItCannot(String request) {
      assertThatThrownBy(() -> lease(Terms.USUAL.holding(10), BOTH, "8080:80", request))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("at host address ::1")
          .hasMessageContaining("an endpoint may hold 10 in each family");
      assertThat(ports.book().size()).isZero();
      assertThat(owner.held(IpFamily.V6)).isZero();
      assertThatThrownBy(() -> lease(ALWAYS.holding(10), BOTH, "8000-8010:8000-8010"))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("11 ports");
    }
  }

  @Nested
  class HeldPorts {

    @ParameterizedTest
    @ValueSource(strings = {"::", "::1", "2001:db8::2"})
    void areNobodyElses(String address) throws IOException {
      for (String protocol : List.of("tcp", "udp")) {
        try (Leased leased = lease(Terms.USUAL, BOTH, "8080:80/" + protocol)) {
          assertThat(leased.held()).isEqualTo(2);
          assertThatThrownBy(() -> bind(protocol, address, 8080)).isInstanceOf(BindException.class);
        }
        bind(protocol, address, 8080).close();
      }
    }

    @Test
    void ofTheProxyAreNamedWithTheirHolderWhereTheyAreBusy() throws IOException {
      try (AutoCloseable _ = bind("tcp", "::1", 8080)) {
        String holder = "is taken by java (process " + ProcessHandle.current().pid() + ")";
        assertThatThrownBy(() -> lease(Terms.USUAL, BOTH, "9090:80", "[::1]:8080:80"))
            .isInstanceOf(NetworkException.Conflict.class)
            .hasMessageContaining("port 8080/tcp at ::1 " + holder);
        assertThatThrownBy(() -> lease(Terms.USUAL, BOTH, "8080:80"))
            .isInstanceOf(NetworkException.Conflict.class)
            .hasMessageContaining("port 8080/tcp at :: " + holder);
        assertThatThrownBy(() -> lease(Terms.USUAL, V4, "8080:80"))
            .isInstanceOf(NetworkException.Conflict.class)
            .hasMessageContaining(holder);
      } catch (IOException failure) {
        throw failure;
      } catch (Exception failure) {
        throw new IllegalStateException(failure);
      }
      assertThat(ports.book().size()).isZero();
      bind("tcp", "::", 9090).close();
    }

    /// In each order, because the kernel remembers by whom the port was used.
    @Test
    void areHadAtOnceThoughTheKernelRemembersConnections() throws IOException {
      for (Terms first : List.of(ALWAYS, Terms.USUAL, NEVER)) {
        for (Terms second : List.of(ALWAYS, Terms.USUAL, NEVER)) {
          try (Leased leased = lease(first, BOTH, "8080:80")) {
            assertThat(leased.held()).isEqualTo(2);
          }
          leaveTimeWait("::1");
          leaveTimeWait("127.0.0.1");
          try (Leased leased = lease(second, BOTH, "8080:80")) {
            assertThat(leased.held()).isEqualTo(2);
            assertThatThrownBy(() -> bind("tcp", "::", 8080)).isInstanceOf(BindException.class);
          }
        }
      }
    }
  }

  /// Leaves a connection that its server has closed first.
  private void leaveTimeWait(String address) throws IOException {
    try (ServerSocketChannel server = (ServerSocketChannel) bind("tcp", address, 8080)) {
      SocketChannel client =
          host.thread()
              .call(host.namespace(), () -> SocketChannel.open(family(IpAddress.parse(address))));
      client.connect(server.getLocalAddress());
      server.accept().close();
      assertThat(client.socket().getInputStream().read()).isEqualTo(-1);
      client.close();
    }
  }

  private Channel bind(String protocol, String address, int port) throws IOException {
    IpAddress at = IpAddress.parse(address);
    InetSocketAddress place = new InetSocketAddress(at.toInetAddress(), port);
    if (protocol.equals("udp")) {
      DatagramChannel channel =
          host.thread().call(host.namespace(), () -> DatagramChannel.open(family(at)));
      return bound(
          channel, () -> channel.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(place));
    }
    ServerSocketChannel channel =
        host.thread().call(host.namespace(), () -> ServerSocketChannel.open(family(at)));
    return bound(channel, () -> channel.bind(place));
  }

  /// Something that binds a channel.
  private interface Binding {
    void bind() throws IOException;
  }

  private static Channel bound(Channel channel, Binding binding) throws IOException {
    try {
      binding.bind();
      return channel;
    } catch (IOException refused) {
      channel.close();
      throw refused;
    }
  }

  private static ProtocolFamily family(IpAddress address) {
    return address.family() == IpFamily.V4
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  private static List<IpAddress> own(String families) {
    return switch (families) {
      case "4" -> V4;
      case "6" -> V6;
      default -> BOTH;
    };
  }

  private static String way(PortLease lease) {
    PortBinding binding = lease.bindings().getFirst();
    return "%s %s %s"
        .formatted(
            binding.hostAddress(), lease.translated() ? "=" : ">", binding.containerAddress());
  }

  private static List<String> proxiedAt(Leased leased) {
    return leased.parts().stream()
        .flatMap(part -> part.proxied().stream().map(ProxiedPort::binding))
        .map(binding -> binding.hostAddress().toString())
        .distinct()
        .toList();
  }

  private Leased lease(Terms terms, List<IpAddress> addresses, String... requests) {
    List<PublishedPort> all = new ArrayList<>();
    for (String request : requests) {
      all.add(PublishedPort.parse(request));
    }
    return Leased.of(ports.lease(owner, all, addresses, terms));
  }
}
