package io.libnetwork.bench;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.junit.LabSession;
import io.libnetwork.junit.Place;
import io.libnetwork.junit.SessionHost;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.testing.TestHost;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What `@TestNetwork` with two containers costs a test: what it waits for before and after, in a
/// class whose tests take a moment each; the next one's is made meanwhile, and that of the one
/// before removed. Then tests that do nothing, one after the other without a pause. The floor is a
/// bridge and two containers, made and removed by the kernel alone.
final class JunitBenchmark {

  private static final int WARM_UP = 150;
  private static final int ROUNDS = 150;

  /// How long a test takes.
  private static final Duration BODY = Duration.ofMillis(30);

  private static final List<String> SANDBOXES = List.of("client", "server");
  private static final InterfaceAddress FLOOR_ADDRESS = InterfaceAddress.parse("10.96.0.1/16");

  private JunitBenchmark() {}

  static void run(Consumer<Row> rows) {
    Samples waited = new Samples();
    Samples whole = new Samples();
    try (TestHost host = TestHost.create();
        SessionHost sessions = SessionHost.open(place(host))) {
      for (int round = 0; round < WARM_UP; round++) {
        sessions.begin(SANDBOXES, false).close();
      }
      for (int round = 0; round < ROUNDS; round++) {
        waited.add(test(sessions));
      }
      for (int round = 0; round < ROUNDS; round++) {
        whole.time(() -> sessions.begin(SANDBOXES, false).close());
      }
    }
    rows.accept(Row.of("junit-test-network", waited, KernelFloor.NAME, floor()));
    rows.accept(Row.of("junit-without-a-pause", whole));
  }

  /// Answers how long it waited.
  private static long test(SessionHost sessions) {
    long begun = System.nanoTime();
    LabSession session = sessions.begin(SANDBOXES, false);
    long made = System.nanoTime();
    rest();
    long ended = System.nanoTime();
    session.close();
    return made - begun + System.nanoTime() - ended;
  }

  private static void rest() {
    try {
      Thread.sleep(BODY);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", interrupted);
    }
  }

  private static Samples floor() {
    try (TestHost host = TestHost.create();
        KernelFloor floor = new KernelFloor(host)) {
      Samples theirs = new Samples();
      for (int round = 0; round < ROUNDS; round++) {
        floor.settle();
        theirs.add(bare(floor));
      }
      return theirs;
    }
  }

  private static Place place(TestHost host) {
    return new Place(Optional.of(host.namespacePath()), host.host().runRoot().resolve("junit"));
  }

  private static long bare(KernelFloor floor) {
    long start = System.nanoTime();
    Ifindex bridge = floor.createNetwork(FLOOR_ADDRESS);
    KernelFloor.Container client = floor.attach();
    KernelFloor.Container server = floor.attach();
    client.close();
    server.close();
    long made = System.nanoTime() - start;
    return made + floor.remove(bridge);
  }
}
