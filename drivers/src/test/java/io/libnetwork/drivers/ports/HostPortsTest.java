package io.libnetwork.drivers.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.TestHost;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HostPortsTest {

  private static final List<IpAddress> BOTH =
      List.of(IpAddress.parse("172.20.1.2"), IpAddress.parse("fd00:1::2"));
  private static final List<IpAddress> V4 = BOTH.subList(0, 1);
  private static final List<IpAddress> V6 = BOTH.subList(1, 2);

  private static final Terms WITHOUT_PROXY = Terms.USUAL.proxying(Proxying.NONE);

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
  class NamedPort {

    @Test
    void isGivenAtEveryAddressOfBothFamilies() {
      try (Leased lease = lease("web", BOTH, tcp(80, 8080))) {
        assertThat(lease.bindings())
            .containsExactly(
                binding(BOTH.get(0), 80, "0.0.0.0", 8080), binding(BOTH.get(1), 80, "::", 8080));
      }
    }

    @Test
    void isRefusedWhereAnotherEndpointHasIt() {
      try (Leased web = lease("web", V4, tcp(80, 8080))) {
        assertThat(web.bindings()).hasSize(1);
        assertConflict("endpoint \"web\"", V4, tcp(80, 8080));
        assertConflict(
            "endpoint \"web\" (port 8080/tcp at 0.0.0.0)", V4, at("127.0.0.1", 80, 8080));
      }
      try (Leased web = lease("web", V4, at("127.0.0.1", 80, 8080))) {
        assertThat(web.bindings()).hasSize(1);
        assertConflict("endpoint \"web\" (port 8080/tcp at 127.0.0.1)", V4, tcp(80, 8080));
      }
    }

    @Test
    void isGivenWhereOnlyAnotherAddressFamilyOrProtocolHasIt() {
      PublishedPort udp = PublishedPort.of(Protocol.UDP, 80, 8080);
      try (Leased one = lease("one", V4, at("127.0.0.1", 80, 8080));
          Leased two = lease("two", V4, at("127.0.0.2", 80, 8080));
          Leased three = lease("three", V6, tcp(80, 8080));
          Leased four = lease("four", BOTH, udp)) {
        assertThat(List.of(one, two, three)).allMatch(lease -> lease.bindings().size() == 1);
        assertThat(four.bindings()).hasSize(2);
      }
    }

    @Test
    void isRefusedWhereAProcessHasIt() throws IOException {
      try (ServerSocket listener = listen(8080)) {
        assertThat(listener.isBound()).isTrue();
        String holder = "java (process " + ProcessHandle.current().pid() + ")";
        assertConflict("8080/tcp at 0.0.0.0 is taken by " + holder, V4, tcp(80, 8080));
        assertConflict("8080/tcp at 127.0.0.1 is taken", V4, at("127.0.0.1", 80, 8080));
      }
      lease("web", V4, tcp(80, 8080)).close();
    }

    @Test
    void isRefusedTwiceInOneRequest() {
      assertConflict("endpoint \"new\"", V4, tcp(80, 8080), tcp(81, 8080));
      lease("web", V4, tcp(80, 8080)).close();
    }

    @Test
    void isRefusedAtAnAddressThatIsNotTheHosts() {
      assertThatThrownBy(() -> lease("web", V4, at("203.0.113.9", 80, 8080)))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("203.0.113.9");
      assertThatThrownBy(() -> lease("web", V4, at("224.0.0.1", 80, 8080)))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("unicast");
    }

    @Test
    void isRefusedWhereTheKernelCouldTranslateNothing() {
      assertThatThrownBy(() -> lease("web", BOTH, at("::1", 80, 8080)))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("::1")
          .hasMessageContaining("only a proxy");
      assertThatThrownBy(() -> lease("web", V4, at("::", 80, 8080)))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining(":: for 172.20.1.2")
          .hasMessageContaining("only a proxy");
    }
  }

  @Nested
  class FreePort {

    @Test
    void isOneOfTheKernelsRangeAndTheSameForBothFamilies() throws IOException {
      range("40000 40003");
      reserve("40000,40002-40003");
      try (Leased lease = lease("web", BOTH, tcp(80))) {
        assertThat(lease.bindings())
            .containsExactly(
                binding(BOTH.get(0), 80, "0.0.0.0", 40001), binding(BOTH.get(1), 80, "::", 40001));
      }
    }

    @Test
    void isAnotherForBothFamiliesWhereOneIsTaken() throws IOException {
      range("40000 40001");
      try (Leased taken = lease("six", V6, tcp(80, 40000));
          Leased lease = lease("web", BOTH, tcp(80))) {
        assertThat(taken.bindings()).hasSize(1);
        assertThat(lease.bindings()).allMatch(it -> it.hostPort().number() == 40001).hasSize(2);
      }
    }

    @Test
    void isNotTheOneOfAProcess() throws IOException {
      range("40000 40001");
      try (ServerSocket listener = listen(40000);
          Leased lease = lease("web", V4, tcp(80))) {
        assertThat(listener.isBound()).isTrue();
        assertThat(lease.bindings()).allMatch(it -> it.hostPort().number() == 40001).hasSize(1);
      }
    }

    @Test
    void isNotTheOneGivenBackLast() throws IOException {
      range("40000 40002");
      List<Integer> given = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        try (Leased lease = lease("web", V4, tcp(80))) {
          given.add(lease.bindings().getFirst().hostPort().number());
        }
      }
      assertThat(given).containsExactly(40000, 40001, 40002, 40000);
    }

    @Test
    void isNeverOneThatTheSameRequestNames() throws IOException {
      range("40000 40001");
      try (Leased lease = lease("web", V4, tcp(80), tcp(81, 40000))) {
        assertThat(lease.bindings().stream().map(it -> it.hostPort().number()))
            .containsExactly(40001, 40000);
      }
    }

    @Test
    void isRefusedWhenAllAreTakenAndNothingStays() throws IOException {
      range("40000 40002");
      long before = sockets();
      assertThatThrownBy(() -> lease("web", BOTH, tcp(80), tcp(81), tcp(82), tcp(83)))
          .isInstanceOf(NetworkException.Unavailable.class)
          .hasMessageContaining("40000-40002");
      assertThat(sockets()).isLessThanOrEqualTo(before);
      try (Leased lease = lease("web", BOTH, tcp(80), tcp(81), tcp(82))) {
        assertThat(lease.bindings()).hasSize(6);
      }
    }

    @Test
    void isNobodyElsesHoweverManyAskAtOnce() throws Exception {
      int threads = 8;
      int each = 25;
      List<Future<List<Leased>>> waiting = new ArrayList<>();
      try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
        for (int i = 0; i < threads; i++) {
          String name = "endpoint" + i;
          waiting.add(pool.submit(() -> leases(name, each)));
        }
      }
      List<Leased> leases = all(waiting);
      List<Integer> given =
          leases.stream()
              .map(it -> it.bindings().getFirst())
              .map(it -> it.hostPort().number())
              .toList();
      assertThat(given).hasSize(threads * each).doesNotHaveDuplicates();
      leases.forEach(Leased::close);
    }

    private List<Leased> leases(String endpoint, int count) {
      List<Leased> leases = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        leases.add(lease(endpoint, BOTH, tcp(80)));
      }
      return leases;
    }

    private List<Leased> all(List<Future<List<Leased>>> waiting)
        throws InterruptedException, ExecutionException {
      List<Leased> leases = new ArrayList<>();
      for (Future<List<Leased>> each : waiting) {
        leases.addAll(each.get());
      }
      return leases;
    }
  }

  @Nested
  class Lease {

    @Test
    void isAllOrNothing() throws IOException {
      long before = sockets();
      try (ServerSocket listener = listen(8082)) {
        assertThat(listener.isBound()).isTrue();
        assertConflict("8082", BOTH, tcp(80, 8080), tcp(81, 8081), tcp(82, 8082), tcp(83));
      }
      assertThat(sockets()).isLessThanOrEqualTo(before);
      lease("web", BOTH, tcp(80, 8080), tcp(81, 8081), tcp(82, 8082)).close();
      assertThat(sockets()).isLessThanOrEqualTo(before);
    }

    @Test
    void keepsItsPortFromEveryOtherProcessUntilItIsClosed() throws IOException {
      Leased lease = lease("web", BOTH, tcp(80, 8080));
      assertThatThrownBy(() -> listen(8080)).hasRootCauseInstanceOf(BindException.class);
      lease.close();
      lease.close();
      listen(8080).close();
    }

    @Test
    void closedTwiceGivesBackOnce() {
      Leased first = lease("web", V4, tcp(80, 8080));
      first.close();
      try (Leased second = lease("other", V4, tcp(80, 8080))) {
        first.close();
        assertThat(second.bindings()).hasSize(1);
        assertConflict("endpoint \"other\"", V4, tcp(80, 8080));
      }
    }

    @Test
    void ofNothingIsEmpty() {
      try (Leased lease = lease("web", List.of())) {
        assertThat(lease.bindings()).isEmpty();
      }
    }
  }

  private Leased lease(String endpoint, List<IpAddress> addresses, PublishedPort... requests) {
    return Leased.of(
        ports.lease(new PortOwner(endpoint), List.of(requests), addresses, WITHOUT_PROXY));
  }

  private void assertConflict(
      String expected, List<IpAddress> addresses, PublishedPort... requests) {
    assertThatThrownBy(() -> lease("new", addresses, requests))
        .isInstanceOf(NetworkException.Conflict.class)
        .hasMessageContaining(expected);
  }

  private static PublishedPort tcp(int containerPort, int hostPort) {
    return PublishedPort.of(Protocol.TCP, containerPort, hostPort);
  }

  private static PublishedPort tcp(int containerPort) {
    return PublishedPort.of(Protocol.TCP, containerPort);
  }

  private static PublishedPort at(String address, int containerPort, int hostPort) {
    return PublishedPort.of(Protocol.TCP, containerPort, hostPort).at(IpAddress.parse(address));
  }

  private static PortBinding binding(
      IpAddress container, int containerPort, String address, int hostPort) {
    return PortBinding.of(
        Protocol.TCP,
        container,
        new Port(containerPort),
        IpAddress.parse(address),
        new Port(hostPort));
  }

  /// A listener of the JDK's, which sets `SO_REUSEADDR`, in the host's namespace.
  private ServerSocket listen(int port) {
    InetAddress everywhere = IpAddress.parse("0.0.0.0").toInetAddress();
    return host.thread().call(host.namespace(), () -> new ServerSocket(port, 1, everywhere));
  }

  private void range(String ends) throws IOException {
    host.sysctl("net/ipv4/ip_local_port_range", ends);
  }

  private void reserve(String ranges) throws IOException {
    host.sysctl("net/ipv4/ip_local_reserved_ports", ranges);
  }

  /// The process's sockets. Fewer is no fault: what an earlier test left to the garbage collector
  /// is closed at any time.
  private static long sockets() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.filter(HostPortsTest::leadsToSocket).count();
    }
  }

  private static boolean leadsToSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }
}
