package io.libnetwork.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The benchmarks there are.
public enum Benchmark {
  /// One container at a time on one bridge, and the network itself; and on one parent.
  ATTACH("attach"),
  /// A thousand containers on one network at once.
  MASS("mass"),
  /// Five thousand containers on one network, and what passes between its bridges.
  SHARD("shard"),
  /// Addresses handed out and taken back.
  IPAM("ipam"),
  /// Ports published and withdrawn, one and thousands.
  PORTS("ports"),
  /// What passes through a published port that is served by the process.
  PROXY("proxy"),
  /// Networks without a bridge, one container at a time and five thousand.
  PTP("ptp"),
  /// The firewall repaired after somebody has deleted it.
  HEAL("heal"),
  /// What it costs that nothing is forgotten.
  DURABLE("durable"),
  /// How soon a process is ready that finds what another has left.
  RESTART("restart"),
  /// A look at everything that finds nothing.
  RECONCILE("reconcile"),
  /// One backend of a service among a thousand that comes and goes.
  SERVICE("service"),
  /// Names asked for inside containers, of ours and of others' name servers.
  DNS("dns"),
  /// What a test has to wait for that has a network and containers of its own.
  JUNIT("junit"),
  /// Docker's API by the daemon, and how soon that and the command line are there.
  API("api"),
  /// A lab of fifty containers on five networks, by the daemon.
  LAB("lab"),
  /// What a call of a plugin costs beyond its socket.
  PLUGIN("plugin");

  private final String name;

  Benchmark(String name) {
    this.name = name;
  }

  /// The name it is asked for by.
  public String title() {
    return name;
  }

  /// The benchmark of a name.
  public static Optional<Benchmark> find(String name) {
    return Arrays.stream(values()).filter(benchmark -> benchmark.name.equals(name)).findFirst();
  }

  /// Every name.
  public static List<String> titles() {
    return Arrays.stream(values()).map(Benchmark::title).toList();
  }

  /// Measures, and tells each row as soon as it is known.
  public void run(Consumer<Row> rows) {
    switch (this) {
      case ATTACH -> {
        AttachBenchmark.run(rows);
        MacvlanBenchmark.run(rows);
      }
      case MASS -> MassBenchmark.run(rows);
      case SHARD -> ShardBenchmark.run(rows);
      case IPAM -> IpamBenchmark.run(rows);
      case PORTS -> PortsBenchmark.run(rows);
      case PROXY -> ProxyBenchmark.run(rows);
      case PTP -> PtpBenchmark.run(rows);
      case HEAL -> HealBenchmark.run(rows);
      case DURABLE -> DurableBenchmark.run(rows);
      case RESTART -> RestartBenchmark.run(rows);
      case RECONCILE -> ReconcileBenchmark.run(rows);
      case SERVICE -> ServiceBenchmark.run(rows);
      case DNS -> DnsBenchmark.run(rows);
      case JUNIT -> JunitBenchmark.run(rows);
      case API -> ApiBenchmark.run(rows);
      case LAB -> LabBenchmark.run(rows);
      case PLUGIN -> PluginBenchmark.run(rows);
    }
  }
}
