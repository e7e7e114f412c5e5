package io.libnetwork.bench;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.junit.LabSession;
import io.libnetwork.junit.Place;
import io.libnetwork.junit.SessionHost;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.testing.TestHost;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What `@TestNetwork` with two containers costs a test: made before it and removed after it. The
/// floor is a bridge and two containers, made and removed by the kernel alone.
final class JunitBenchmark {

  private static final int WARM_UP = 150;
  private static final int ROUNDS = 300;
  private static final List<String> SANDBOXES = List.of("client", "server");
  private static final InterfaceAddress FLOOR_ADDRESS = InterfaceAddress.parse("10.96.0.1/16");

  private JunitBenchmark() {}

  static void run(Consumer<Row> rows) {
    try (TestHost host = TestHost.create();
        SessionHost sessions = SessionHost.open(place(host));
        KernelFloor floor = new KernelFloor(host)) {
      Samples ours = new Samples();
      Samples begin = new Samples();
      Samples end = new Samples();
      Samples theirs = new Samples();
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        boolean counts = round >= 0;
        floor.settle();
        long start = System.nanoTime();
        LabSession session = sessions.begin(SANDBOXES, false);
        long made = System.nanoTime();
        session.close();
        long removed = System.nanoTime();
        if (counts) {
          ours.add(removed - start);
          begin.add(made - start);
          end.add(removed - made);
        }
        floor.settle();
        long bare = bare(floor);
        if (counts) {
          theirs.add(bare);
        }
      }
      rows.accept(Row.of("junit-test-network", ours, KernelFloor.NAME, theirs));
      rows.accept(Row.of("junit-begin", begin));
      rows.accept(Row.of("junit-end", end));
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
