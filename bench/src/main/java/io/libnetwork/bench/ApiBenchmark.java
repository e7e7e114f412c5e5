package io.libnetwork.bench;

import io.libnetwork.testing.TestHost;
import io.libnetwork.wire.Api;
import io.libnetwork.wire.DaemonAddress;
import io.libnetwork.wire.HttpApi;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Docker's API over a unix socket, asked of our daemon and of Docker's by the same client: one
/// connection for each request. And how soon the daemon and the command line are there, against a
/// JVM that prints a line.
final class ApiBenchmark {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /// A daemon lives long; what it does first takes three times as long.
  private static final int WARM_UP = 3000;

  private static final int ROUNDS = 200;
  private static final int PEER_ROUNDS = 20;
  private static final int ENDPOINTS = 1000;
  private static final int ENDPOINTS_OF_A_NETWORK = 250;
  private static final int CLIENTS = 8;
  private static final String PEER = "dockerd";

  private final Path folder;
  private final Consumer<Row> rows;

  private ApiBenchmark(Path folder, Consumer<Row> rows) {
    this.folder = folder;
    this.rows = rows;
  }

  static void run(Consumer<Row> rows) {
    if (!OurDaemon.startable()) {
      throw new IllegalStateException(
          "the daemon is measured as it is installed: use ./libnetwork bench api");
    }
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      new ApiBenchmark(folder.path(), rows).measure();
    }
  }

  private void measure() {
    Measured peer = Dockerd.installed() ? peer() : Measured.NOTHING;
    try (TestHost host = TestHost.create();
        OurDaemon daemon = OurDaemon.start(host, folder.resolve("ours"))) {
      report("daemon-rss-idle", daemon.settledBytes());
      Calls calls = new Calls(at(daemon.socket()));
      String container = calls.container("scratch");
      calls.warmUp(container, WARM_UP);
      calls.measure(container, ROUNDS).forEach((name, ours) -> tell(name, ours, peer));
      List<String> containers = new ArrayList<>(List.of(container));
      while (containers.size() < CLIENTS) {
        containers.add(calls.container("scratch"));
      }
      rates(calls, containers, ROUNDS).forEach(ours -> tell(ours, peer));
      calls.fill(ENDPOINTS, ENDPOINTS_OF_A_NETWORK);
      report("daemon-rss-1000", daemon.settledBytes());
    }
    new StartBenchmark(folder, rows).run();
  }

  /// What was measured of a peer.
  ///
  /// @param times by the names of rows
  private record Measured(Map<String, Samples> times, List<PairRate> rates) {
    static final Measured NOTHING = new Measured(Map.of(), List.of());
  }

  private Measured peer() {
    try (TemporaryFolder built = TemporaryFolder.create();
        Dockerd dockerd = Dockerd.start(folder.resolve("docker"))) {
      dockerd.load(DnsLoad.compile(built.path()).program());
      List<String> containers = new ArrayList<>();
      while (containers.size() < CLIENTS) {
        containers.add(dockerd.docker("run", "--detach", Dockerd.IMAGE, "/dns", "idle").strip());
      }
      Calls calls = new Calls(at(dockerd.socket()));
      calls.ours(containers.getFirst(), 2);
      Map<String, Samples> times = calls.measure(containers.getFirst(), PEER_ROUNDS);
      List<PairRate> rates = rates(calls, containers, PEER_ROUNDS);
      containers.forEach(container -> {
        String _ = dockerd.docker("rm", "--force", container);
      });
      return new Measured(times, rates);
    }
  }

  private static List<PairRate> rates(Calls calls, List<String> containers, int rounds) {
    return List.of(
        PairRate.measure(calls, containers.subList(0, 1), rounds),
        PairRate.measure(calls, containers, rounds));
  }

  private static Api at(Path socket) {
    return HttpApi.at(new DaemonAddress.Unix(socket), LIMIT);
  }

  private void tell(String name, Samples ours, Measured peer) {
    Samples theirs = peer.times().get(name);
    rows.accept(theirs == null ? Row.of(name, ours) : Row.of(name, ours, PEER, theirs));
  }

  private void tell(PairRate ours, Measured peer) {
    Optional<Row.Against> theirs =
        peer.rates().stream()
            .filter(rate -> rate.clients() == ours.clients())
            .findFirst()
            .map(rate -> new Row.Against(PEER, rate.perSecond()));
    rows.accept(
        new Row(
            "api-pairs-" + ours.clients(),
            "pairs/s",
            ours.pairs(),
            ours.perSecond(),
            ours.perSecond(),
            theirs));
  }

  private void report(String name, long bytes) {
    double megabytes = bytes / 1e6;
    rows.accept(new Row(name, "MB", 1, megabytes, megabytes, Optional.empty()));
  }
}
