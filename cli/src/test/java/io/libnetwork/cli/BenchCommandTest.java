package io.libnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.bench.Results;
import io.libnetwork.bench.chart.Chart;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BenchCommandTest {

  private static final Path IMAGES = Checkout.root().resolve("docs/images");

  @TempDir private Path folder;

  private final StringWriter err = new StringWriter();
  private final CommandLine commands = Commands.all().setErr(new PrintWriter(err));

  @Nested
  class DrawsAgain {

    @Test
    void whatWasMeasuredBefore() throws IOException {
      Path chart = folder.resolve("chart.svg");
      Path kept = IMAGES.resolve("bench-api.jsonl");

      assertThat(commands.execute("bench", "--chart", chart.toString(), "--from", kept.toString()))
          .isZero();
      assertThat(Files.readString(chart)).isEqualTo(Chart.svg(Results.read(kept)));
    }

    @Test
    void theChartThatIsInTheReadme() {
      assertThat(IMAGES.resolve("bench-api.svg"))
          .hasContent(Chart.svg(Results.read(IMAGES.resolve("bench-api.jsonl"))));
    }

    @Test
    void nothingWhereTheResultsAreNone() throws IOException {
      Path chart = Files.writeString(folder.resolve("chart.svg"), "before");
      Path kept = Files.writeString(folder.resolve("kept.jsonl"), "{}\n");

      assertThat(commands.execute("bench", "--chart", chart.toString(), "--from", kept.toString()))
          .isEqualTo(1);
      assertThat(err.toString())
          .isEqualToNormalizingNewlines(
              "libnetwork: cannot read results: " + kept + ", line 1: 'name' is missing\n");
      assertThat(chart).hasContent("before");
      assertThat(folder.toFile().list()).containsExactlyInAnyOrder("chart.svg", "kept.jsonl");
    }
  }

  @Nested
  class Refuses {

    /// That nothing has been measured is seen from the time: the benchmark named takes minutes.
    @Test
    void toMeasureForAChartThatCannotBeWritten() {
      Path chart = folder.resolve("none/chart.svg");

      assertThat(commands.execute("bench", "mass", "--chart", chart.toString())).isEqualTo(1);
      assertThat(err.toString())
          .isEqualToNormalizingNewlines(
              "libnetwork: cannot write a chart to " + chart + ": there is no folder for it\n");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "bench",
          "bench --chart a.svg",
          "bench --from a.jsonl",
          "bench api --chart a.svg --from a.jsonl",
          "bench --json --chart a.svg --from a.jsonl",
          "bench nothing",
          "bench nothing --chart a.svg"
        })
    void whatCannotBeMeant(String line) {
      assertThat(commands.execute(line.split(" ", -1))).isEqualTo(2);
      assertThat(err.toString()).startsWith("libnetwork: ");
      assertThat(Path.of("a.svg")).doesNotExist();
    }
  }
}
