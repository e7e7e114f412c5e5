package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Network;
import io.libnetwork.Sandbox;
import io.libnetwork.address.IpFamily;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Containers that do to their name server what they can: others are answered as before, what they
/// make it hold is bounded, and afterwards nothing is left of it.
///
/// Latencies are compared with those of the same run without anybody hostile, and generously: what
/// is to be found is that others wait for a timeout or for a queue, not how fast it is.
class HostileClientsTest {

  private static final boolean LONG = Boolean.getBoolean("tests.long");
  private static final int CONNECTIONS = 10_000;
  private static final int HOSTILE = 8;
  private static final int CONNECTIONS_EACH = 64;
  private static final int QUESTIONS = 3_000;
  private static final Duration GENEROUS = Duration.ofMillis(10);

  /// What one class of the JDK or another may keep of the process's descriptors, and of the heap.
  private static final int SLACK = 20;

  private static final long MEGABYTE = 1 << 20;

  @TempDir private Path folder;
  private NamesLab lab;
  private List<Sandbox> hostile;
  private NameAsker quiet;
  private String address;

  @BeforeEach
  void open() throws IOException {
    lab = NamesLab.open(folder);
    Network lan = lab.network("lan");
    Attachment web = lab.controller().attach("web", lan);
    address = web.endpoint().address(IpFamily.V4).orElseThrow().address().toString();
    hostile =
        Stream.iterate(0, i -> i + 1)
            .limit(HOSTILE)
            .map(i -> lab.controller().attach("hostile" + i, lan).sandbox())
            .toList();
    quiet = new NameAsker(lab, web.sandbox());
    latencies();
  }

  @AfterEach
  void close() throws IOException {
    if (lab != null) {
      quiet.close();
      lab.close();
    }
  }

  private Latencies latencies() throws IOException {
    return quiet.latencies("web", address, QUESTIONS);
  }

  /// While somebody is at work, others are answered, each of them, and as soon as before.
  private void othersAreAnswered(String who, Latencies before, Latencies meanwhile) {
    System.out.printf("%s: quiet %s; meanwhile %s%n", who, before, meanwhile);
    Duration bound = before.percentile(99).multipliedBy(10);
    assertThat(meanwhile.missing()).as(who).isZero();
    assertThat(meanwhile.percentile(99))
        .as(who)
        .isLessThan(bound.compareTo(GENEROUS) > 0 ? bound : GENEROUS);
  }

  @Test
  void holdTenThousandConnections() throws IOException {
    Latencies before = latencies();
    long descriptors = descriptors();
    long heap = heap();
    List<SocketChannel> all = new ArrayList<>();
    try {
      CompletableFuture<Latencies> meanwhile = Threads.start(this::latencies);
      for (Sandbox sandbox : hostile) {
        all.addAll(lab.connections(sandbox, CONNECTIONS / HOSTILE));
      }
      othersAreAnswered("while 10,000 connect", before, meanwhile.join());
      othersAreAnswered("10,000 connections", before, latencies());
      assertThat(descriptors() - descriptors - all.size())
          .as("held by the server")
          .isLessThanOrEqualTo((long) HOSTILE * CONNECTIONS_EACH + SLACK);
      assertThat(heap() - heap).as("bytes, those of the clients too").isLessThan(64 * MEGABYTE);
      assertServes(lab.connection(hostile.getFirst()));
    } finally {
      closeAll(all);
    }
    assertEverythingIsAsBefore(descriptors);
  }

  /// Each sends the beginning of a message, and another byte now and then.
  @Test
  void sendAByteNowAndThen() throws IOException {
    Latencies before = latencies();
    long descriptors = descriptors();
    List<SocketChannel> slow = new ArrayList<>();
    for (Sandbox sandbox : hostile) {
      slow.addAll(lab.connections(sandbox, CONNECTIONS_EACH));
    }
    try (Work _ = new Work(() -> drip(slow))) {
      othersAreAnswered("a byte now and then", before, latencies());
      assertServes(lab.connection(hostile.getFirst()));
      if (LONG) {
        assertAreClosedInTime(slow);
      }
    } finally {
      closeAll(slow);
    }
    assertEverythingIsAsBefore(descriptors);
  }

  private static boolean drip(List<SocketChannel> connections) throws IOException {
    for (SocketChannel connection : connections) {
      try {
        connection.write(ByteBuffer.wrap(new byte[] {(byte) 1}));
      } catch (IOException closed) {
        connection.close();
      }
    }
    LockSupport.parkNanos(LONG ? 1_000_000_000L : 100_000_000L);
    return connections.stream().anyMatch(SocketChannel::isOpen);
  }

  /// A byte now and then is no message: eight seconds, and a pause of the one who sends them.
  private static void assertAreClosedInTime(List<SocketChannel> slow) {
    long end = System.nanoTime() + Duration.ofSeconds(13).toNanos();
    while (slow.stream().anyMatch(SocketChannel::isOpen) && System.nanoTime() < end) {
      LockSupport.parkNanos(100_000_000);
    }
    assertThat(slow).noneMatch(SocketChannel::isOpen);
  }

  /// Lengths of nothing, of less than a header, of more than comes; messages that are answers.
  @Test
  void tellLengthsThatAreNone() throws IOException {
    Latencies before = latencies();
    long descriptors = descriptors();
    List<byte[]> openings =
        List.of(
            new byte[] {0, 0},
            new byte[] {0, 0, 0, 0, 0, 0, 0, 0},
            new byte[] {0, 5, 1, 2, 3, 4, 5},
            new byte[] {(byte) 0xff, (byte) 0xff, 1, 2, 3},
            new byte[] {0, 12, 0, 1, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0},
            new byte[] {0},
            new byte[0]);
    try (Work _ = new Work(() -> sendEach(openings))) {
      othersAreAnswered("lengths that are none", before, latencies());
    }
    try (SocketChannel connection = lab.connection(hostile.getFirst())) {
      // More than may be unanswered at a time, and none of them ever will be.
      for (int i = 0; i < 100; i++) {
        connection.write(ByteBuffer.wrap(openings.get(i % 3)));
      }
      assertServes(connection);
    }
    assertEverythingIsAsBefore(descriptors);
  }

  private boolean sendEach(List<byte[]> openings) throws IOException {
    for (byte[] opening : openings) {
      for (Sandbox sandbox : hostile) {
        try (SocketChannel connection = lab.connection(sandbox)) {
          connection.write(ByteBuffer.wrap(opening));
          connection.shutdownOutput();
        }
      }
    }
    return true;
  }

  @Test
  void sendGarbageAsFastAsTheyCan() throws IOException {
    Latencies before = latencies();
    long descriptors = descriptors();
    long heap = heap();
    try (DatagramChannel one = lab.datagrams(hostile.get(0));
        DatagramChannel two = lab.datagrams(hostile.get(1))) {
      Random random = new Random(53);
      try (Work _ = new Work(() -> garbage(random, one, two))) {
        othersAreAnswered("garbage as fast as it goes", before, latencies());
      }
    }
    assertThat(heap() - heap).as("bytes").isLessThan(32 * MEGABYTE);
    assertEverythingIsAsBefore(descriptors);
  }

  private static boolean garbage(Random random, DatagramChannel... channels) throws IOException {
    byte[] bytes = new byte[random.nextInt(600)];
    random.nextBytes(bytes);
    for (DatagramChannel channel : channels) {
      for (int i = 0; i < 16; i++) {
        channel.write(ByteBuffer.wrap(bytes));
      }
    }
    return true;
  }

  /// A question over a connection is answered.
  private void assertServes(SocketChannel connection) throws IOException {
    try (connection) {
      byte[] question = {
        0, 21, 9, 9, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 'w', 'e', 'b', 0, 0, 1, 0, 1
      };
      Socket socket = connection.socket();
      socket.setSoTimeout(2_000);
      socket.getOutputStream().write(question);
      byte[] answer = socket.getInputStream().readNBytes(2 + 37);
      assertThat(answer).hasSize(39);
      assertThat(answer[2]).isEqualTo((byte) 9);
      assertThat(answer[9]).as("answers").isEqualTo((byte) 1);
    }
  }

  private void assertEverythingIsAsBefore(long descriptors) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (descriptors() > descriptors + SLACK && System.nanoTime() < end) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(descriptors()).as("descriptors").isLessThanOrEqualTo(descriptors + SLACK);
    assertThat(quiet.latencies("web", address, 100).missing()).isZero();
    for (Sandbox sandbox : hostile) {
      assertServes(lab.connection(sandbox));
    }
  }

  private static void closeAll(List<SocketChannel> channels) throws IOException {
    for (SocketChannel channel : channels) {
      channel.close();
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /// Something that is done again and again until this is closed, or it says that it is enough.
  private static final class Work implements AutoCloseable {
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CompletableFuture<Boolean> done;

    Work(Callable<Boolean> piece) {
      done =
          Threads.start(() -> {
            boolean more = true;
            while (more && !ending.get()) {
              more = piece.call();
            }
            return more;
          });
    }

    @Override
    public void close() {
      ending.set(true);
      done.join();
    }
  }
}
