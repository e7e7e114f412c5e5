package io.libnetwork.bench;

import io.libnetwork.bench.DnsLoad.Answers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Names asked for inside a container, one question at a time and 32: of ours, of the name servers
/// of others that are installed, and of an echo in C, which is the floor. All take turns, so that
/// they meet the same noise.
final class DnsBenchmark {

  private static final int ROUNDS = 5;
  private static final int MANY = 32;
  private static final String UNIT = "us";

  private DnsBenchmark() {}

  static void run(Consumer<Row> rows) {
    if (!Programs.installed("cc")) {
      System.err.println("left out: dns; to measure it: apt-get install gcc libc6-dev");
      return;
    }
    try (TemporaryFolder folder = TemporaryFolder.create();
        DnsScene scene = DnsScene.open(folder.path())) {
      measure(scene, DnsLoad.compile(folder.path()), rows);
    }
    DnsMemory.measure(rows);
  }

  private static void measure(DnsScene scene, DnsLoad load, Consumer<Row> rows) {
    DnsServers servers = new DnsServers(scene, load);
    List<DnsServer> all = new ArrayList<>(List.of(servers.ours()));
    all.addAll(servers.others());
    try {
      measure("dns-local-1", all, server -> server.local(1), rows);
      measure("dns-local-32", all, server -> server.local(MANY), rows);
      measure(
          "dns-cached-forward-32",
          all.stream().filter(DnsServer::caches).toList(),
          server -> server.cached(MANY),
          rows);
    } finally {
      all.forEach(DnsServer::close);
    }
  }

  /// The first round warms up and does not count.
  private static void measure(
      String row, List<DnsServer> servers, Function<DnsServer, Answers> ask, Consumer<Row> rows) {
    Map<String, List<Answers>> answers = new LinkedHashMap<>();
    for (int round = -1; round < ROUNDS; round++) {
      for (DnsServer server : servers) {
        Answers got = ask.apply(server);
        if (round >= 0) {
          answers.computeIfAbsent(server.name(), _ -> new ArrayList<>()).add(got);
        }
      }
    }
    double ours = rate(answers.getOrDefault(servers.getFirst().name(), List.of()));
    answers.forEach((server, got) -> rows.accept(row(row, server, got, ours)));
  }

  /// The rounds' medians.
  private static Row row(String row, String server, List<Answers> got, double ours) {
    Map<String, Double> more = new LinkedHashMap<>();
    more.put("qps", rate(got));
    more.put("p99", median(got, Answers::p99));
    more.put("bad", got.stream().mapToDouble(Answers::bad).sum());
    more.put("ours_by_this", ours / rate(got));
    return new Row(
        row,
        UNIT,
        Math.toIntExact(got.stream().mapToLong(Answers::count).sum()),
        median(got, Answers::p50),
        median(got, Answers::p95),
        Optional.empty(),
        Optional.of(server),
        more);
  }

  private static double rate(List<Answers> got) {
    return median(got, Answers::rate);
  }

  private static double median(List<Answers> got, Function<Answers, Double> value) {
    Rates rates = new Rates();
    got.forEach(each -> rates.add(value.apply(each)));
    return rates.percentile(50);
  }
}
