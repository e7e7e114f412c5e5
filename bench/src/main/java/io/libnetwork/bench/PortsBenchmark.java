package io.libnetwork.bench;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.Sandbox;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Ports published and withdrawn while a container is joined, at every address of both families: so
/// each is two sockets, two elements and two entries.
///
/// What was withdrawn is not published again in the next round, because that would wait until its
/// connections are forgotten; and a round begins when that has been done.
final class PortsBenchmark {

  private static final int CONTAINER_PORT = 80;
  private static final int FIRST_PORT = 2_000;
  private static final int LAST_PORT = 62_000;
  private static final int WARM_UP = 3_000;
  private static final int ROUNDS = 21;
  private static final int MANY_ROUNDS = 7;
  private static final int SETTLING_MILLIS = 60;
  private static final int JOINS = 200;
  private static final int FEW = 10;
  private static final int MANY = 10_000;
  private static final int THOUSAND = 1_000;
  private static final double KILOBYTES_PER_MEGABYTE = 1024.0;

  private PortsBenchmark() {}

  /// A container on a host of its own, and which port is the next to be published there.
  private static final class Publisher implements AutoCloseable {

    private final TestHost host = TestHost.create();
    private final Controller controller =
        Controller.open(host.host(), new ControllerOption.NetworkDriver(BridgeDriver.factory()));
    private final Network network =
        controller.createNetwork(BridgeDriver.NAME, "bench", new NetworkOption.Ipv6(true));
    private final Attachment attached = controller.attach("bench", network);
    private int next = FIRST_PORT;

    Endpoint endpoint() {
      return attached.endpoint();
    }

    /// So many single ports that were not published in this round of the numbers.
    PublishedPort[] ports(int count) {
      if (next + count > LAST_PORT) {
        next = FIRST_PORT;
      }
      int first = next;
      next += count;
      return IntStream.range(first, next)
          .mapToObj(port -> PublishedPort.of(Protocol.TCP, CONTAINER_PORT, port))
          .toArray(PublishedPort[]::new);
    }

    @Override
    public void close() {
      controller.removeAll(controller.sandboxes());
      network.delete();
      controller.close();
      host.close();
    }
  }

  static void run(Consumer<Row> rows) {
    try (Publisher publisher = new Publisher()) {
      warmUp(publisher);
      join(publisher, rows);
      addAndRemove(publisher, 100, ROUNDS, rows);
      addAndRemove(publisher, THOUSAND, ROUNDS, rows);
      addAndRemove(publisher, MANY, MANY_ROUNDS, rows);
      memory(publisher, rows);
    }
    range(rows);
    oneMore(rows);
  }

  private static void warmUp(Publisher publisher) {
    for (int port = 0; port < WARM_UP; port++) {
      addAndRemove(publisher, publisher.ports(1), new Samples(), new Samples());
    }
    for (int round = 0; round < ROUNDS; round++) {
      addAndRemove(publisher, publisher.ports(THOUSAND), new Samples(), new Samples());
    }
  }

  /// What one published port adds to a join. Joins with and without take turns; the difference is
  /// that of the medians, and of the 95th percentiles.
  private static void join(Publisher publisher, Consumer<Row> rows) {
    Samples with = new Samples();
    Samples without = new Samples();
    for (int round = -JOINS; round < JOINS; round++) {
      join(publisher, round < 0 ? new Samples() : without);
      EndpointOption publish = new EndpointOption.Publish(publisher.ports(1)[0]);
      join(publisher, round < 0 ? new Samples() : with, publish);
    }
    rows.accept(
        new Row(
            "ports-1-extra",
            Samples.UNIT,
            with.count(),
            with.percentile(50) - without.percentile(50),
            with.percentile(95) - without.percentile(95),
            Optional.empty()));
  }

  private static void join(Publisher publisher, Samples into, EndpointOption... options) {
    Sandbox sandbox = publisher.controller.createSandbox("joining");
    Endpoint endpoint = publisher.network.createEndpoint("joining", options);
    into.time(() -> endpoint.join(sandbox));
    sandbox.delete();
  }

  private static void addAndRemove(Publisher publisher, int count, int rounds, Consumer<Row> rows) {
    Samples add = new Samples();
    Samples remove = new Samples();
    for (int round = 0; round < rounds; round++) {
      addAndRemove(publisher, publisher.ports(count), add, remove);
      settle();
    }
    rows.accept(Row.of("ports-%d-add".formatted(count), add));
    rows.accept(Row.of("ports-%d-remove".formatted(count), remove));
  }

  /// Connections are forgotten, and sockets closed, behind the call that withdraws.
  private static void settle() {
    try {
      Thread.sleep(SETTLING_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two rounds", interrupted);
    }
  }

  private static void addAndRemove(
      Publisher publisher, PublishedPort[] ports, Samples add, Samples remove) {
    add.time(() -> publisher.endpoint().publish(ports));
    remove.time(() -> publisher.endpoint().unpublish(ports));
  }

  /// Each on a host of its own, because who withdraws a range and asks for it again waits until its
  /// connections are forgotten.
  private static void range(Consumer<Row> rows) {
    Samples add = new Samples();
    Samples remove = new Samples();
    PublishedPort[] range = {PublishedPort.parse("2000-61999:2000-61999/tcp")};
    PublishedPort[] other = {PublishedPort.of(Protocol.TCP, CONTAINER_PORT, FIRST_PORT - 1)};
    for (int round = 0; round < ROUNDS; round++) {
      try (Publisher publisher = new Publisher()) {
        addAndRemove(publisher, other, new Samples(), new Samples());
        addAndRemove(publisher, range, add, remove);
      }
    }
    rows.accept(Row.of("ports-range-60000-add", add));
    rows.accept(Row.of("ports-range-60000-remove", remove));
  }

  /// Two hosts, one with few ports and one with many, take turns in publishing one more.
  private static void oneMore(Consumer<Row> rows) {
    Samples atFew = new Samples();
    Samples atMany = new Samples();
    try (Publisher few = new Publisher();
        Publisher many = new Publisher()) {
      few.endpoint().publish(few.ports(FEW));
      many.endpoint().publish(many.ports(MANY));
      for (int round = -WARM_UP / 2; round < WARM_UP / 2; round++) {
        addAndRemove(few, few.ports(1), round < 0 ? new Samples() : atFew, new Samples());
        // The numbers of those that stay come first, and are not asked for again.
        many.next = Math.max(many.next, FIRST_PORT + MANY);
        addAndRemove(many, many.ports(1), round < 0 ? new Samples() : atMany, new Samples());
      }
    }
    rows.accept(Row.of("ports-one-more-at-" + FEW, atFew));
    rows.accept(Row.of("ports-one-more-at-" + MANY, atMany, "ports-one-more-at-" + FEW, atFew));
  }

  /// By how much the process grows with a thousand ports, garbage collected before and after.
  private static void memory(Publisher publisher, Consumer<Row> rows) {
    double[] grown = new double[MANY_ROUNDS];
    for (int round = 0; round < grown.length; round++) {
      PublishedPort[] ports = publisher.ports(THOUSAND);
      double before = residentMegabytes();
      publisher.endpoint().publish(ports);
      grown[round] = residentMegabytes() - before;
      publisher.endpoint().unpublish(ports);
    }
    Arrays.sort(grown);
    double most = grown[grown.length - 1];
    rows.accept(
        new Row(
            "ports-1000-memory",
            "MB",
            grown.length,
            grown[grown.length / 2],
            most,
            Optional.empty()));
  }

  /// `VmRSS` of proc_pid_status(5).
  private static double residentMegabytes() {
    System.gc();
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) / KILOBYTES_PER_MEGABYTE;
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read how large this process is", failure);
    }
    throw new IllegalStateException("/proc/self/status has no VmRSS");
  }
}
