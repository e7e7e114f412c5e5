package io.libnetwork.drivers.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.TestHost;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.conntrack.Conntrack;
import io.libnetwork.linux.conntrack.Flow;
import io.libnetwork.linux.conntrack.FlowFilter;
import io.libnetwork.linux.conntrack.FlowTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// With datagrams from the host to ports of its own, some of which are translated.
@Timeout(60)
class FlowPurgeTest {

  private static final IpAddress HOST = IpAddress.parse("192.0.2.1");
  private static final IpAddress HOST_V6 = IpAddress.parse("2001:db8::1");

  private TestHost host;
  private Conntrack conntrack;
  private FlowPurge purge;

  @BeforeEach
  void open() throws IOException {
    host = TestHost.create();
    host.ip(
        "addr add 192.0.2.1/32 dev lo",
        "addr add 192.0.2.99/32 dev lo",
        "addr add 10.1.0.2/32 dev lo",
        "addr add 10.1.0.3/32 dev lo",
        "addr add 2001:db8::1/128 dev lo nodad",
        "addr add fd00::2/128 dev lo nodad",
        "addr add fd00::3/128 dev lo nodad");
    host.nft("add table inet t");
    host.nft("add chain inet t o { type nat hook output priority -100; }");
    translate(80, 2);
    translate(81, 3);
    conntrack = Conntrack.open(host.thread(), host.namespace());
    purge = purgeWith(() -> Conntrack.open(host.thread(), host.namespace()));
  }

  @AfterEach
  void close() {
    if (host != null) {
      purge.close();
      conntrack.close();
      host.close();
    }
  }

  @Nested
  class AddressesThatAreGivenUp {

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void takeWhatWasSentOnToThemAndNothingElse(IpFamily family) throws Exception {
      sendToAllPorts();
      await(purge.addresses(List.of(container(family, 2))));
      assertThat(gone()).containsExactly(family + " 80");
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void takeWhatTheyBegan(IpFamily family) throws Exception {
      sendToAllPorts();
      send(container(family, 3), host(family), 82);
      assertThat(conntrack.count()).isEqualTo(7);
      await(purge.addresses(List.of(container(family, 3))));
      assertThat(gone()).containsExactly(family + " 81");
      assertThat(conntrack.count()).isEqualTo(5);
    }

    @Test
    void ofBothFamiliesGoTogether() throws Exception {
      sendToAllPorts();
      await(purge.addresses(List.of(container(IpFamily.V4, 2), container(IpFamily.V6, 2))));
      assertThat(gone()).containsExactly("IPv4 80", "IPv6 80");
    }
  }

  @Nested
  class PortsThatAreWithdrawn {

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void takeWhatTheyTranslatedAndNothingElse(IpFamily family) throws Exception {
      sendToAllPorts();
      await(purge.withdrawn(List.of(published(Protocol.UDP, any(family), 80, family, 2))));
      assertThat(gone()).containsExactly(family + " 80");
    }

    @Test
    void takeNothingThatLedToAnotherContainerOrCameByAnotherPort() throws Exception {
      sendToAllPorts();
      await(
          purge.withdrawn(
              List.of(
                  published(Protocol.UDP, any(IpFamily.V4), 80, IpFamily.V4, 3),
                  published(Protocol.UDP, any(IpFamily.V4), 82, IpFamily.V4, 2),
                  published(Protocol.TCP, any(IpFamily.V4), 80, IpFamily.V4, 2),
                  published(Protocol.UDP, IpAddress.parse("192.0.2.99"), 80, IpFamily.V4, 2))));
      assertThat(gone()).isEmpty();
    }
  }

  @Nested
  class PortsThatArePublished {

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void takeWhoReachedTheHostItselfBefore(IpFamily family) throws Exception {
      sendToAllPorts();
      await(purge.published(List.of(published(Protocol.UDP, any(family), 82, family, 2))));
      assertThat(gone()).containsExactly(family + " 82");
    }

    @ParameterizedTest
    @EnumSource(IpFamily.class)
    void takeWhoWasLedToAnother(IpFamily family) throws Exception {
      sendToAllPorts();
      await(purge.published(List.of(published(Protocol.UDP, host(family), 80, family, 3))));
      assertThat(gone()).containsExactly(family + " 80");
    }

    @Test
    void leaveWhoIsLedThereAlready() throws Exception {
      sendToAllPorts();
      await(
          purge.published(List.of(published(Protocol.UDP, any(IpFamily.V4), 80, IpFamily.V4, 2))));
      assertThat(gone()).isEmpty();
    }

    /// To the same port of another machine: no business of a port that is published here.
    @Test
    void leaveWhatOnlyHasTheSameNumber() throws Exception {
      host.ip("link add d0 type veth peer name d1", "link set d0 up", "link set d1 up");
      host.ip("addr add 198.51.100.1/24 dev d0");
      host.ip("neigh add 198.51.100.7 lladdr 02:00:00:00:00:07 dev d0");
      send(IpAddress.parse("198.51.100.1"), IpAddress.parse("198.51.100.7"), 82);
      send(HOST, HOST, 82);
      assertThat(conntrack.count()).isEqualTo(2);
      await(
          purge.published(List.of(published(Protocol.UDP, any(IpFamily.V4), 82, IpFamily.V4, 2))));
      assertThat(conntrack.list(FlowFilter.of(IpFamily.V4)))
          .singleElement()
          .extracting(flow -> flow.original().destination())
          .isEqualTo(IpAddress.parse("198.51.100.7"));
    }

    @Test
    void leaveWhatIsForAnotherAddressOfTheHost() throws Exception {
      sendToAllPorts();
      IpAddress other = IpAddress.parse("192.0.2.99");
      await(purge.published(List.of(published(Protocol.UDP, other, 82, IpFamily.V4, 2))));
      assertThat(gone()).isEmpty();
    }
  }

  @Nested
  class Rounds {

    @Test
    void thatAreAskedForWhileOneRunsGoTogether() throws Exception {
      CountDownLatch opened = new CountDownLatch(1);
      AtomicInteger opens = new AtomicInteger();
      FlowPurge slow =
          purgeWith(() -> {
            opens.incrementAndGet();
            awaitLatch(opened);
            return Conntrack.open(host.thread(), host.namespace());
          });
      sendToAllPorts();
      CompletableFuture<Void> first = slow.addresses(List.of(container(IpFamily.V4, 2)));
      waitUntilBegun(opens);
      List<CompletableFuture<Void>> later = new ArrayList<>();
      for (int request = 0; request < 50; request++) {
        later.add(slow.addresses(List.of(container(IpFamily.V6, 2 + request % 2))));
      }
      assertThat(Set.copyOf(later)).hasSize(1).doesNotContain(first);
      assertThat(first).isNotDone();
      opened.countDown();
      await(first);
      await(later.getFirst());
      assertThat(gone()).containsExactly("IPv4 80", "IPv6 80", "IPv6 81");
      assertThat(opens).hasValue(1);
      slow.close();
    }

    @Test
    void thatFailKeepNobody() throws Exception {
      FlowPurge failing =
          purgeWith(() -> {
            throw new SystemCallException("socket", "netlink", Errno.EPROTONOSUPPORT);
          });
      await(failing.addresses(List.of(HOST)));
      failing.close();
    }

    @Test
    void ofNothingAreDoneAtOnce() {
      assertThat(purge.addresses(List.of())).isDone();
      assertThat(purge.withdrawn(List.of())).isDone();
      assertThat(
              purge.published(
                  List.of(published(Protocol.TCP, any(IpFamily.V4), 80, IpFamily.V4, 2))))
          .isDone();
    }

    @Test
    void areFinishedByClosingAndNotBegunAfterIt() throws Exception {
      sendToAllPorts();
      CompletableFuture<Void> asked = purge.addresses(List.of(container(IpFamily.V4, 2)));
      purge.close();
      assertThat(asked).isDone();
      assertThat(gone()).containsExactly("IPv4 80");
      assertThat(purge.addresses(List.of(container(IpFamily.V4, 3)))).isDone();
      assertThat(gone()).containsExactly("IPv4 80");
    }

    private void waitUntilBegun(AtomicInteger opens) {
      while (opens.get() == 0) {
        Thread.onSpinWait();
      }
    }

    private void awaitLatch(CountDownLatch latch) {
      try {
        assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private FlowPurge purgeWith(Supplier<Conntrack> opener) {
    return new FlowPurge(opener, address -> address.equals(HOST) || address.equals(HOST_V6));
  }

  private void translate(int port, int to) throws IOException {
    host.nft(
        "add rule inet t o ip daddr 192.0.2.1 udp dport %d dnat ip to 10.1.0.%d:8080"
            .formatted(port, to));
    host.nft(
        "add rule inet t o ip6 daddr 2001:db8::1 udp dport %d dnat ip6 to [fd00::%d]:8080"
            .formatted(port, to));
  }

  /// Ports 80 and 81 lead to containers 2 and 3, 82 to the host itself. On a busy machine not every
  /// first datagram of a new namespace is tracked.
  private void sendToAllPorts() throws IOException {
    Set<String> missing = gone();
    for (int attempt = 0; attempt < 100 && !missing.isEmpty(); attempt++) {
      for (IpFamily family : IpFamily.values()) {
        for (int port = 80; port <= 82; port++) {
          if (missing.contains(family + " " + port)) {
            send(host(family), host(family), port);
          }
        }
      }
      missing = gone();
    }
    assertThat(missing).as("not tracked by the kernel").isEmpty();
  }

  private void send(IpAddress from, IpAddress to, int port) throws IOException {
    StandardProtocolFamily family =
        from.family() == IpFamily.V4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    try (DatagramChannel channel =
        host.thread().call(host.namespace(), () -> DatagramChannel.open(family))) {
      channel.bind(new InetSocketAddress(from.toInetAddress(), 0));
      channel.send(
          ByteBuffer.wrap(new byte[] {'?'}), new InetSocketAddress(to.toInetAddress(), port));
    }
  }

  private Set<String> gone() {
    Set<String> gone = new TreeSet<>();
    for (IpFamily family : IpFamily.values()) {
      List<Integer> left =
          conntrack.list(FlowFilter.of(family)).stream().map(FlowPurgeTest::port).toList();
      for (int port = 80; port <= 82; port++) {
        if (!left.contains(port)) {
          gone.add(family + " " + port);
        }
      }
    }
    return gone;
  }

  private static int port(Flow flow) {
    return flow.original().transport() instanceof FlowTransport.Ports ports
        ? ports.destination()
        : 0;
  }

  private static PortBinding published(
      Protocol protocol, IpAddress host, int port, IpFamily family, int container) {
    return PortBinding.of(
        protocol, container(family, container), new Port(8080), host, new Port(port));
  }

  private static IpAddress any(IpFamily family) {
    return family == IpFamily.V4 ? Ipv4Address.UNSPECIFIED : Ipv6Address.UNSPECIFIED;
  }

  private static IpAddress host(IpFamily family) {
    return family == IpFamily.V4 ? HOST : HOST_V6;
  }

  private static IpAddress container(IpFamily family, int number) {
    return IpAddress.parse(family == IpFamily.V4 ? "10.1.0." + number : "fd00::" + number);
  }

  private static void await(CompletableFuture<Void> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    future.get(30, TimeUnit.SECONDS);
  }
}
