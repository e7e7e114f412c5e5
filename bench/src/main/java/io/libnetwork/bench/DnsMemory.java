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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// What a thousand sandboxes with a name server each have more than a thousand without: of the heap
/// after a collection, of the kernel's own memory (`Slab` and `Percpu` of proc_meminfo(5)), and
/// threads.
final class DnsMemory {

  private static final int SANDBOXES = 1_000;
  private static final double MEGABYTE = 1e6;
  private static final long KIBIBYTE = 1024;

  /// A bridge has at most 1,023 ports.
  private static final int NETWORKS = 2;

  private DnsMemory() {}

  private record Use(long heap, long kernel, int threads) {

    static Use now() {
      System.gc();
      return new Use(
          ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
          KIBIBYTE * (meminfo("Slab:") + meminfo("Percpu:")),
          ManagementFactory.getThreadMXBean().getThreadCount());
    }

    Use since(Use before) {
      return new Use(heap - before.heap, kernel - before.kernel, threads - before.threads);
    }
  }

  static void measure(Consumer<Row> rows) {
    Use _ = used(new ControllerOption.WithoutNames());
    Use without = used(new ControllerOption.WithoutNames());
    Use with = used();
    Use more = with.since(without);
    Map<String, Double> parts = new LinkedHashMap<>();
    parts.put("heap", more.heap() / MEGABYTE);
    parts.put("kernel", more.kernel() / MEGABYTE);
    parts.put("threads", (double) more.threads());
    double sum = (more.heap() + more.kernel()) / MEGABYTE;
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
