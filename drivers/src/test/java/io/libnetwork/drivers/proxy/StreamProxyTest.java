package io.libnetwork.drivers.proxy;

import static io.libnetwork.drivers.proxy.ProxyLab.CONTAINER4;
import static io.libnetwork.drivers.proxy.ProxyLab.CONTAINER6;
import static io.libnetwork.drivers.proxy.ProxyLab.PORT;
import static io.libnetwork.drivers.proxy.ProxyLab.await;
import static io.libnetwork.drivers.proxy.ProxyLab.read;
import static io.libnetwork.drivers.proxy.ProxyLab.readAll;
import static io.libnetwork.drivers.proxy.ProxyLab.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.address.Protocol;
import io.libnetwork.linux.relay.RelayLimits;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamProxyTest {

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
  class Bytes {

    @Test
    void arriveWholeWhenBothSidesSendSixtyFourMegabytesAtOnce() throws Exception {
      long seed = System.nanoTime();
      System.out.println("bytes both ways, seed " + seed);
      PortProxy proxy = lab.serve(Protocol.TCP, LOOPBACK, PORT, CONTAINER4);
      ServerSocketChannel server = lab.listen(CONTAINER4);
      SocketChannel client = lab.connect(LOOPBACK, PORT);
      SocketChannel behind = lab.accept(server);
      try (ExecutorService threads = Executors.newCachedThreadPool()) {
        Future<Long> there = threads.submit(() -> Flood.send(client, seed));
        Future<Long> back = threads.submit(() -> Flood.send(behind, seed + 1));
        Future<Long> arrived = threads.submit(() -> Flood.receive(behind));
        Future<Long> returned = threads.submit(() -> Flood.receive(client));
        assertThat(arrived.get()).isEqualTo(there.get());
        assertThat(returned.get()).isEqualTo(back.get());
      }
      await("the connection ends", () -> proxy.counts().open() == 0);
      assertThat(proxy.counts().bytesIn()).isEqualTo(Flood.SIZE);
      assertThat(proxy.counts().bytesOut()).isEqualTo(Flood.SIZE);
      assertThat(proxy.counts().connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"::1, " + CONTAINER4, "127.0.0.1, " + CONTAINER6, "::1, " + CONTAINER6})
    void passFromOneFamilyToAnother(String at, String behind) throws IOException {
      lab.serve(Protocol.TCP, at, PORT, behind);
      ServerSocketChannel server = lab.listen(behind);
      SocketChannel client = lab.connect(at, PORT);
      SocketChannel taken = lab.accept(server);
      write(client, "question");
      assertThat(read(taken, 8)).isEqualTo("question");
      write(taken, "answer");
      assertThat(read(client, 6)).isEqualTo("answer");
    }

    @Test
    void areNotTakenWhileNobodyReadsThem() throws IOException {
      lab.serve(Protocol.TCP, LOOPBACK, PORT, CONTAINER4);
      ServerSocketChannel server = lab.listen(CONTAINER4);
      SocketChannel client = lab.connect(LOOPBACK, PORT);
      SocketChannel behind = lab.accept(server);
      client.configureBlocking(false);
      long written = writeUntilStuck(client);
      assertThat(written).isBetween(1L, 128L << 20);
      client.shutdownOutput();
      assertThat(behind.socket().getInputStream().skip(Long.MAX_VALUE)).isEqualTo(written);
    }

    private long writeUntilStuck(SocketChannel client) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocateDirect(1 << 16);
      long written = 0;
      long stuckSince = System.nanoTime();
      while (System.nanoTime() - stuckSince < Duration.ofMillis(300).toNanos()) {
        int now = client.write(bytes.clear());
        written += now;
        stuckSince = now > 0 ? System.nanoTime() : stuckSince;
      }
      return written;
    }
  }

  @Nested
  class Ends {

    @Test
    void ofTheClientLeavesItTheAnswer() throws IOException {
      lab.serve(Protocol.TCP, LOOPBACK, PORT, CONTAINER4);
      ServerSocketChannel server = lab.listen(CONTAINER4);
      SocketChannel client = lab.connect(LOOPBACK, PORT);
      SocketChannel behind = lab.accept(server);
      write(client, "all of it");
      client.shutdownOutput();
      assertThat(readAll(behind)).isEqualTo("all of it");
      write(behind, "the answer");
      behind.close();
      assertThat(readAll(client)).isEqualTo("the answer");
    }

    @Test
    void ofTheServerLeavesItTheRest() throws IOException {
      lab.serve(Protocol.TCP, LOOPBACK, PORT, CONTAINER4);
      ServerSocketChannel server = lab.listen(CONTAINER4);
      SocketChannel client = lab.connect(LOOPBACK, PORT);
      SocketChannel behind = lab.accept(server);
      behind.shutdownOutput();
      assertThat(readAll(client)).isEmpty();
      write(client, "still here");
      client.close();
      assertThat(readAll(behind)).isEqualTo("still here");
    }

    @Test
    void byResetResetTheOtherSideToo() throws IOException {
      PortProxy proxy = lab.serve(Protocol.TCP, LOOPBACK, PORT, CONTAINER4);
      ServerSocketChannel server = lab.listen(CONTAINER4);
      SocketChannel client = lab.connect(LOOPBACK, PORT);
      SocketChannel behind = lab.accept(server);
      client.setOption(StandardSocketOptions.SO_LINGER, 0);
      client.close();
      assertReset(behind);
      await("the connection ends", () -> proxy.counts().open() == 0);
    }

    @Test
    void byResetAreNoticedWhenThatSideHadSentEverything() throws IOException {
      PortProxy proxy = lab.serve(Protocol.TCP, LOOPBACK, PORT, CONTAINER4);
      ServerSocketChannel server = lab.listen(CONTAINER4);
      SocketChannel client = lab.connect(LOOPBACK, PORT);
      SocketChannel behind = lab.accept(server);
      client.shutdownOutput();
      assertThat(readAll(behind)).isEmpty();
      client.setOption(StandardSocketOptions.SO_LINGER, 0);
      client.close();
      await("the connection ends", () -> proxy.counts().open() == 0);
      assertThatThrownBy(() -> writeOften(behind)).isInstanceOf(IOException.class);
    }

    @Test
    void ofAPortResetItsConnectionsAndNoOthers() throws IOException {
      PortProxy closing = lab.serve(Protocol.TCP, LOOPBACK, PORT, CONTAINER4);
      lab.serve(Protocol.TCP, LOOPBACK, PORT + 1, CONTAINER4);
      ServerSocketChannel server = lab.listen(CONTAINER4);
      SocketChannel first = lab.connect(LOOPBACK, PORT);
      SocketChannel behindFirst = lab.accept(server);
      SocketChannel second = lab.connect(LOOPBACK, PORT + 1);
      SocketChannel behindSecond = lab.accept(server);

      closing.close();
      closing.close();
      assertReset(first);
      assertReset(behindFirst);
      assertThatThrownBy(() -> lab.connect(LOOPBACK, PORT)).hasMessageContaining("refused");
      write(second, "on");
      assertThat(read(behindSecond, 2)).isEqualTo("on");
      assertThat(closing.counts().open()).isZero();
    }
  }

  @Nested
  class Limits {

    @Test
    void twoHundredConnectionsAtOnceEachGetTheirOwn() throws Exception {
      PortProxy proxy = lab.serve(Protocol.TCP, LOOPBACK, PORT, CONTAINER4);
      ServerSocketChannel server = lab.listen(CONTAINER4);
      List<SocketChannel> clients = new ArrayList<>();
      for (int number = 0; number < 200; number++) {
        clients.add(lab.connect(LOOPBACK, PORT));
        write(clients.get(number), "%04d".formatted(number));
      }
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int number = 0; number < 200; number++) {
          SocketChannel behind = lab.accept(server);
          CompletableFuture<Void> _ = CompletableFuture.runAsync(() -> echo(behind), threads);
        }
        for (int number = 0; number < 200; number++) {
          clients.get(number).shutdownOutput();
          assertThat(readAll(clients.get(number))).isEqualTo("%04d".formatted(number));
        }
      }
      await("all connections end", () -> proxy.counts().open() == 0);
      assertThat(proxy.counts().connections()).isEqualTo(200);
    }

    @Test
    void resetWhoeverIsOneTooMany() throws IOException {
      lab.limit(new RelayLimits(2, 1, Duration.ofSeconds(90), Optional.empty()));
      PortProxy proxy = lab.serve(Protocol.TCP, LOOPBACK, PORT, CONTAINER4);
      ServerSocketChannel server = lab.listen(CONTAINER4);
      SocketChannel first = lab.connect(LOOPBACK, PORT);
      SocketChannel behindFirst = lab.accept(server);
      lab.connect(LOOPBACK, PORT);
      lab.accept(server);
      assertRefused(() -> lab.connect(LOOPBACK, PORT));
      assertThat(proxy.counts().refused()).isEqualTo(1);

      first.close();
      behindFirst.close();
      await("there is room", () -> proxy.counts().open() == 1);
      SocketChannel next = lab.connect(LOOPBACK, PORT);
      SocketChannel behindNext = lab.accept(server);
      write(next, "in");
      assertThat(read(behindNext, 2)).isEqualTo("in");
    }

    @Test
    void resetAConnectionThatIsIdleForTooLongAndNoOther() throws IOException {
      Duration idle = Duration.ofSeconds(60);
      lab.limit(new RelayLimits(10, 10, idle, Optional.of(idle)));
      PortProxy proxy = lab.serve(Protocol.TCP, LOOPBACK, PORT, CONTAINER4);
      ServerSocketChannel server = lab.listen(CONTAINER4);
      SocketChannel quiet = lab.connect(LOOPBACK, PORT);
      lab.accept(server);
      List<SocketChannel> busy = new ArrayList<>();
      for (int number = 0; number < 2; number++) {
        SocketChannel client = lab.connect(LOOPBACK, PORT);
        write(client, "1");
        assertThat(read(lab.accept(server), 1)).isEqualTo("1");
        busy.add(client);
      }
      lab.pass(idle.minusSeconds(1));
      busy.forEach(client -> use(client));
      await("their bytes have passed", () -> proxy.counts().bytesIn() == 4);
      assertThat(proxy.counts().open()).isEqualTo(3);
      lab.pass(Duration.ofSeconds(2));
      busy.forEach(client -> use(client));
      assertReset(quiet);
      await("only the idle one ends", () -> proxy.counts().open() == 2);
    }
  }

  @Nested
  class WithoutABackend {

    @Test
    void aClientIsReset() {
      PortProxy proxy = lab.serve(Protocol.TCP, LOOPBACK, PORT, CONTAINER4);
      assertRefused(() -> lab.connect(LOOPBACK, PORT));
      await("the connection ends", () -> proxy.counts().open() == 0);
      assertThat(proxy.counts().refused()).isEqualTo(1);
    }

    @Test
    void thePortServesAsSoonAsThereIsOne() throws IOException {
      lab.serve(Protocol.TCP, LOOPBACK, PORT, CONTAINER4);
      assertRefused(() -> lab.connect(LOOPBACK, PORT));
      ServerSocketChannel server = lab.listen(CONTAINER4);
      SocketChannel client = lab.connect(LOOPBACK, PORT);
      SocketChannel behind = lab.accept(server);
      write(behind, "now");
      behind.close();
      assertThat(readAll(client)).isEqualTo("now");
    }
  }

  private interface Connecting {
    SocketChannel connect() throws IOException;
  }

  /// The reset may come before the call that connects has returned.
  private static void assertRefused(Connecting connecting) {
    assertThatThrownBy(() -> readAll(connecting.connect()))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("(?i).*(reset|refused).*");
  }

  private static void assertReset(SocketChannel channel) {
    assertThatThrownBy(() -> readAll(channel))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("reset");
  }

  private static void writeOften(SocketChannel channel) throws IOException {
    for (int time = 0; time < 1_000; time++) {
      write(channel, "x");
    }
  }

  private static void use(SocketChannel client) {
    try {
      write(client, "x");
    } catch (IOException failure) {
      throw new AssertionError("a connection in use was ended", failure);
    }
  }

  private static void echo(SocketChannel connection) {
    try (connection) {
      write(connection, readAll(connection));
    } catch (IOException failure) {
      throw new AssertionError("no echo", failure);
    }
  }

  /// 64 MB of seeded noise, and what they sum up to.
  private static final class Flood {

    static final long SIZE = 64L << 20;

    private static final int PIECE = 1 << 17;

    static long send(SocketChannel to, long seed) throws IOException {
      Random random = new Random(seed);
      CRC32C sum = new CRC32C();
      byte[] piece = new byte[PIECE];
      for (long sent = 0; sent < SIZE; sent += PIECE) {
        random.nextBytes(piece);
        sum.update(piece);
        ByteBuffer bytes = ByteBuffer.wrap(piece);
        while (bytes.hasRemaining()) {
          to.write(bytes);
        }
      }
      to.shutdownOutput();
      return sum.getValue();
    }

    static long receive(SocketChannel from) throws IOException {
      CRC32C sum = new CRC32C();
      byte[] piece = new byte[PIECE];
      InputStream input = from.socket().getInputStream();
      for (int read = input.read(piece); read >= 0; read = input.read(piece)) {
        sum.update(piece, 0, read);
      }
      return sum.getValue();
    }
  }
}
