package io.libnetwork.drivers.proxy;

import static io.libnetwork.drivers.proxy.ProxyLab.CONTAINER4;
import static io.libnetwork.drivers.proxy.ProxyLab.CONTAINER6;
import static io.libnetwork.drivers.proxy.ProxyLab.HOST4;
import static io.libnetwork.drivers.proxy.ProxyLab.HOST6;
import static io.libnetwork.drivers.proxy.ProxyLab.PORT;
import static io.libnetwork.drivers.proxy.ProxyLab.await;
import static io.libnetwork.drivers.proxy.ProxyLab.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.Protocol;
import io.libnetwork.linux.relay.RelayLimits;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatagramProxyTest {

  private static final int LARGEST = 65_507;

  private ProxyLab lab;

  /// A datagram and whom it came from.
  private record Arrived(String text, SocketAddress from) {}

  @BeforeEach
  void open() throws IOException {
    lab = ProxyLab.create();
  }

  @AfterEach
  void close() throws IOException {
    lab.close();
  }

  @Nested
  class Replies {

    /// The client's socket is connected, so it hears nobody but the address it asked.
    @ParameterizedTest
    @CsvSource({
      "0.0.0.0, 127.0.0.1, " + CONTAINER4,
      "0.0.0.0, 127.0.0.9, " + CONTAINER4,
      "0.0.0.0, " + HOST4 + ", " + CONTAINER6,
      "::, ::1, " + CONTAINER4,
      "::, " + HOST6 + ", " + CONTAINER6,
      "127.0.0.1, 127.0.0.1, " + CONTAINER6,
      HOST6 + ", " + HOST6 + ", " + CONTAINER4,
    })
    void comeFromTheAddressThatWasAsked(String at, String asked, String behind) throws IOException {
      lab.serve(Protocol.UDP, at, PORT, behind);
      DatagramChannel server = lab.receiver(behind);
      DatagramChannel client = lab.sender(asked, PORT);
      client.write(bytes("who?"));
      Arrived question = receive(server);
      assertThat(question.text()).isEqualTo("who?");
      server.send(bytes("me"), question.from());
      assertThat(receive(client).text()).isEqualTo("me");
    }

    @Test
    void goToTheClientThatAsked() throws IOException {
      PortProxy proxy = lab.serve(Protocol.UDP, "0.0.0.0", PORT, CONTAINER4);
      DatagramChannel server = lab.receiver(CONTAINER4);
      List<DatagramChannel> clients = new ArrayList<>();
      for (int number = 0; number < 50; number++) {
        clients.add(lab.sender("127.0.0.1", PORT));
        clients.get(number).write(bytes("client " + number));
      }
      for (int number = 0; number < 50; number++) {
        Arrived question = receive(server);
        server.send(bytes("to " + question.text()), question.from());
      }
      for (int number = 0; number < 50; number++) {
        assertThat(receive(clients.get(number)).text()).isEqualTo("to client " + number);
      }
      assertThat(proxy.counts().open()).isEqualTo(50);
      assertThat(proxy.counts().refused()).isZero();
    }
  }

  @Nested
  class Datagrams {

    @Test
    void keepTheirBoundsAndTheirBytes() throws IOException {
      long seed = System.nanoTime();
      System.out.println("datagrams of any size, seed " + seed);
      Random random = new Random(seed);
      PortProxy proxy = lab.serve(Protocol.UDP, "127.0.0.1", PORT, CONTAINER4);
      DatagramChannel server = lab.receiver(CONTAINER4);
      DatagramChannel client = lab.sender("127.0.0.1", PORT);
      long sent = 0;
      for (int size : new int[] {1, 2, 1400, 1473, 9000, LARGEST}) {
        byte[] datagram = new byte[size];
        random.nextBytes(datagram);
        client.socket().send(new DatagramPacket(datagram, size));
        DatagramPacket arrived = new DatagramPacket(new byte[LARGEST + 1], LARGEST + 1);
        server.socket().receive(arrived);
        assertThat(arrived.getLength()).isEqualTo(size);
        server.send(ByteBuffer.wrap(arrived.getData(), 0, size), arrived.getSocketAddress());
        DatagramPacket back = new DatagramPacket(new byte[LARGEST + 1], LARGEST + 1);
        client.socket().receive(back);
        assertThat(ByteBuffer.wrap(back.getData(), 0, back.getLength()))
            .isEqualTo(ByteBuffer.wrap(datagram));
        sent += size;
      }
      long all = sent;
      await("all is counted", () -> proxy.counts().bytesOut() == all);
      assertThat(proxy.counts().bytesIn()).isEqualTo(all);
    }

    @Test
    void keepTheirOrderInABurst() throws IOException {
      lab.serve(Protocol.UDP, "127.0.0.1", PORT, CONTAINER4);
      DatagramChannel server = lab.receiver(CONTAINER4);
      DatagramChannel client = lab.sender("127.0.0.1", PORT);
      for (int number = 0; number < 100; number++) {
        client.write(bytes("number " + number));
      }
      for (int number = 0; number < 100; number++) {
        assertThat(receive(server).text()).isEqualTo("number " + number);
      }
    }

    @Test
    void forNobodyAreLostAndTheNextAreNot() throws IOException {
      PortProxy proxy = lab.serve(Protocol.UDP, "127.0.0.1", PORT, CONTAINER4);
      DatagramChannel client = lab.sender("127.0.0.1", PORT);
      for (int number = 1; number <= 3; number++) {
        client.write(bytes("lost"));
        long bytes = 4L * number;
        await("it was passed on", () -> proxy.counts().bytesIn() == bytes);
      }
      DatagramChannel server = lab.receiver(CONTAINER4);
      client.write(bytes("found"));
      assertThat(receive(server).text()).isEqualTo("found");
    }
  }

  @Nested
  class Flows {

    @Test
    void areForgottenWhenIdleForTooLong() throws IOException {
      PortProxy proxy = lab.serve(Protocol.UDP, "127.0.0.1", PORT, CONTAINER4);
      DatagramChannel server = lab.receiver(CONTAINER4);
      DatagramChannel quiet = lab.sender("127.0.0.1", PORT);
      SocketAddress before = ask(quiet, server);
      DatagramChannel busy = lab.sender("127.0.0.1", PORT);
      SocketAddress kept = ask(busy, server);
      lab.pass(RelayLimits.DEFAULT.flowIdle().minusSeconds(1));
      assertThat(ask(busy, server)).isEqualTo(kept);
      assertThat(proxy.counts().open()).isEqualTo(2);
      lab.pass(Duration.ofSeconds(1));
      assertThat(ask(busy, server)).isEqualTo(kept);
      await("only the idle one ends", () -> proxy.counts().open() == 1);
      assertThat(ask(quiet, server)).isNotEqualTo(before);
    }

    @Test
    void areKeptByRepliesToo() throws IOException {
      PortProxy proxy = lab.serve(Protocol.UDP, "127.0.0.1", PORT, CONTAINER4);
      DatagramChannel server = lab.receiver(CONTAINER4);
      DatagramChannel listening = lab.sender("127.0.0.1", PORT);
      SocketAddress flow = ask(listening, server);
      for (int reply = 0; reply < 3; reply++) {
        lab.pass(RelayLimits.DEFAULT.flowIdle().minusSeconds(1));
        server.send(bytes("news"), flow);
        assertThat(receive(listening).text()).isEqualTo("news");
      }
      assertThat(proxy.counts().connections()).isEqualTo(1);
    }

    @Test
    void makeRoomForAnotherWhenThereAreAsManyAsMayBe() throws IOException {
      lab.limit(new RelayLimits(1, 2, Duration.ofSeconds(90), Optional.empty()));
      PortProxy proxy = lab.serve(Protocol.UDP, "127.0.0.1", PORT, CONTAINER4);
      DatagramChannel server = lab.receiver(CONTAINER4);
      DatagramChannel first = lab.sender("127.0.0.1", PORT);
      DatagramChannel second = lab.sender("127.0.0.1", PORT);
      ask(first, server);
      SocketAddress used = ask(second, server);
      SocketAddress usedLater = ask(first, server);
      ask(lab.sender("127.0.0.1", PORT), server);
      assertThat(proxy.counts().open()).isEqualTo(2);
      assertThat(ask(first, server)).isEqualTo(usedLater);
      assertThat(ask(second, server)).isNotEqualTo(used);
    }

    @Test
    void endWithTheirPort() throws IOException {
      PortProxy proxy = lab.serve(Protocol.UDP, "::", PORT, CONTAINER4);
      DatagramChannel server = lab.receiver(CONTAINER4);
      ask(lab.sender("::1", PORT), server);
      proxy.close();
      assertThat(proxy.counts().open()).isZero();
      PortProxy again = lab.serve(Protocol.UDP, "::", PORT, CONTAINER4);
      ask(lab.sender("::1", PORT), server);
      assertThat(again.counts().connections()).isEqualTo(1);
    }
  }

  /// Has a client ask, and answers it.
  ///
  /// @return whom the server saw
  private static SocketAddress ask(DatagramChannel client, DatagramChannel server)
      throws IOException {
    client.write(bytes("?"));
    Arrived question = receive(server);
    server.send(bytes("!"), question.from());
    assertThat(receive(client).text()).isEqualTo("!");
    return question.from();
  }

  private static Arrived receive(DatagramChannel channel) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
    channel.socket().receive(packet);
    String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    return new Arrived(text, packet.getSocketAddress());
  }
}
