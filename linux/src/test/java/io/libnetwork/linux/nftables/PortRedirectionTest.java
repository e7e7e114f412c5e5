package io.libnetwork.linux.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Port;
import io.libnetwork.linux.TestNamespace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class PortRedirectionTest {

  private static final Ipv4Address ADDRESS = Ipv4Address.parse("127.0.0.11");
  private static final Port PORT = new Port(53);

  private TestNamespace namespace;
  private DatagramChannel datagrams;
  private ServerSocketChannel listener;
  private PortRedirection redirection;

  @BeforeEach
  void open() throws IOException {
    namespace = TestNamespace.open();
    namespace.run("ip", "link", "set", "lo", "up");
    datagrams = datagrams().bind(new InetSocketAddress(ADDRESS.toInetAddress(), 0));
    listener =
        inside(() -> ServerSocketChannel.open(StandardProtocolFamily.INET))
            .bind(new InetSocketAddress(ADDRESS.toInetAddress(), 0));
    redirection = redirect();
  }

  @AfterEach
  void close() throws IOException {
    if (redirection != null) {
      redirection.close();
      datagrams.close();
      listener.close();
    }
    if (namespace != null) {
      namespace.close();
    }
  }

  private PortRedirection redirect() {
    PortRedirection.Target target =
        new PortRedirection.Target(
            new Port(datagrams.socket().getLocalPort()),
            new Port(listener.socket().getLocalPort()));
    return inside(() -> PortRedirection.open("names", ADDRESS, PORT, target));
  }

  @Test
  void takesDatagramsWhereAnotherHasThePortOfEveryAddress() throws IOException {
    try (DatagramChannel _ =
        datagrams().bind(new InetSocketAddress(Ipv4Address.UNSPECIFIED.toInetAddress(), 53))) {
      assertThat(asked()).isEqualTo("127.0.0.11:53");
    }
  }

  @Test
  void takesConnections() throws IOException, InterruptedException, ExecutionException {
    try (SocketChannel client = inside(() -> SocketChannel.open(StandardProtocolFamily.INET));
        var threads = Executors.newSingleThreadExecutor()) {
      var taken =
          threads.submit(() -> {
            try (SocketChannel server = listener.accept()) {
              return server.write(ByteBuffer.wrap(new byte[100_000]));
            }
          });
      client.connect(new InetSocketAddress(ADDRESS.toInetAddress(), 53));
      assertThat(client.socket().getInputStream().readAllBytes()).hasSize(100_000);
      assertThat(taken.get()).isEqualTo(100_000);
    }
  }

  @Test
  void leavesOtherAddressesAndPortsAlone() throws IOException {
    try (DatagramChannel server =
            datagrams().bind(new InetSocketAddress(Ipv4Address.LOOPBACK.toInetAddress(), 53));
        DatagramChannel client = datagrams()) {
      client.send(
          ByteBuffer.wrap(new byte[] {1}),
          new InetSocketAddress(Ipv4Address.LOOPBACK.toInetAddress(), 53));
      assertThat(server.receive(ByteBuffer.allocate(10))).isNotNull();
    }
  }

  @Test
  void survivesWhoFlushesTheRuleset() throws IOException {
    namespace.run("nft", "flush", "ruleset");
    assertThat(asked()).isEqualTo("127.0.0.11:53");
    assertThatThrownBy(() -> namespace.run("nft", "delete", "table", "ip", "names"))
        .hasMessageContaining("Operation not permitted");
  }

  @Test
  void tracksNoConnection() throws IOException {
    assertThat(asked()).isEqualTo("127.0.0.11:53");
    assertThat(namespace.run("cat", "/proc/sys/net/netfilter/nf_conntrack_count")).isEqualTo("0");
  }

  @Test
  void goesWithWhatHoldsIt() {
    redirection.close();
    assertThat(namespace.run("nft", "list", "ruleset")).isEmpty();
  }

  @Test
  void isRefusedASecondTime() {
    assertThatThrownBy(this::redirect)
        .isInstanceOf(NftablesException.class)
        .hasMessageContaining("port 53");
  }

  /// Asks once, and answers who the answer came from.
  private String asked() throws IOException {
    try (DatagramChannel client = datagrams()) {
      client.send(
          ByteBuffer.wrap(new byte[] {1}), new InetSocketAddress(ADDRESS.toInetAddress(), 53));
      datagrams.send(ByteBuffer.wrap(new byte[] {2}), datagrams.receive(ByteBuffer.allocate(10)));
      InetSocketAddress from = (InetSocketAddress) client.receive(ByteBuffer.allocate(10));
      return from.getAddress().getHostAddress() + ":" + from.getPort();
    }
  }

  private DatagramChannel datagrams() {
    return inside(() -> DatagramChannel.open(StandardProtocolFamily.INET));
  }

  private interface Opening<T> {
    T open() throws IOException;
  }

  private <T> T inside(Opening<T> opening) {
    return TestNamespace.thread()
        .call(
            namespace.namespace(),
            () -> {
              try {
                return opening.open();
              } catch (IOException failure) {
                throw new java.io.UncheckedIOException(failure);
              }
            });
  }
}
