package io.libnetwork.linux.messages;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.SocketSource;
import io.libnetwork.linux.TestNamespace;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MessageLoopTest {

  private static final InetAddress LOOPBACK = Ipv4Address.LOOPBACK.toInetAddress();

  private static final MessageLimits LIMITS = new MessageLimits(8, 4, 3, Duration.ofMillis(300));

  private TestNamespace namespace;
  private MessageLoop loop;
  private MessageSockets sockets;
  private ServedSockets served;
  private final BlockingQueue<Question> kept = new ArrayBlockingQueue<>(100);

  @BeforeEach
  void open() {
    namespace = TestNamespace.open();
    namespace.run("ip", "link", "set", "lo", "up");
    loop = MessageLoop.start("messages", LIMITS, System::nanoTime);
    sockets = sockets();
    served = loop.serve(sockets, this::answer);
  }

  @AfterEach
  void close() {
    if (served != null) {
      served.close();
      loop.close();
    }
    if (namespace != null) {
      namespace.close();
    }
  }

  private MessageSockets sockets() {
    return TestNamespace.thread()
        .call(
            namespace.namespace(),
            () -> MessageSockets.open(SocketSource.HERE, Ipv4Address.LOOPBACK));
  }

  /// In upper case; at once, or what begins with "later" when it is asked for.
  private void answer(Question question) {
    String text = new String(question.message(), US_ASCII);
    switch (text) {
      case "fail" -> throw new IllegalStateException("as asked for by the test");
      case "silence" -> {}
      case "later" -> kept.add(question);
      default -> reply(question, text);
    }
  }

  private static void reply(Question question, String text) {
    byte[] answer = (text.toUpperCase(java.util.Locale.ROOT) + "?").getBytes(US_ASCII);
    question.answer(answer, answer.length - 1);
  }

  @Nested
  class Datagrams {

    @Test
    void areAnsweredEachToItsSender() throws IOException {
      try (DatagramChannel one = datagrams();
          DatagramChannel other = datagrams()) {
        send(one, "one");
        send(other, "other");

        assertThat(receive(other)).isEqualTo("OTHER");
        assertThat(receive(one)).isEqualTo("ONE");
      }
    }

    @Test
    void areAnsweredByTheHundredWithSomeLeftOut() throws IOException {
      try (DatagramChannel client = datagrams()) {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          send(client, i % 3 == 0 ? "silence" : "q" + i);
          if (i % 3 != 0) {
            expected.add("Q" + i);
          }
        }

        List<String> answers = new ArrayList<>();
        for (int i = 0; i < expected.size(); i++) {
          answers.add(receive(client));
        }

        assertThat(answers).containsExactlyElementsOf(expected);
      }
    }

    @Test
    void areAnsweredLaterToo() throws Exception {
      try (DatagramChannel client = datagrams()) {
        send(client, "later");
        Question question = kept.poll(10, TimeUnit.SECONDS);
        send(client, "next");
        assertThat(receive(client)).isEqualTo("NEXT");

        loop.await(() -> reply(question, "at last"));
        loop.await(() -> reply(question, "twice"));

        assertThat(receive(client)).isEqualTo("AT LAST");
      }
    }

    @Test
    void goOnWhereAServiceFailed() throws IOException {
      try (DatagramChannel client = datagrams()) {
        send(client, "fail");
        send(client, "next");

        assertThat(receive(client)).isEqualTo("NEXT");
      }
    }
  }

  @Nested
  class Connections {

    @Test
    void carryMessagesInWhateverPieces() throws IOException {
      try (SocketChannel client = connect()) {
        byte[] message = "\0\3one\0\3two".getBytes(US_ASCII);
        for (byte piece : message) {
          client.write(ByteBuffer.wrap(new byte[] {piece}));
        }

        assertThat(read(client)).isEqualTo("ONE");
        assertThat(read(client)).isEqualTo("TWO");
      }
    }

    @Test
    void carryTheLargestMessage() throws IOException {
      try (SocketChannel client = connect()) {
        String text = "x".repeat(65_534);
        write(client, text);

        assertThat(read(client)).isEqualTo("X".repeat(65_534));
      }
    }

    /// Three may be unanswered, and the fourth waits for one of them.
    @Test
    void waitWithWhatIsTooMuchAtATime() throws Exception {
      try (SocketChannel client = connect()) {
        for (int i = 0; i < 3; i++) {
          write(client, "later");
        }
        write(client, "four");
        Question first = kept.poll(10, TimeUnit.SECONDS);
        loop.await(() -> {});
        assertThat(client.socket().getInputStream().available()).isZero();

        loop.await(() -> reply(first, "first"));

        assertThat(read(client)).isEqualTo("FIRST");
        assertThat(read(client)).isEqualTo("FOUR");
      }
    }

    @Test
    void areAnsweredAfterTheClientHasSentItsLast() throws Exception {
      try (SocketChannel client = connect()) {
        write(client, "later");
        client.shutdownOutput();
        Question question = kept.poll(10, TimeUnit.SECONDS);
        loop.await(() -> reply(question, "bye"));

        assertThat(read(client)).isEqualTo("BYE");
        assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
      }
    }

    /// A byte now and then does not keep one open.
    @Test
    void endWithoutAWholeMessage() throws Exception {
      try (SocketChannel idle = connect();
          SocketChannel slow = connect()) {
        Thread trickle =
            Thread.startVirtualThread(() -> {
              try {
                for (int i = 0; i < 20; i++) {
                  slow.write(ByteBuffer.wrap(new byte[] {1}));
                  Thread.sleep(50);
                }
              } catch (IOException | InterruptedException over) {
                // It has been closed, which is what is tested.
              }
            });
        assertThat(ended(idle)).isTrue();
        assertThat(ended(slow)).isTrue();
        trickle.join();
      }
    }

    /// Four may be open at one port, and the one idle longest makes room for a fifth.
    @Test
    void makeRoomForOthers() throws IOException {
      List<SocketChannel> clients = new ArrayList<>();
      try {
        for (int i = 0; i < 4; i++) {
          clients.add(connect());
        }
        for (SocketChannel client : clients.reversed()) {
          write(client, "here");
          assertThat(read(client)).isEqualTo("HERE");
        }
        clients.add(connect());
        write(clients.getLast(), "fifth");

        assertThat(read(clients.getLast())).isEqualTo("FIFTH");
        assertThat(ended(clients.get(3))).isTrue();
        write(clients.getFirst(), "still");
        assertThat(read(clients.getFirst())).isEqualTo("STILL");
      } finally {
        for (SocketChannel client : clients) {
          client.close();
        }
      }
    }
  }

  @Nested
  class Asking {

    private ClientSockets clients;

    @BeforeEach
    void prepare() {
      clients = new ClientSockets(loop, TestNamespace.thread(), namespace.namespace(), 4);
    }

    @AfterEach
    void giveUp() {
      loop.await(clients::close);
    }

    @Test
    void isAnsweredOverEither() throws InterruptedException {
      assertThat(ask(Protocol.UDP, sockets.udp(), "hello")).isEqualTo("HELLO");
      assertThat(ask(Protocol.TCP, sockets.tcp(), "hello")).isEqualTo("HELLO");
    }

    @Test
    void goesOnUntilTheAnswerIsTaken() throws InterruptedException {
      BlockingQueue<String> said = new ArrayBlockingQueue<>(10);
      try (DatagramChannel server = serverOfThree()) {
        Port port = new Port(server.socket().getLocalPort());
        loop.execute(() ->
            loop.ask(
                clients,
                Protocol.UDP,
                Ipv4Address.LOOPBACK,
                port,
                "ask".getBytes(US_ASCII),
                new Told(said, "two")));
        assertThat(said.poll(10, TimeUnit.SECONDS)).isEqualTo("one");
        assertThat(said.poll(10, TimeUnit.SECONDS)).isEqualTo("two");
        assertThat(said.poll(200, TimeUnit.MILLISECONDS)).isNull();
      } catch (IOException failure) {
        throw new java.io.UncheckedIOException(failure);
      }
    }

    @Test
    void failsWhereNobodyListens() throws InterruptedException {
      served.close();

      assertThat(ask(Protocol.UDP, sockets.udp(), "hello")).contains("ECONNREFUSED");
      assertThat(ask(Protocol.TCP, sockets.tcp(), "hello")).contains("ECONNREFUSED");
    }

    @Test
    void hearsNothingOnceCalledOff() throws InterruptedException {
      BlockingQueue<String> said = new ArrayBlockingQueue<>(10);
      loop.await(() ->
          loop.ask(
                  clients,
                  Protocol.UDP,
                  Ipv4Address.LOOPBACK,
                  sockets.udp(),
                  "hello".getBytes(US_ASCII),
                  new Told(said, "HELLO"))
              .cancel());
      assertThat(said.poll(200, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void comesFromADifferentPortEachTime() throws Exception {
      List<Integer> ports = new ArrayList<>();
      try (DatagramChannel server = datagramSocket()) {
        server.bind(new InetSocketAddress(LOOPBACK, 0));
        Port port = new Port(server.socket().getLocalPort());
        for (int i = 0; i < 20; i++) {
          loop.await(() ->
              loop.ask(
                  clients,
                  Protocol.UDP,
                  Ipv4Address.LOOPBACK,
                  port,
                  "ask".getBytes(US_ASCII),
                  new Told(new ArrayBlockingQueue<>(1), "never")));
          ByteBuffer message = ByteBuffer.allocate(100);
          ports.add(((InetSocketAddress) server.receive(message)).getPort());
        }
      }
      assertThat(ports).doesNotHaveDuplicates();
      assertThat(ports).isNotEqualTo(ports.stream().sorted().toList());
    }

    private String ask(Protocol protocol, Port port, String text) throws InterruptedException {
      BlockingQueue<String> said = new ArrayBlockingQueue<>(10);
      loop.execute(() ->
          loop.ask(
              clients,
              protocol,
              Ipv4Address.LOOPBACK,
              port,
              text.getBytes(US_ASCII),
              new Told(said, "HELLO")));
      return said.poll(10, TimeUnit.SECONDS);
    }

    private DatagramChannel serverOfThree() throws IOException {
      DatagramChannel server = datagramSocket();
      server.bind(new InetSocketAddress(LOOPBACK, 0));
      Thread.startVirtualThread(() -> {
        try {
          ByteBuffer message = ByteBuffer.allocate(100);
          java.net.SocketAddress client = server.receive(message);
          for (String reply : List.of("one", "two", "three")) {
            server.send(ByteBuffer.wrap(reply.getBytes(US_ASCII)), client);
          }
        } catch (IOException over) {
          // The test has ended.
        }
      });
      return server;
    }
  }

  /// Notes what it is told, and takes one message for the answer.
  private record Told(BlockingQueue<String> said, String answer) implements Replies {
    @Override
    public boolean received(byte[] message) {
      String text = new String(message, US_ASCII);
      said.add(text);
      return text.equals(answer);
    }

    @Override
    public void failed(String why) {
      said.add(why);
    }
  }

  private DatagramChannel datagramSocket() {
    return TestNamespace.thread()
        .call(namespace.namespace(), () -> DatagramChannel.open(StandardProtocolFamily.INET));
  }

  private DatagramChannel datagrams() throws IOException {
    return datagramSocket().connect(new InetSocketAddress(LOOPBACK, sockets.udp().number()));
  }

  private SocketChannel connect() throws IOException {
    SocketChannel client =
        TestNamespace.thread()
            .call(namespace.namespace(), () -> SocketChannel.open(StandardProtocolFamily.INET));
    client.connect(new InetSocketAddress(LOOPBACK, sockets.tcp().number()));
    return client;
  }

  private static void send(DatagramChannel client, String text) throws IOException {
    client.write(ByteBuffer.wrap(text.getBytes(US_ASCII)));
  }

  private static String receive(DatagramChannel client) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(100);
    client.read(answer);
    return new String(answer.array(), 0, answer.position(), US_ASCII);
  }

  private static void write(SocketChannel client, String text) throws IOException {
    new DataOutputStream(client.socket().getOutputStream()).writeUTF(text);
  }

  private static String read(SocketChannel client) throws IOException {
    return new DataInputStream(client.socket().getInputStream()).readUTF();
  }

  private static boolean ended(SocketChannel client) {
    try {
      return client.read(ByteBuffer.allocate(1)) == -1;
    } catch (IOException reset) {
      return true;
    }
  }
}
