package io.libnetwork.bench;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.Sandbox;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// What a thousand sandboxes with a name server each have more than a thousand without: of the heap
/// after a collection, of the kernel's own memory (`Slab` and `Percpu` of proc_meminfo(5)), and
/// threads. The median of some pairs: what is the kernel's is everybody's on the machine.
///
/// The kernel frees what a namespace had long after it has gone, hundreds of megabytes of a
/// thousand. So each count waits until its memory has come to rest.
final class DnsMemory {

  private static final int SANDBOXES = 1_000;
  private static final double MEGABYTE = 1e6;
  private static final long KIBIBYTE = 1024;

  /// A bridge has at most 1,023 ports.
  private static final int NETWORKS = 2;

  private static final int PAIRS = 3;

  /// Between two looks at the kernel's memory.
  private static final Duration PAUSE = Duration.ofMillis(300);

  /// That it grows or shrinks by in a pause where it rests.
  private static final long RESTLESSNESS = 300_000;

  /// Looks that find it at rest, one after the other.
  private static final int RESTING = 4;

  private static final int MOST_LOOKS = 100;

  private DnsMemory() {}

  private record Use(long heap, long kernel, int threads) {

    static Use now() {
      long kernel = kernelAtRest();
      System.gc();
      return new Use(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
          kernel,
          ManagementFactory.getThreadMXBean().getThreadCount());
    }

    long bytes() {
      return heap + kernel;
    }

    Use since(Use before) {
      return new Use(heap - before.heap, kernel - before.kernel, threads - before.threads);
    }
  }

  static void measure(Consumer<Row> rows) {
    Use more = median();
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("heap", more.heap() / MEGABYTE);
    parts.put("kernel", more.kernel() / MEGABYTE);
    parts.put("threads", (double) more.threads());
    double sum = more.bytes() / MEGABYTE;
    rows.accept(
        new Row(
            "dns-1000-sandboxes-memory",
            "MB",
            SANDBOXES,
            sum,
            sum,
            Optional.empty(),
            Optional.empty(),
            parts));
  }

  private static Use median() {
    Use _ = used(new ControllerOption.WithoutNames());
    List<Use> pairs = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      Use without = used(new ControllerOption.WithoutNames());
      pairs.add(used().since(without));
    }
    pairs.sort(Comparator.comparingLong(Use::bytes));
    return pairs.get(PAIRS / 2);
  }

  /// What a thousand sandboxes use.
  private static Use used(ControllerOption... options) {
    List<ControllerOption> all = new ArrayList<>(List.of(options));
    all.add(new ControllerOption.NetworkDriver(BridgeDriver.factory()));
    try (TestHost host = TestHost.create();
        Controller controller =
            Controller.open(host.host(), all.toArray(ControllerOption[]::new))) {
      List<Network> networks = new ArrayList<>();
      for (int network = 0; network < NETWORKS; network++) {
        networks.add(
            controller.createNetwork(
                BridgeDriver.NAME,
                "bench" + network,
                NetworkOption.Pool.of("10.%d.0.0/16".formatted(98 + network))));
      }
      Use before = Use.now();
      List<Sandbox> sandboxes = new ArrayList<>();
      for (int sandbox = 0; sandbox < SANDBOXES; sandbox++) {
        sandboxes.add(controller.attach("c" + sandbox, networks.get(sandbox % NETWORKS)).sandbox());
      }
      Use used = Use.now().since(before);
      controller.removeAll(sandboxes);
      return used;
    }
  }

  /// The kernel's memory, in bytes, once it changes by little; what it is after half a minute where
  /// it does not come to rest.
  private static long kernelAtRest() {
    long last = kernel();
    int resting = 0;
    for (int look = 0; look < MOST_LOOKS && resting < RESTING; look++) {
      LockSupport.parkNanos(PAUSE.toNanos());
      long now = kernel();
      resting = Math.abs(now - last) < RESTLESSNESS ? resting + 1 : 0;
      last = now;
    }
    return last;
  }

  private static long kernel() {
    return KIBIBYTE * (meminfo("Slab:") + meminfo("Percpu:"));
  }

  /// A value of `/proc/meminfo`, in KiB.
  private static long meminfo(String name) {
    try {
      return Files.readAllLines(Path.of("/proc/meminfo")).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.replaceAll("[^0-9]", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElseThrow();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
