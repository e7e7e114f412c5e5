package io.libnetwork.bench;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.linux.nftables.Family;
import io.libnetwork.linux.nftables.Nftables;
import io.libnetwork.linux.nftables.RulesetChange;
import io.libnetwork.linux.nftables.RulesetChange.Kind;
import io.libnetwork.linux.nftables.RulesetMonitor;
import io.libnetwork.linux.nftables.Table;
import io.libnetwork.linux.nftables.Transaction;
import io.libnetwork.testing.TestHost;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Somebody deletes our tables: from when the kernel announces that, until it announces that the
/// rules are back, with what they keep out, and until all published ports are.
final class HealBenchmark {

  private static final int CONTAINER_PORT = 80;
  private static final int FIRST_PORT = 2_000;
  private static final int WARM_UP = 80;
  private static final int WARM_UP_PORTS = 1_000;
  private static final int ROUNDS = 21;
  private static final long PATIENCE_SECONDS = 10;
  private static final Table MAIN = new Table(Family.INET, "libnetwork");
  private static final Table FRAMES = new Table(Family.BRIDGE, "libnetwork");

  private HealBenchmark() {}

  static void run(Consumer<Row> rows) {
    measure(WARM_UP_PORTS, WARM_UP, new Samples(), new Samples());
    for (int ports : new int[] {1_000, 10_000}) {
      Samples guards = new Samples();
      Samples all = new Samples();
      measure(ports, ROUNDS, guards, all);
      rows.accept(Row.of("heal-guards-" + ports, guards));
      rows.accept(Row.of("heal-all-" + ports, all));
    }
  }

  /// What was announced.
  ///
  /// @param nanos when
  private record Heard(long nanos, RulesetChange change) {

    boolean touches(Kind kind, String name) {
      return change.touched().stream()
          .anyMatch(touched -> touched.kind() == kind && touched.name().equals(name));
    }
  }

  private static void measure(int ports, int rounds, Samples guards, Samples all) {
    BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();
    try (TestHost host = TestHost.create();
        Controller controller =
            Controller.open(
                host.host(), new ControllerOption.NetworkDriver(BridgeDriver.factory()))) {
      Network network =
          controller.createNetwork(BridgeDriver.NAME, "bench", new NetworkOption.Ipv6(true));
      Attachment attached = controller.attach("bench", network);
      try (Nftables others = host.thread().call(host.namespace(), Nftables::open);
          RulesetMonitor _ = listen(host, heard)) {
        attached.endpoint().publish(ports(ports + 1));
        for (int round = 0; round < rounds; round++) {
          heal(others, heard, guards, all);
        }
      }
      attached.sandbox().delete();
      network.delete();
    }
  }

  private static PublishedPort[] ports(int count) {
    return IntStream.range(FIRST_PORT, FIRST_PORT + count)
        .mapToObj(port -> PublishedPort.of(Protocol.TCP, CONTAINER_PORT, port))
        .toArray(PublishedPort[]::new);
  }

  private static void heal(
      Nftables others, BlockingQueue<Heard> heard, Samples guards, Samples all) {
    heard.clear();
    others.apply(Transaction.builder().delete(MAIN).delete(FRAMES).build());
    long gone = await(heard, change -> change.touches(Kind.TABLE, MAIN.name()));
    long rules = await(heard, change -> change.touches(Kind.CHAIN, "forward"));
    long opened = await(heard, change -> change.touches(Kind.ELEMENTS, "any6"));
    guards.add(rules - gone);
    all.add(opened - gone);
  }

  private static long await(BlockingQueue<Heard> heard, Predicate<Heard> wanted) {
    try {
      while (true) {
        Heard next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (next == null) {
          throw new IllegalStateException(
              "the firewall was not repaired within " + PATIENCE_SECONDS + " s");
        }
        if (wanted.test(next)) {
          return next.nanos();
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the firewall was repaired", interrupted);
    }
  }

  private static RulesetMonitor listen(TestHost host, BlockingQueue<Heard> heard) {
    return RulesetMonitor.open(
        host.thread(),
        host.namespace(),
        "bench-ruleset",
        new RulesetMonitor.Listener() {
          @Override
          public void changed(RulesetChange change) {
            heard.add(new Heard(System.nanoTime(), change));
          }

          @Override
          public void missed() {
            // What is waited for may be among it; then the wait ends with an error.
          }

          @Override
          public void failed(RuntimeException failure) {
            throw failure;
          }
        });
  }
}
