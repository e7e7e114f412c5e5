package io.libnetwork.http.metrics;

import io.libnetwork.Controller;
import io.libnetwork.NetworkException;
import io.libnetwork.http.Answer;
import io.libnetwork.http.RouteObserver;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// All that is counted of a controller and of the process it runs in, in Prometheus' text format,
/// version 0.0.4.
///
/// What the process does is counted from the first scrape on: a daemon that nobody asks for it
/// loads nothing for it.
///
/// Safe for use by many threads.
public final class Metrics implements AutoCloseable {

  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final RequestTimes requests = new RequestTimes();
  private final Repairs repairs;
  private final List<Source> sources;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable ProcessMeters process;

  private Metrics(Controller controller, HostTraffic traffic, String version) {
    repairs = Repairs.of(controller);
    sources =
        List.of(
            new Inventory(controller, version),
            new Traffic(controller, traffic),
            new NameQueries(controller),
            repairs,
            requests);
  }

  /// Begins to count.
  ///
  /// @param traffic of the controller's host, which stays the caller's
  /// @param version of this program
  public static Metrics of(Controller controller, HostTraffic traffic, String version) {
    return new Metrics(controller, traffic, version);
  }

  /// Counts how long calls take.
  public RouteObserver requests() {
    return requests;
  }

  /// Everything as it is now.
  ///
  /// @throws NetworkException if the kernel does not tell
  public Answer answer() {
    return new Answer.OfText(200, TEXT, process().scrape(), java.util.Map.of());
  }

  private ProcessMeters process() {
    lock.lock();
    try {
      ProcessMeters known = process;
      if (known == null) {
        known = ProcessMeters.begin(collector());
        process = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  private MultiCollector collector() {
    return () -> {
      Families families = new Families();
      sources.forEach(source -> source.addTo(families));
      return new MetricSnapshots(families.snapshots());
    };
  }

  @Override
  public void close() {
    repairs.close();
    lock.lock();
    try {
      if (process != null) {
        process.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
