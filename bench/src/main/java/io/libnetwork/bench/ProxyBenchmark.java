package io.libnetwork.bench;

import io.libnetwork.address.Protocol;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
    List<String> missing = new ArrayList<>();
    if (!ProxyScene.installed("iperf3")) {
      System.err.println("left out: proxy; to measure it: apt-get install iperf3");
      return;
    }
    if (!ProxyScene.installed("docker-proxy")) {
      System.err.println("left out: docker-proxy; to compare with it: apt-get install docker.io");
      missing.add(Way.DOCKER.title);
    }
    try (ProxyScene scene = ProxyScene.open(missing.isEmpty())) {
      for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
        measure(scene, protocol, missing.isEmpty(), rows);
      }
    }
  }

  /// The first round warms up and does not count.
  private static void measure(
      ProxyScene scene, Protocol protocol, boolean withDocker, Consumer<Row> rows) {
    Map<Way, Rates> rates = new EnumMap<>(Way.class);
    for (Way way : Way.values()) {
      rates.put(way, new Rates());
    }
    if (!withDocker) {
      rates.remove(Way.DOCKER);
    }
    for (int round = -1; round < ROUNDS; round++) {
      for (Map.Entry<Way, Rates> each : rates.entrySet()) {
        double rate = scene.send(protocol, endpoint(scene, each.getKey()), SECONDS);
        if (round >= 0) {
          each.getValue().add(rate);
        }
      }
    }
    Rates ours = rates.remove(Way.OURS);
    rates.forEach((way, theirs) -> rows.accept(row(protocol, way, ours, theirs)));
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
