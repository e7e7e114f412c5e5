package io.libnetwork.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsTest {

  private static final String ROW = "{'name':'a','unit':'ms','n':2,'p50':1.5,'p95':2";

  @TempDir private Path folder;

  private Path kept(String text) throws IOException {
    return Files.writeString(folder.resolve("kept.jsonl"), text.replace('\'', '"'));
  }

  @Test
  void areReadAsTheyWerePrinted() throws IOException {
    Run run =
        new Run(
            "api",
            Instant.parse("2026-11-22T18:36:00Z"),
            new Machine("a \"fast\" one", 2, "Linux 6.18", "25.0.3+9"));
    List<Row> rows =
        List.of(
            new Row("alone", "MB", 1, 94.9944, 94.9944, Optional.empty()),
            new Row(
                "compared", "ms", 200, 3.8607, 8.5, Optional.of(new Row.Against("them", 80.1247))),
            new Row(
                "served",
                "us",
                7,
                1,
                2,
                Optional.empty(),
                Optional.of("unbound"),
                Map.of("qps", 207000.0)));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Report report = new Report(new PrintStream(printed, true, StandardCharsets.UTF_8), true);
    report.begin(run);
    rows.forEach(report::print);

    Path file = Files.write(folder.resolve("kept.jsonl"), printed.toByteArray());

    assertThat(Results.read(file)).isEqualTo(new Results(Optional.of(run), rows));
  }

  @Test
  void mayNotSayWhichRunTheyAreOf() throws IOException {
    Results results = Results.read(kept(ROW + "}\n"));

    assertThat(results.run()).isEmpty();
    assertThat(results.rows()).extracting(Row::name).containsExactly("a");
  }

  @Nested
  class AreRefused {

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        delimiter = '|',
        value = {
          "} {} | something is behind the object",
          ",'more':'text'} | 'more' is not a number",
          ",'p50':3} | Duplicate",
          ",'more':-1} | 'more' is -1.0, expected a number from 0 on",
          ",'more':1e999} | expected a number from 0 on",
          ",'more':[1]} | 'more' is neither a text nor a number",
          ",'more':null} | 'more' is neither a text nor a number",
          ",'against':'them'} | 'against_p50' is missing",
          ",'against':'them','against_p50':1} | 'ratio' is missing",
          ",'server':' '} | 'server' is not a text that says something",
          " | no JSON"
        })
    void withTheLineOfWhatIsWrong(String end, String mistake) throws IOException {
      Path file = kept(ROW + "}\n" + ROW + (end == null ? "" : end));

      assertThatThrownBy(() -> Results.read(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("cannot read results: " + file + ", line 2: ")
          .hasMessageContaining(mistake);
    }

    @ParameterizedTest
    @CsvSource(
        quoteCharacter = '`',
        delimiter = '|',
        value = {
          "{'name':'a','unit':'ms','n':1.5,'p50':1,'p95':1} | 'n' is 1.5",
          "{'name':'a','unit':'ms','n':0,'p50':1,'p95':1} | 'n' is 0.0",
          "{'name':'a','unit':'ms','p50':1,'p95':1} | 'n' is missing",
          "{'name':7,'unit':'ms','n':1,'p50':1,'p95':1} | 'name' is not a text",
          "[] | expected an object of JSON, not '[]'",
          "what | no JSON",
          "{'bench':'api','began':'today','cpu':'x','cores':1,'kernel':'k','jdk':'j'}"
              + " | 'began' is 'today', expected a time such as",
          "{'bench':'api','cpu':'x','cores':1,'kernel':'k','jdk':'j'} | 'began' is missing",
          "{'bench':'api','began':'2026-11-22T18:36:00Z','cpu':'x','cores':1,'kernel':'k','jdk':'j',"
              + "'wheels':4} | 'wheels' is unknown"
        })
    void whateverTheLineIs(String line, String mistake) throws IOException {
      Path file = kept(line + "\n" + ROW + "}\n");

      assertThatThrownBy(() -> Results.read(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("cannot read results: " + file + ", line 1: " + mistake);
    }

    @Test
    void whenTheyAreOfTwoRuns() throws IOException {
      String run =
          "{'bench':'api','began':'2026-11-22T18:36:00Z','cpu':'x','cores':1,'kernel':'k','jdk':'j'}\n";
      Path file = kept(run + ROW + "}\n" + run);

      assertThatThrownBy(() -> Results.read(file)).hasMessageContaining("line 3: a second run");
    }

    @Test
    void whenThereAreNone() throws IOException {
      assertThatThrownBy(() -> Results.read(kept(""))).hasMessageEndingWith("has no rows");
      assertThatThrownBy(() -> Results.read(folder.resolve("none")))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage("cannot read results: there is no file " + folder.resolve("none"));
      assertThatThrownBy(() -> Results.read(folder)).hasMessageEndingWith(" is not a file");
    }

    @Test
    void whenTheyAreEndless() {
      assertThatThrownBy(() -> Results.read(Path.of("/dev/zero")))
          .hasMessage("cannot read results: /dev/zero is not a file");
    }

    @Test
    void whenTheyAreTooMany() throws IOException {
      Path file = kept((ROW + "}\n").repeat(30_000));

      assertThatThrownBy(() -> Results.read(file)).hasMessageContaining("expected at most 1048576");
    }
  }
}
