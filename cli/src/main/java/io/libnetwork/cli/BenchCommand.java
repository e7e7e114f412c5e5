package io.libnetwork.cli;

import io.libnetwork.bench.Benchmark;
import io.libnetwork.bench.Report;
import io.libnetwork.bench.Results;
import io.libnetwork.bench.Row;
import io.libnetwork.bench.Run;
import io.libnetwork.bench.chart.Chart;
import io.libnetwork.bench.chart.ChartFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      arity = "0..1",
      completionCandidates = Titles.class,
      description = "One of ${COMPLETION-CANDIDATES}.")
  private @Nullable String what;

  @Option(
      names = "--json",
      description =
          "Print one JSON object a line, in place of a table. The first says when and where.")
  private boolean json;

  @Option(
      names = "--chart",
      paramLabel = "<file.svg>",
      description = "Draw what was measured, too: ours and what it is against, as SVG.")
  private @Nullable Path chart;

  @Option(
      names = "--from",
      paramLabel = "<file.jsonl>",
      description = "Measure nothing: draw what --json has printed before.")
  private @Nullable Path from;

  @Override
  public Integer call() {
    if (from != null) {
      redraw(from);
    } else {
      measure(benchmark());
    }
    return 0;
  }

  private Benchmark benchmark() {
    if (what == null) {
      throw mistake("bench needs to know what to measure, one of " + titles());
    }
    return Benchmark.find(what)
        .orElseThrow(() -> mistake("no benchmark '" + what + "': expected one of " + titles()));
  }

  private static String titles() {
    return String.join(", ", Benchmark.titles());
  }

  private ParameterException mistake(String text) {
    return new ParameterException(spec.commandLine(), text);
  }

  private void measure(Benchmark benchmark) {
    if (chart == null) {
      var _ = reported(benchmark);
      return;
    }
    try (ChartFile file = ChartFile.open(chart)) {
      file.write(Chart.svg(reported(benchmark)));
    }
  }

  private Results reported(Benchmark benchmark) {
    Run run = Run.beginning(benchmark);
    Report report = new Report(System.out, json);
    report.begin(run);
    List<Row> rows = new ArrayList<>();
    benchmark.run(row -> {
      report.print(row);
      rows.add(row);
    });
    return new Results(Optional.of(run), rows);
  }

  private void redraw(Path results) {
    if (chart == null) {
      throw mistake("--from needs --chart, to say where to draw");
    }
    if (what != null || json) {
      throw mistake("--from measures nothing: it goes with --chart alone");
    }
    try (ChartFile file = ChartFile.open(chart)) {
      file.write(Chart.svg(Results.read(results)));
    }
  }

  /// The names of all benches, for the help and for completions.
  private static final class Titles implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Benchmark.titles().iterator();
    }
  }
}
