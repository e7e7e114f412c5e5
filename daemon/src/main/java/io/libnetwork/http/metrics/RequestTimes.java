package io.libnetwork.http.metrics;

import io.libnetwork.http.RouteObserver;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// How long each operation of the API took, by its route and by what came of it.
final class RequestTimes implements Source, RouteObserver {

  /// @param status as in `404`
  private record Operation(String method, String pattern, int status) {

    Labels labels() {
      return Labels.of("method", method, "route", pattern, "status", Integer.toString(status));
    }
  }

  /// There are as many as routes have statuses, and not as many as paths that were asked for.
  private final Map<Operation, Spread> spreads = new ConcurrentHashMap<>();

  @Override
  public void answered(String method, String pattern, int status, long nanos) {
    spreads.computeIfAbsent(new Operation(method, pattern, status), _ -> new Spread()).add(nanos);
  }

  @Override
  public void addTo(Families families) {
    HistogramSnapshot.Builder histogram =
        HistogramSnapshot.builder()
            .name("libnetwork_http_request_duration_seconds")
            .help("Time from a request to its answer; of a stream, to its beginning");
    spreads.forEach(
        (operation, spread) -> histogram.dataPoint(spread.snapshot(operation.labels())));
    families.add(histogram.build());
  }
}
