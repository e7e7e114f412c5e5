package io.libnetwork.linux.sockdiag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.BoundSocket;
import io.libnetwork.linux.TestNamespace;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.NetlinkFamily;
import io.libnetwork.linux.netlink.NetlinkSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SocketDiagnosisTest {

  private static final Ipv6Address ANY_V6 = new Ipv6Address(0, 0);
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  private TestNamespace namespace;
  private SocketDiagnosis diagnosis;

  @BeforeEach
  void open() {
    namespace = TestNamespace.open();
    namespace.run("ip", "link", "set", "lo", "up");
    diagnosis = SocketDiagnosis.open(TestNamespace.thread(), namespace.namespace());
  }

  @AfterEach
  void close() {
    if (namespace != null) {
      diagnosis.close();
      namespace.close();
    }
  }

  @Nested
  class BoundSockets {

    @Test
    void areNoneInAFreshNamespace() {
      assertThat(diagnosis.bound()).isEmpty();
    }

    @Test
    void areThoseThatListen() throws IOException {
      try (ServerSocketChannel _ = listen("127.0.0.1", 8080)) {
        assertThat(diagnosis.bound())
            .singleElement()
            .satisfies(socket -> {
              assertThat(socket.protocol()).isEqualTo(Protocol.TCP);
              assertThat(socket.state()).isEqualTo(SocketState.LISTEN);
              assertThat(socket.takes(Protocol.TCP, IpAddress.parse("127.0.0.1"), port(8080)))
                  .isTrue();
              assertThat(socket.remotePort()).isEmpty();
              assertThat(socket.remoteAddress().unspecified()).isTrue();
              assertThat(socket.uid()).isZero();
            });
      }
    }

    @Test
    void leaveOutABoundTcpSocketOnlyWhereThatIsSaid() {
      try (BoundSocket _ = hold(Protocol.TCP, Ipv4Address.UNSPECIFIED, 1001);
          BoundSocket _ = hold(Protocol.UDP, ANY_V6, 1004)) {
        boolean told = SocketDiagnosis.tellsBound(TestNamespace.thread());
        assertThat(diagnosis.bound(Protocol.TCP)).hasSize(told ? 1 : 0);
        assertThat(diagnosis.bound(Protocol.UDP)).hasSize(1);
      }
    }

    @Test
    void areThoseThatHoldAPortOfEitherFamilyAndProtocol() {
      assumeTrue(
          SocketDiagnosis.tellsBound(TestNamespace.thread()),
          "this kernel tells of no TCP socket that is bound and does not listen (before 6.8)");
      try (BoundSocket _ = hold(Protocol.TCP, Ipv4Address.UNSPECIFIED, 1001);
          BoundSocket _ = hold(Protocol.TCP, ANY_V6, 1002);
          BoundSocket _ = hold(Protocol.UDP, Ipv4Address.LOOPBACK, 1003);
          BoundSocket _ = hold(Protocol.UDP, ANY_V6, 1004)) {
        assertThat(diagnosis.bound())
            .extracting(InetSocket::protocol, InetSocket::localAddress, InetSocket::localPort)
            .containsExactlyInAnyOrder(
                tuple(Protocol.TCP, Ipv4Address.UNSPECIFIED, port(1001)),
                tuple(Protocol.TCP, ANY_V6, port(1002)),
                tuple(Protocol.UDP, Ipv4Address.LOOPBACK, port(1003)),
                tuple(Protocol.UDP, ANY_V6, port(1004)));
        assertThat(diagnosis.bound())
            .filteredOn(socket -> socket.localAddress().equals(ANY_V6))
            .hasSize(2)
            .allMatch(InetSocket::ipv6Only);
        assertThat(diagnosis.bound())
            .filteredOn(socket -> socket.protocol() == Protocol.TCP)
            .allMatch(socket -> socket.state() == SocketState.CLOSE);
      }
    }

    @Test
    void areNoConnections() throws Exception {
      try (ServerSocketChannel server = listen("127.0.0.1", 8080);
          SocketChannel client = connect(8080)) {
        assertThat(client.isConnected()).isTrue();
        assertThat(server.isOpen()).isTrue();
        assertThat(diagnosis.bound()).hasSize(1);
        assertThat(diagnosis.list(IpFamily.V4, Protocol.TCP, Set.of(SocketState.ESTABLISHED)))
            .hasSize(2)
            .allMatch(socket -> socket.remotePort().isPresent());
      }
    }

    @Test
    void areConnectedDatagramSocketsToo() throws Exception {
      try (DatagramChannel channel =
          TestNamespace.thread()
              .call(
                  namespace.namespace(), () -> DatagramChannel.open(StandardProtocolFamily.INET))) {
        channel.bind(new InetSocketAddress(Ipv4Address.LOOPBACK.toInetAddress(), 5300));
        channel.connect(new InetSocketAddress(Ipv4Address.LOOPBACK.toInetAddress(), 5301));
        assertThat(diagnosis.bound())
            .singleElement()
            .satisfies(socket -> {
              assertThat(socket.state()).isEqualTo(SocketState.ESTABLISHED);
              assertThat(socket.remotePort()).contains(port(5301));
            });
      }
    }

    @Test
    void areNotAskedForOfSctp() {
      assertThatThrownBy(() -> diagnosis.list(IpFamily.V4, Protocol.SCTP, Set.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("expected tcp or udp");
    }
  }

  @Nested
  class TakingAPort {

    private final IpAddress one = IpAddress.parse("192.0.2.1");
    private final IpAddress other = IpAddress.parse("192.0.2.2");

    @Test
    void isForItsAddressOrForAll() {
      InetSocket at = socket(one, false);
      assertThat(at.takes(Protocol.TCP, one, port(80))).isTrue();
      assertThat(at.takes(Protocol.TCP, Ipv4Address.UNSPECIFIED, port(80))).isTrue();
      assertThat(at.takes(Protocol.TCP, other, port(80))).isFalse();
      assertThat(at.takes(Protocol.TCP, one, port(81))).isFalse();
      assertThat(at.takes(Protocol.UDP, one, port(80))).isFalse();
      assertThat(socket(Ipv4Address.UNSPECIFIED, false).takes(Protocol.TCP, other, port(80)))
          .isTrue();
    }

    @Test
    void isForBothFamiliesAtTheUnspecifiedIpv6Address() {
      assertThat(socket(ANY_V6, false).takes(Protocol.TCP, one, port(80))).isTrue();
      assertThat(socket(ANY_V6, true).takes(Protocol.TCP, one, port(80))).isFalse();
      assertThat(socket(Ipv4Address.UNSPECIFIED, false).takes(Protocol.TCP, ANY_V6, port(80)))
          .isFalse();
    }

    private InetSocket socket(IpAddress address, boolean ipv6Only) {
      return new InetSocket(
          Protocol.TCP,
          SocketState.LISTEN,
          address,
          port(80),
          Ipv4Address.UNSPECIFIED,
          Optional.empty(),
          0,
          1,
          0,
          0,
          ipv6Only);
    }
  }

  @Nested
  class Connections {

    @Test
    void areEndedAtBothEndsAndTheirListenerIsLeft() throws IOException {
      isEnded("127.0.0.1", "127.0.0.1");
      isEnded("::1", "::1");
    }

    @Test
    void ofIpv4AreEndedWhereAnIpv6SocketHasThem() throws IOException {
      isEnded("::", "127.0.0.1");
    }

    /// As when it ends between the look and the request.
    @Test
    void thatAreOverAreNotTakenForTheirListener() throws IOException {
      try (ServerSocketChannel listening = open("127.0.0.1", ServerSocketChannel::open);
          NetlinkSocket socket =
              NetlinkSocket.open(
                  NetlinkFamily.SOCK_DIAG, TestNamespace.thread(), namespace.namespace())) {
        listening.bind(at("127.0.0.1"));
        InetSocket over;
        try (SocketChannel client = connected("127.0.0.1");
            SocketChannel accepted = listening.accept()) {
          Optional<InetConnection> meant = Optional.of(of(accepted));
          over =
              diagnosis.list(IpFamily.V4, Protocol.TCP, SocketState.CONNECTED).stream()
                  .filter(one -> InetConnection.of(one).equals(meant))
                  .findFirst()
                  .orElseThrow();
          // Closed by a reset, so that nothing of it is left.
          client.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        assertThatThrownBy(() -> socket.execute(InetDiag.destroy(over)))
            .isInstanceOf(NetlinkException.class)
            .hasMessageContaining("ENOENT");
        connected("127.0.0.1").close();
      }
    }

    private void isEnded(String listensAt, String to) throws IOException {
      try (ServerSocketChannel listening = open(listensAt, ServerSocketChannel::open)) {
        listening.bind(at(listensAt));
        try (SocketChannel ended = connected(to);
            SocketChannel accepted = listening.accept();
            SocketChannel stays = connected(to);
            SocketChannel _ = listening.accept()) {
          List<InetConnection> connection = List.of(of(accepted));
          assertThat(diagnosis.abort(connection)).isTrue();
          assertThatThrownBy(() -> ended.read(ByteBuffer.allocate(1)))
              .isInstanceOf(IOException.class)
              .hasMessageContaining("reset");
          assertThat(diagnosis.abort(connection)).as("what is over is left out").isTrue();
          assertThat(stays.write(ByteBuffer.allocate(1))).isEqualTo(1);
          try (SocketChannel later = connected(to);
              SocketChannel _ = listening.accept()) {
            assertThat(later.isConnected()).isTrue();
          }
        }
      }
    }

    private SocketChannel connected(String to) throws IOException {
      SocketChannel client = open(to, SocketChannel::open);
      client.connect(at(to));
      return client;
    }

    private static InetSocketAddress at(String address) {
      return new InetSocketAddress(IpAddress.parse(address).toInetAddress(), 8080);
    }

    private interface Opening<T> {
      T of(ProtocolFamily family) throws IOException;
    }

    private <T> T open(String address, Opening<T> opening) {
      StandardProtocolFamily family =
          IpAddress.parse(address).family() == IpFamily.V4
              ? StandardProtocolFamily.INET
              : StandardProtocolFamily.INET6;
      return TestNamespace.thread()
          .call(
              namespace.namespace(),
              () -> {
                try {
                  return opening.of(family);
                } catch (IOException failure) {
                  throw new UncheckedIOException(failure);
                }
              });
    }

    private static InetConnection of(SocketChannel accepted) throws IOException {
      InetSocketAddress local = (InetSocketAddress) accepted.getLocalAddress();
      InetSocketAddress remote = (InetSocketAddress) accepted.getRemoteAddress();
      return new InetConnection(
          IpAddress.from(local.getAddress()),
          port(local.getPort()),
          IpAddress.from(remote.getAddress()),
          port(remote.getPort()));
    }
  }

  @Nested
  class Holders {

    @Test
    void areFoundByInode() throws IOException {
      try (ServerSocketChannel _ = listen("127.0.0.1", 8080)) {
        long inode = diagnosis.bound().getFirst().inode();
        String command = Files.readString(Path.of("/proc/self/comm")).strip();
        SocketHolder self = new SocketHolder(ProcessHandle.current().pid(), command);
        assertThat(SocketHolders.find(List.of(inode))).isEqualTo(Map.of(inode, self));
        assertThat(self).hasToString(command + " (process " + self.pid() + ")");
      }
    }

    @Test
    void areLeftOutWhereNobodyHasTheSocket() {
      assertThat(SocketHolders.find(List.of(0L, 4_000_000_000L))).isEmpty();
      assertThat(SocketHolders.find(List.of())).isEmpty();
    }

    @Test
    void areThoseOfAnotherProcessToo() throws Exception {
      assumeTrue(
          Files.isExecutable(PYTHON), "no " + PYTHON + " to have a socket in another process");
      Process server =
          TestNamespace.thread()
              .call(
                  namespace.namespace(),
                  () ->
                      new ProcessBuilder(
                              PYTHON.toString(),
                              "-c",
                              "import socket,sys; s=socket.create_server(('127.0.0.1',9090));"
                                  + " print('up',flush=True); sys.stdin.read()")
                          .start());
      try (Stream<String> said = server.inputReader().lines()) {
        assertThat(said.findFirst()).contains("up");
        InetSocket socket = diagnosis.bound().getFirst();
        assertThat(SocketHolders.find(List.of(socket.inode())).get(socket.inode()))
            .isNotNull()
            .extracting(SocketHolder::pid)
            .isEqualTo(server.pid());
      } finally {
        server.destroyForcibly().waitFor();
      }
    }
  }

  private BoundSocket hold(Protocol protocol, IpAddress address, int port) {
    return BoundSocket.open(
        TestNamespace.thread(), namespace.namespace(), protocol, address, port(port));
  }

  private ServerSocketChannel listen(String address, int port) throws IOException {
    ServerSocketChannel server =
        TestNamespace.thread()
            .call(
                namespace.namespace(), () -> ServerSocketChannel.open(StandardProtocolFamily.INET));
    return server.bind(new InetSocketAddress(IpAddress.parse(address).toInetAddress(), port));
  }

  private SocketChannel connect(int port) throws IOException {
    SocketChannel client =
        TestNamespace.thread()
            .call(namespace.namespace(), () -> SocketChannel.open(StandardProtocolFamily.INET));
    client.connect(new InetSocketAddress(Ipv4Address.LOOPBACK.toInetAddress(), port));
    return client;
  }

  private static Port port(int number) {
    return new Port(number);
  }
}
