package io.libnetwork.drivers.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.TestHost;
import io.libnetwork.linux.BoundSocket;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ManyPortsTest {

  private static final List<IpAddress> BOTH =
      List.of(IpAddress.parse("172.20.1.2"), IpAddress.parse("fd00:1::2"));

  private final PortOwner owner = new PortOwner("web");
  private TestHost host;
  private HostPorts ports;

  @BeforeEach
  void open() throws IOException {
    host = TestHost.create();
    ports = new HostPorts(host.thread(), host.namespace());
  }

  @AfterEach
  void close() {
    host.close();
  }

  @Nested
  class Thousands {

    @Test
    void areHeldUpToALimitAndCheckedBeyond() {
      List<PublishedPort> requests = numbered(20_000, 3_000);
      try (Leased leased = lease(requests)) {
        assertThat(leased.bindings()).hasSize(6_000);
        assertThat(leased.held()).isEqualTo(2 * Terms.USUALLY_HELD);
        assertThatThrownBy(() -> listen(20_000)).hasRootCauseInstanceOf(BindException.class);
        assertConflict("port 22999/tcp at 0.0.0.0 is taken", "22999:80");
      }
      assertThat(ports.book().size()).isZero();
      lease(requests).close();
    }

    @Test
    void areRefusedWholeWhereAProcessHasOneThatWouldNotBeHeld() throws Exception {
      try (ServerSocket listener = listen(22_999)) {
        assertThat(listener.isBound()).isTrue();
        assertThatThrownBy(() -> lease(numbered(20_000, 3_000)))
            .isInstanceOf(NetworkException.Conflict.class)
            .hasMessageContaining("port 22999/tcp at 0.0.0.0 is taken by java (process");
      }
      assertThat(ports.book().size()).isZero();
      assertThat(owner.held(BOTH.getFirst().family())).isZero();
      listen(20_000).close();
    }

    /// Which not every kernel tells of.
    @Test
    void areRefusedWholeWhereASocketIsBoundToOneAndDoesNotListen() {
      try (BoundSocket _ = hold(22_999)) {
        assertThatThrownBy(() -> lease(numbered(20_000, 3_000)))
            .isInstanceOf(NetworkException.Conflict.class)
            .hasMessageContaining("port 22999/tcp at 0.0.0.0 is taken");
      }
      assertThat(ports.book().size()).isZero();
      lease(numbered(20_000, 3_000)).close();
    }

    @Test
    void areRefusedAtAnAddressThatIsNotTheHostsThoughNothingIsHeld() {
      Terms none = Terms.USUAL.holding(0);
      List<PublishedPort> requests = List.of(PublishedPort.parse("203.0.113.9:80:80"));
      assertThatThrownBy(() -> ports.lease(owner, requests, BOTH, none))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("203.0.113.9");
      assertThat(ports.book().size()).isZero();
    }

    @Test
    void areChosenEachAnother() {
      List<PublishedPort> requests =
          Stream.generate(() -> PublishedPort.of(Protocol.UDP, 53)).limit(2_000).toList();
      try (Leased leased = lease(requests)) {
        assertThat(leased.hostPorts()).hasSize(2_000);
        assertThat(leased.bindings()).hasSize(4_000);
      }
    }

    @Test
    void countForTheirEndpointAcrossLeases() {
      try (Leased first = lease(numbered(20_000, 1_000));
          Leased second = lease(numbered(30_000, 100))) {
        assertThat(first.held()).isEqualTo(2_000);
        assertThat(second.held()).isEqualTo(48);
      }
      try (Leased third = lease(numbered(30_000, 100))) {
        assertThat(third.held()).isEqualTo(200);
      }
    }
  }

  @Nested
  class Ranges {

    @Test
    void areOneEntryAndOneBindingWhereTheyKeepTheirNumbers() {
      try (Leased leased = lease(PublishedPort.parse("1024-61023:1024-61023"))) {
        assertThat(ports.book().size()).isEqualTo(2);
        assertThat(leased.bindings())
            .hasSize(2)
            .allMatch(binding -> binding.hostPorts().size() == 60_000);
        assertThat(leased.held()).isZero();
        assertConflict("(port 1024-61023/tcp at ::)", "[::]:61023:80");
      }
      assertThat(ports.book().size()).isZero();
    }

    @Test
    void areOneEntryAndABindingForEachPortWhereTheyAreShifted() {
      try (Leased leased = lease(PublishedPort.parse("9000-9009:8000-8009"))) {
        assertThat(ports.book().size()).isEqualTo(2);
        assertThat(leased.bindings()).hasSize(20);
        assertThat(leased.held()).isEqualTo(20);
        assertThat(leased.bindings().get(9).hostPort().number()).isEqualTo(9009);
        assertThat(leased.bindings().get(9).containerPort().number()).isEqualTo(8009);
      }
    }

    @Test
    void ofContainerPortsGetAFreePortEach() {
      try (Leased leased = lease(PublishedPort.parse("8000-8009"))) {
        assertThat(leased.parts()).hasSize(2);
        assertThat(leased.hostPorts()).hasSize(10);
        assertThat(leased.parts()).allMatch(part -> part.bindings().size() == 10);
      }
    }

    @Test
    void areHeldPortByPort() throws Exception {
      try (Leased leased = lease(PublishedPort.parse("8000-8010:8000-8010"))) {
        assertThat(leased.held()).isEqualTo(22);
        assertThatThrownBy(() -> listen(8_010)).hasRootCauseInstanceOf(BindException.class);
      }
      listen(8_010).close();
    }
  }

  @Nested
  class PortsGivenBack {

    @Test
    void areNobodysUntilTheirFlowsAreForgotten() throws Exception {
      host.sysctl("net/ipv4/ip_local_port_range", "40000 40001");
      CompletableFuture<Boolean> forgotten = new CompletableFuture<>();
      Leased first = lease(PublishedPort.parse("80"));
      assertThat(first.hostPorts()).containsExactly("40000");
      CompletableFuture<Void> free = PortLease.closeAll(first.parts(), forgotten);
      assertThat(free).isNotDone();
      assertThatThrownBy(() -> listen(40_000)).hasRootCauseInstanceOf(BindException.class);
      try (Leased second = lease(PublishedPort.parse("80"))) {
        assertThat(second.hostPorts()).containsExactly("40001");
        assertThatThrownBy(() -> lease(PublishedPort.parse("80")))
            .isInstanceOf(NetworkException.Unavailable.class);
        forgotten.complete(true);
        lease(PublishedPort.parse("80")).close();
      }
      assertThat(ports.book().size()).isZero();
    }

    @Test
    void areWaitedForByWhoNamesThem() throws Exception {
      CompletableFuture<Boolean> forgotten = new CompletableFuture<>();
      Leased first = lease(PublishedPort.parse("8080:80"));
      CompletableFuture<Void> free = PortLease.closeAll(first.parts(), forgotten);
      assertThat(free).isNotDone();
      CompletableFuture<Leased> second =
          CompletableFuture.supplyAsync(() -> lease(PublishedPort.parse("8080:80")));
      assertThat(second).isNotDone();
      forgotten.completeExceptionally(new IllegalStateException("could not be purged"));
      try (Leased leased = second.get()) {
        assertThat(leased.held()).isEqualTo(2);
      }
      assertThat(ports.book().size()).isZero();
    }
  }

  @Nested
  class FurtherFamilies {

    @Test
    void getTheSamePort() {
      List<List<PortLease>> v4 =
          ports.lease(
              owner, List.of(PublishedPort.parse("80")), BOTH, Terms.USUAL.in(Set.of(IpFamily.V4)));
      Leased first = Leased.of(v4);
      try (Leased second =
          Leased.of(
              ports.extend(owner, first.parts(), BOTH, Terms.USUAL.in(Set.of(IpFamily.V6))))) {
        assertThat(second.hostPorts()).isEqualTo(first.hostPorts());
        assertThat(second.bindings().getFirst().hostAddress()).hasToString("::");
      } finally {
        first.close();
      }
      assertThat(ports.book().size()).isZero();
    }
  }

  @Nested
  class UsualAddresses {

    @Test
    void areWhereARequestIsPublishedThatNamesNone() {
      List<IpAddress> usual = List.of(IpAddress.parse("127.0.0.1"));
      List<PublishedPort> requests =
          List.of(PublishedPort.parse("8080:80"), PublishedPort.parse("127.0.0.2:8080:80"));
      try (Leased leased = Leased.of(ports.lease(owner, requests, BOTH, Terms.USUAL.at(usual)))) {
        assertThat(leased.bindings())
            .extracting(binding -> binding.hostAddress().toString())
            .containsExactly("127.0.0.1", "127.0.0.2");
      }
    }
  }

  private Leased lease(PublishedPort... requests) {
    return lease(List.of(requests));
  }

  private Leased lease(List<PublishedPort> requests) {
    return Leased.of(ports.lease(owner, requests, BOTH, Terms.USUAL));
  }

  private void assertConflict(String expected, String request) {
    assertThatThrownBy(() -> lease(PublishedPort.parse(request)))
        .isInstanceOf(NetworkException.Conflict.class)
        .hasMessageContaining(expected);
  }

  private static List<PublishedPort> numbered(int first, int count) {
    List<PublishedPort> requests = new ArrayList<>();
    for (int port = first; port < first + count; port++) {
      requests.add(PublishedPort.of(Protocol.TCP, 80, port));
    }
    return requests;
  }

  private BoundSocket hold(int port) {
    return BoundSocket.open(
        host.thread(), host.namespace(), Protocol.TCP, Ipv4Address.UNSPECIFIED, new Port(port));
  }

  private ServerSocket listen(int port) {
    InetAddress everywhere = IpAddress.parse("0.0.0.0").toInetAddress();
    return host.thread().call(host.namespace(), () -> new ServerSocket(port, 1, everywhere));
  }
}
