package io.libnetwork.http.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the process itself does: memory, collections, threads, files, processor. Micrometer counts
/// it and writes everything.
final class ProcessMeters implements AutoCloseable {

  /// See proc_pid_status(5).
  private static final Path STATUS = Path.of("/proc/self/status");

  private static final String RESIDENT = "VmRSS:";
  private static final int KILOBYTE = 1024;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  private ProcessMeters(MultiCollector others) {
    registry.getPrometheusRegistry().register(others);
    bind(registry);
  }

  /// Begins to count.
  ///
  /// @param others what else belongs to a scrape
  static ProcessMeters begin(MultiCollector others) {
    return new ProcessMeters(others);
  }

  private void bind(MeterRegistry meters) {
    collections.bindTo(meters);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    new FileDescriptorMetrics().bindTo(meters);
    Gauge.builder("process.resident.memory", ProcessMeters::resident)
        .baseUnit("bytes")
        .description("What the process has of the machine's memory")
        .register(meters);
  }

  /// Not a number where the kernel does not tell.
  private static double resident() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith(RESIDENT)) {
          String kilobytes = line.substring(RESIDENT.length()).replace("kB", "").strip();
          return Double.parseDouble(kilobytes) * KILOBYTE;
        }
      }
      return Double.NaN;
    } catch (IOException unreadable) {
      return Double.NaN;
    }
  }

  String scrape() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
