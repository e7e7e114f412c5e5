package io.libnetwork.bench;

import io.libnetwork.address.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What passes through a published port, by our proxy, by Docker's `docker-proxy` and with none.
///
/// iperf3 sends from the host to a container as fast as it can, for three seconds at a time; the
/// three ways take turns, so that all meet the same noise. What counts is what arrives.
final class ProxyBenchmark {

  private static final int ROUNDS = 5;
  private static final int SECONDS = 3;

  private enum Way {
    OURS("ours"),
    DOCKER("docker-proxy"),
    DIRECT("direct");

    private final String title;

    Way(String title) {
      this.title = title;
    }
  }

  private ProxyBenchmark() {}

  static void run(Consumer<Row> rows) {
    if (!Programs.installed("iperf3")) {
      System.err.println("left out: proxy; to measure it: apt-get install iperf3");
      return;
    }
    boolean docker = Programs.installed("docker-proxy");
    if (!docker) {
      System.err.println("left out: docker-proxy; to compare with it: apt-get install docker.io");
    }
    List<Way> others = docker ? List.of(Way.DOCKER, Way.DIRECT) : List.of(Way.DIRECT);
    try (ProxyScene scene = ProxyScene.open(docker)) {
      measure(scene, Protocol.TCP, others, rows);
      measure(scene, Protocol.UDP, others, rows);
    }
  }

  /// The first round warms up and does not count.
  private static void measure(
      ProxyScene scene, Protocol protocol, List<Way> others, Consumer<Row> rows) {
    Rates ours = new Rates();
    List<Rates> theirs = others.stream().map(_ -> new Rates()).toList();
    for (int round = -1; round < ROUNDS; round++) {
      boolean counts = round >= 0;
      measure(scene, protocol, Way.OURS, counts ? ours : new Rates());
      for (int index = 0; index < others.size(); index++) {
        measure(scene, protocol, others.get(index), counts ? theirs.get(index) : new Rates());
      }
    }
    for (int index = 0; index < others.size(); index++) {
      rows.accept(row(protocol, others.get(index), ours, theirs.get(index)));
    }
  }

  private static void measure(ProxyScene scene, Protocol protocol, Way way, Rates into) {
    into.add(scene.send(protocol, endpoint(scene, way), SECONDS));
  }

  private static ProxyScene.Place endpoint(ProxyScene scene, Way way) {
    return switch (way) {
      case OURS -> scene.ours();
      case DOCKER -> scene.docker();
      case DIRECT -> scene.direct();
    };
  }

  private static Row row(Protocol protocol, Way way, Rates ours, Rates theirs) {
    String name = "proxy-" + protocol + (way == Way.DOCKER ? "" : "-" + way.title);
    return new Row(
        name,
        protocol == Protocol.TCP ? "Mbit/s" : "packets/s",
        ours.count(),
        ours.percentile(50),
        ours.percentile(5),
        Optional.of(new Row.Against(way.title, theirs.percentile(50))));
  }
}
