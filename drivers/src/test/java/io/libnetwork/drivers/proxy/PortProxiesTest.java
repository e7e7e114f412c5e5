package io.libnetwork.drivers.proxy;

import static io.libnetwork.drivers.proxy.ProxyLab.CONTAINER4;
import static io.libnetwork.drivers.proxy.ProxyLab.CONTAINER6;
import static io.libnetwork.drivers.proxy.ProxyLab.PORT;
import static io.libnetwork.drivers.proxy.ProxyLab.await;
import static io.libnetwork.drivers.proxy.ProxyLab.binding;
import static io.libnetwork.drivers.proxy.ProxyLab.readAll;
import static io.libnetwork.drivers.proxy.ProxyLab.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.ports.ProxiedPort;
import io.libnetwork.linux.relay.ListeningSocket;
import io.libnetwork.linux.relay.RelayLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortProxiesTest {

  private static final String LOOPBACK = "127.0.0.1";

  private ProxyLab lab;

  @BeforeEach
  void open() throws IOException {
    lab = ProxyLab.create();
  }

  @AfterEach
  void close() throws IOException {
    lab.close();
  }

  @Nested
  class WhatNeedsAProxy {

    @ParameterizedTest
    @CsvSource({
      "::1, " + CONTAINER6 + ", true",
      "::, " + CONTAINER6 + ", true",
      "fd09::1, " + CONTAINER6 + ", false",
      "fd09::1, " + CONTAINER4 + ", true",
      "0.0.0.0, " + CONTAINER4 + ", false",
      "127.0.0.1, " + CONTAINER4 + ", false",
      "0.0.0.0, " + CONTAINER6 + ", true",
    })
    void isWhatTheKernelTranslatesNotAtAllOrNotEverywhere(String at, String behind, boolean need) {
      assertThat(PortProxies.needs(binding(Protocol.TCP, at, PORT, behind))).isEqualTo(need);
    }
  }

  @Nested
  class Opened {

    @Test
    void areAllServedByOneOrTwoThreads() throws IOException {
      List<PortBinding> bindings = new ArrayList<>();
      for (int port = PORT; port < PORT + 300; port++) {
        bindings.add(binding(Protocol.TCP, LOOPBACK, port, CONTAINER4));
        bindings.add(binding(Protocol.UDP, LOOPBACK, port, CONTAINER4));
      }
      List<PortProxy> opened = lab.proxies().open(bindings);
      assertThat(opened).extracting(PortProxy::binding).isEqualTo(bindings);
      assertThat(relayThreads()).isBetween(1L, 2L);
      ServerSocketChannel server = lab.listen(CONTAINER4);
      SocketChannel client = lab.connect(LOOPBACK, PORT + 299);
      SocketChannel behind = lab.accept(server);
      write(behind, "hello");
      behind.close();
      assertThat(readAll(client)).isEqualTo("hello");
      lab.proxies().close(opened);
      assertThat(opened).allMatch(each -> each.counts().open() == 0);
      assertThat(relayThreads()).isBetween(1L, 2L);
      lab.proxies().close();
      assertThat(relayThreads()).isZero();
    }

    @Test
    void takeOverASocketThatListensAlready() throws IOException {
      ListeningSocket socket =
          ListeningSocket.open(
              lab.host().thread(),
              lab.host().namespace(),
              Protocol.TCP,
              IpAddress.parse(LOOPBACK),
              new Port(PORT));
      SocketChannel early = lab.connect(LOOPBACK, PORT);
      ServerSocketChannel server = lab.listen(CONTAINER4);
      PortBinding binding = binding(Protocol.TCP, LOOPBACK, PORT, CONTAINER4);
      List<ProxiedPort> held = List.of(new ProxiedPort(binding, socket));
      try (PortProxy proxy = lab.proxies().serve(held).getFirst()) {
        SocketChannel behind = lab.accept(server);
        write(behind, "at last");
        behind.close();
        assertThat(readAll(early)).isEqualTo("at last");
        assertThatThrownBy(() -> lab.proxies().serve(held))
            .isInstanceOf(IllegalStateException.class);
        assertThat(proxy.binding()).isEqualTo(binding);
      }
    }

    @Test
    void areOpenedAgainWhileTheKernelRemembersTheirConnections() throws IOException {
      ServerSocketChannel server = lab.listen(CONTAINER4);
      for (int round = 0; round < 2; round++) {
        PortProxy proxy = lab.serve(Protocol.TCP, LOOPBACK, PORT, CONTAINER4);
        SocketChannel client = lab.connect(LOOPBACK, PORT);
        lab.accept(server).close();
        assertThat(readAll(client)).isEmpty();
        client.close();
        await("the connection ends", () -> proxy.counts().open() == 0);
        proxy.close();
      }
    }
  }

  @Nested
  class WhoseSocketIsKilled {

    @ParameterizedTest
    @CsvSource({"-4, " + LOOPBACK, "-6, ::1"})
    void listenAgainAtOnce(String family, String at) throws IOException {
      ServerSocketChannel server = lab.listen(CONTAINER4);
      PortProxy proxy = lab.serve(Protocol.TCP, at, PORT, CONTAINER4);
      for (int round = 0; round < 3; round++) {
        lab.host().killSockets(family, "--tcp", "sport = :" + PORT);
        await("somebody listens", proxy::serving);
        SocketChannel client = lab.connect(at, PORT);
        SocketChannel behind = lab.accept(server);
        write(behind, "still");
        behind.close();
        assertThat(readAll(client)).isEqualTo("still");
        client.close();
      }
    }

    @Test
    void takeDatagramsAsBefore() throws IOException {
      DatagramChannel server = lab.receiver(CONTAINER4);
      PortProxy proxy = lab.serve(Protocol.UDP, LOOPBACK, PORT, CONTAINER4);
      DatagramChannel client = lab.sender(LOOPBACK, PORT);
      lab.host().killSockets("-4", "--udp", "sport = :" + PORT);
      client.write(ProxyLab.bytes("still"));
      ByteBuffer received = ByteBuffer.allocate(16);
      server.receive(received);
      assertThat(received.flip()).isEqualTo(ProxyLab.bytes("still"));
      assertThat(proxy.serving()).isTrue();
    }

    /// The time is asked for on the thread that would listen again: while it is not told, another
    /// has the port.
    @Test
    void sayWhenAnotherListensThereByNow() throws Exception {
      Semaphore told = new Semaphore(1);
      LongSupplier clock =
          () -> {
            told.acquireUninterruptibly();
            told.release();
            return System.nanoTime();
          };
      try (PortProxies proxies =
          new PortProxies(
              lab.host().thread(), lab.host().namespace(), RelayLimits.DEFAULT, clock)) {
        PortBinding binding = binding(Protocol.TCP, LOOPBACK, PORT, CONTAINER4);
        PortProxy proxy = proxies.open(List.of(binding)).getFirst();
        told.acquire();
        lab.host().killSockets("-4", "--tcp", "sport = :" + PORT);
        assertThat(proxy.serving()).isFalse();
        ServerSocketChannel thief = lab.listenAtHost(LOOPBACK, PORT);
        told.release();
        assertThatThrownBy(proxy::serveAgain)
            .isInstanceOf(NetworkException.Conflict.class)
            .hasMessageContaining("port 8080/tcp at 127.0.0.1 is taken");
        assertThat(proxy.serving()).isFalse();
        thief.close();
        proxy.serveAgain();
        assertThat(proxy.serving()).isTrue();
        ServerSocketChannel server = lab.listen(CONTAINER4);
        SocketChannel client = lab.connect(LOOPBACK, PORT);
        lab.accept(server).close();
        assertThat(readAll(client)).isEmpty();
      }
    }
  }

  @Nested
  class Closed {

    @Test
    void leaveNeitherDescriptorNorThread() throws IOException {
      ServerSocketChannel server = lab.listen(CONTAINER4);
      Map<String, Long> before = ProxyLab.inventory();
      try (PortProxy stream = lab.serve(Protocol.TCP, LOOPBACK, PORT, CONTAINER4);
          PortProxy datagrams = lab.serve(Protocol.UDP, LOOPBACK, PORT, CONTAINER6);
          SocketChannel done = lab.connect(LOOPBACK, PORT);
          SocketChannel open = lab.connect(LOOPBACK, PORT);
          SocketChannel behindDone = lab.accept(server);
          SocketChannel behindOpen = lab.accept(server)) {
        write(done, "x");
        write(open, "x");
        behindDone.shutdownOutput();
        behindOpen.shutdownOutput();
        lab.sender(LOOPBACK, PORT).write(ProxyLab.bytes("x"));
        await("both have passed", () -> stream.counts().bytesIn() == 2);
        await("all have passed", () -> datagrams.counts().bytesIn() == 1);
      }
      lab.proxies().close();
      before.merge("socket", 1L, Long::sum);
      await("as before: " + before, () -> ProxyLab.inventory().equals(before));
    }
  }

  @Nested
  class Refused {

    @Test
    void leavesTheOtherPortsFree() throws IOException {
      try (PortProxy holder = lab.serve(Protocol.TCP, LOOPBACK, PORT + 1, CONTAINER4)) {
        assertThatThrownBy(() ->
                lab.proxies()
                    .open(
                        List.of(
                            binding(Protocol.TCP, LOOPBACK, PORT, CONTAINER4), holder.binding())))
            .isInstanceOf(NetworkException.Conflict.class)
            .hasMessage(
                "port 8081/tcp at 127.0.0.1 is taken: expected another port or address of the host");
      }
      assertThatThrownBy(() -> lab.connect(LOOPBACK, PORT)).hasMessageContaining("refused");
    }

    @Test
    void isAnAddressThatTheHostHasNot() {
      assertThatThrownBy(() -> lab.serve(Protocol.UDP, "203.0.113.9", PORT, CONTAINER4))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("port 8080/udp at 203.0.113.9 cannot be served");
      assertThat(relayThreads()).isZero();
    }

    @Test
    void isSctp() {
      assertThatThrownBy(() -> lab.serve(Protocol.SCTP, LOOPBACK, PORT, CONTAINER4))
          .isInstanceOf(NetworkException.NotImplemented.class)
          .hasMessageContaining("port 8080/sctp at 127.0.0.1");
    }
  }

  private static long relayThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("libnetwork-relay"))
        .count();
  }
}
