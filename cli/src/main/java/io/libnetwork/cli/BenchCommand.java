package io.libnetwork.cli;

import io.libnetwork.bench.Benchmark;
import io.libnetwork.bench.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `libnetwork bench`: measures, in a test host of its own, against the kernel's floor.
@Command(
    name = "bench",
    description = "Measure against the kernel's floor, in a network namespace of its own.")
final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "<what>",
      description =
          "One of attach, mass, ipam, ports, proxy, heal, durable, restart, reconcile, service, dns.")
  private String what;

  @Option(names = "--json", description = "Print one JSON object a line, in place of a table.")
  private boolean json;

  @Override
  public Integer call() {
    Benchmark benchmark =
        Benchmark.find(what)
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(),
                    "no benchmark '"
                        + what
                        + "': expected one of "
                        + String.join(", ", Benchmark.titles())));
    Report report = new Report(System.out, json);
    benchmark.run(report::print);
    return 0;
  }
}
