package io.libnetwork.bench;

import io.libnetwork.testing.TestHost;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.DaemonAddress;
import io.libnetwork.wire.HttpApi;
import io.libnetwork.wire.Request;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/// A lab of fifty containers on five networks, asked of a daemon: made, asked for again when it is
/// there, and taken away. Against the same with a program that begins in each container.
final class LabBenchmark {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int NETWORKS = 5;
  private static final int SANDBOXES = 50;
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 15;

  private final Api api;
  private final Consumer<Row> rows;

  private LabBenchmark(Api api, Consumer<Row> rows) {
    this.api = api;
    this.rows = rows;
  }

  static void run(Consumer<Row> rows) {
    if (!OurDaemon.startable()) {
      throw new IllegalStateException(
          "the daemon is measured as it is installed: use ./libnetwork bench lab");
    }
    try (TemporaryFolder folder = TemporaryFolder.create();
        TestHost host = TestHost.create();
        OurDaemon daemon = OurDaemon.start(host, folder.path().resolve("ours"))) {
      Api api = HttpApi.at(new DaemonAddress.Unix(daemon.socket()), LIMIT);
      LabBenchmark benchmark = new LabBenchmark(api, rows);
      benchmark.measure("lab-apply-50", "lab-apply-50-again", "lab-remove-50", "");
      benchmark.measure(
          "lab-apply-50-commands",
          "lab-apply-50-commands-again",
          "lab-remove-50-commands",
          "command: [sleep, '3600'], ");
    }
  }

  private void measure(String made, String again, String removed, String command) {
    String lab = lab(command);
    Samples applies = new Samples();
    Samples repeats = new Samples();
    Samples removals = new Samples();
    for (int round = 0; round < WARM_UP; round++) {
      round(lab, new Samples(), new Samples(), new Samples());
    }
    for (int round = 0; round < ROUNDS; round++) {
      round(lab, applies, repeats, removals);
    }
    rows.accept(Row.of(made, applies));
    rows.accept(Row.of(again, repeats));
    rows.accept(Row.of(removed, removals));
  }

  private void round(String lab, Samples applies, Samples repeats, Samples removals) {
    applies.time(() -> apply(lab));
    repeats.time(() -> apply(lab));
    removals.time(() -> {
      var _ = api.call(Request.delete("/v1/labs/bench"));
    });
  }

  private void apply(String lab) {
    var _ = api.call(new Request("POST", "/v1/labs", "application/yaml", lab, Map.of()));
  }

  private static String lab(String command) {
    StringBuilder text = new StringBuilder("lab: bench\nnetworks:\n");
    for (int number = 0; number < NETWORKS; number++) {
      text.append("  net").append(number).append(": {}\n");
    }
    text.append("sandboxes:\n");
    for (int number = 0; number < SANDBOXES; number++) {
      text.append("  box").append(number).append(": {").append(command);
      text.append("networks: [net").append(number % NETWORKS).append("]}\n");
    }
    return text.toString();
  }
}
