package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.Sandbox;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What becomes of connections to what is gone, by real packets of those who do not notice.
@Timeout(120)
class StaleConnectionsTest {

  private static final int PORT = 80;
  private static final int PUBLISHED = 8080;
  private static final int CLIENTS = 4000;
  private static final int PATIENCE_MILLIS = 100;

  /// Far less than the half minute after which the kernel forgets datagrams by itself, which each
  /// further one puts off.
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private Lab lab;
  private Place remote;

  @BeforeEach
  void open() {
    lab = Lab.open();
    remote = lab.remote();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void whoKeepsSendingToAPortReachesWhoHasItNow(IpFamily family) throws IOException {
    Network network = lab.dual("n");
    Attachment one = lab.controller().attach("one", network, published());
    lab.place(one).answering(PORT);
    try (DatagramChannel client = remote.datagrams(family, CLIENTS)) {
      assertThat(ask(client, family)).startsWith("one sees");
      one.endpoint().leave();
      assertThat(ask(client, family)).isEqualTo(Place.SILENCE);

      Attachment two = lab.controller().attach("two", network, published());
      lab.place(two).answering(PORT);
      assertThat(askUntilAnswered(client, family)).startsWith("two sees");
    }
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void soDoesWhoHasNeverBeenAnswered(IpFamily family) throws IOException {
    Network network = lab.dual("n");
    lab.controller().attach("other", network);
    try (DatagramChannel client = remote.datagrams(family, CLIENTS)) {
      assertThat(ask(client, family)).isEqualTo(Place.SILENCE);
      Attachment one = lab.controller().attach("one", network, published());
      lab.place(one).answering(PORT);
      assertThat(askUntilAnswered(client, family)).startsWith("one sees");
    }
  }

  @ParameterizedTest
  @EnumSource(IpFamily.class)
  void whoAnswersACloserReachesNobodyWithItsAddress(IpFamily family) throws IOException {
    Network network =
        lab.dual("n", NetworkOption.Pool.of("10.9.0.0/24"), NetworkOption.Pool.of("fd09::/64"));
    Attachment one = attachAt(network, "one");
    InetSocketAddress seen;
    try (DatagramChannel server = remote.datagrams(family, 9000);
        DatagramChannel sender = lab.place(one).datagrams(family, 5000)) {
      send(sender, new InetSocketAddress(remotes(family).toInetAddress(), 9000));
      DatagramPacket asked = receive(server);
      seen = (InetSocketAddress) asked.getSocketAddress();
    }
    one.sandbox().delete();

    Attachment two = attachAt(network, "two");
    try (DatagramChannel server = remote.datagrams(family, 9000);
        DatagramChannel receiver = lab.place(two).datagrams(family, 5000)) {
      send(server, seen);
      receiver.socket().setSoTimeout(PATIENCE_MILLIS);
      assertThat(silent(receiver)).isTrue();
    }
  }

  /// The only address of the network is free some milliseconds after the interface is gone.
  @Test
  void whoeverFindsNoOtherAddressWaitsForTheLast() {
    Network network =
        lab.dual("n", NetworkOption.Pool.of("10.9.0.0/30"), NetworkOption.Pool.of("fd09::/64"));
    for (int round = 0; round < 10; round++) {
      Attachment only = lab.controller().attach("c" + round, network, published());
      lab.place(only).answering(PORT);
      assertThat(remote.ask(Protocol.UDP, hosts(IpFamily.V6), PUBLISHED)).startsWith("c" + round);
      only.endpoint().leave();
      only.endpoint().delete();
    }
  }

  @Test
  void connectionsOfOthersGoOn() throws IOException {
    Network network = lab.dual("n");
    Attachment stays =
        lab.controller().attach("stays", network, published(Protocol.TCP, PUBLISHED + 1));
    lab.place(stays).answering(PORT);
    remote.answering(PORT);
    try (SocketChannel in = remote.connect(hosts(IpFamily.V4), PUBLISHED + 1);
        SocketChannel out = lab.place(stays).connect(remotes(IpFamily.V4), PORT)) {
      echo(in);
      echo(out);
      Attachment goes = lab.controller().attach("goes", network, published());
      lab.place(goes).answering(PORT);
      try (DatagramChannel client = remote.datagrams(IpFamily.V4, CLIENTS)) {
        assertThat(ask(client, IpFamily.V4)).startsWith("goes sees");
      }
      Endpoint endpoint = goes.endpoint();
      Sandbox sandbox = goes.sandbox();
      endpoint.leave();
      sandbox.delete();
      echo(in);
      echo(out);
    }
  }

  private Attachment attachAt(Network network, String container) {
    return lab.controller()
        .attach(
            container,
            network,
            new EndpointOption.Address(IpAddress.parse("10.9.0.7")),
            new EndpointOption.Address(IpAddress.parse("fd09::7")));
  }

  private static EndpointOption published() {
    return published(Protocol.UDP, PUBLISHED);
  }

  private static EndpointOption published(Protocol protocol, int port) {
    return new EndpointOption.Publish(PublishedPort.of(protocol, PORT, port));
  }

  /// The answer to one datagram, or [Place#SILENCE].
  private static String ask(DatagramChannel client, IpFamily family) throws IOException {
    client.socket().setSoTimeout(PATIENCE_MILLIS);
    send(client, new InetSocketAddress(hosts(family).toInetAddress(), PUBLISHED));
    try {
      DatagramPacket answer = receive(client);
      return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
    } catch (SocketTimeoutException late) {
      return Place.SILENCE;
    }
  }

  /// What is purged is purged behind the call, so the first datagrams may still go astray.
  private static String askUntilAnswered(DatagramChannel client, IpFamily family)
      throws IOException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    String answer = ask(client, family);
    while (answer.equals(Place.SILENCE) && System.nanoTime() < deadline) {
      answer = ask(client, family);
    }
    return answer;
  }

  private static void send(DatagramChannel from, InetSocketAddress to) throws IOException {
    from.send(ByteBuffer.wrap(new byte[] {'?'}), to);
  }

  private static DatagramPacket receive(DatagramChannel channel) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[200], 200);
    channel.socket().receive(packet);
    return packet;
  }

  private static boolean silent(DatagramChannel receiver) throws IOException {
    try {
      receive(receiver);
      return false;
    } catch (SocketTimeoutException nothing) {
      return true;
    }
  }

  private static void echo(SocketChannel connection) throws IOException {
    connection.socket().getOutputStream().write('+');
    assertThat(connection.socket().getInputStream().read()).isEqualTo('+');
  }

  private static IpAddress hosts(IpFamily family) {
    return IpAddress.parse(family == IpFamily.V4 ? Lab.HOST_V4 : Lab.HOST_V6);
  }

  private static IpAddress remotes(IpFamily family) {
    return IpAddress.parse(family == IpFamily.V4 ? Lab.REMOTE_V4 : Lab.REMOTE_V6);
  }
}
