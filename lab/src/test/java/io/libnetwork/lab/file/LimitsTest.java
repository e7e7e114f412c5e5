package io.libnetwork.lab.file;

import static io.libnetwork.lab.file.MistakesTest.mistakes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is refused whatever it says.
class LimitsTest {

  private static void assertMistake(String text, String expected) {
    assertThat(mistakes(text)).singleElement().asString().startsWith(expected);
  }

  @Nested
  class Size {

    @TempDir Path folder;

    @Test
    void isAMebibyteAndNoMoreIsRead() throws IOException {
      Path file = folder.resolve("large.yaml");
      try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
        sparse.setLength(50L << 20);
      }

      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> LabFile.read(file))
          .withMessage(file + ":1:1: the file has more than 1048576 bytes");
    }

    @Test
    void ofATextCostsNothing() {
      String text = "a".repeat(50 << 20);
      long before = System.nanoTime();

      assertMistake(text, "1:1: the file has more than 1048576 bytes");
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void mayBeAMebibyte() {
      String text = "lab: a\n#" + "x".repeat(LabFile.LARGEST - 8);

      assertThat(text).hasSize(LabFile.LARGEST);
      assertThat(LabFile.read(text).lab().name()).isEqualTo("a");
    }

    @Test
    void isTenThousandObjects() {
      String sandboxes =
          IntStream.range(0, 5_001)
              .mapToObj("  s%d: {networks: n}\n"::formatted)
              .collect(Collectors.joining());

      assertMistake(
          "networks: {n: }\nsandboxes:\n" + sandboxes,
          "5002:11: more than 10000 networks, sandboxes, endpoints, services, backends and ports");
      String fewer = sandboxes.substring(0, sandboxes.indexOf("  s4999"));
      assertThat(LabFile.read("lab: a\nnetworks: {n: }\nsandboxes:\n" + fewer).lab().sandboxes())
          .hasSize(4_999);
    }
  }

  @Nested
  class Aliases {

    @Test
    void mayNotExplode() {
      StringBuilder text = new StringBuilder("x-0: &x0 [1, 2, 3, 4, 5, 6, 7, 8, 9]\n");
      for (int i = 1; i < 30; i++) {
        text.append("x-%d: &x%d [".formatted(i, i));
        text.append(("*x" + (i - 1) + ", ").repeat(9)).append("]\n");
      }

      assertMistake(text.toString(), "6:16: more than 200000 values");
    }

    @Test
    void mayNotLeadIntoThemselves() {
      assertMistake("networks: &n {m: *n}", "1:18: alias *n of a value that it is in itself");
    }

    @Test
    void leadToWhatIsBeforeThem() {
      assertMistake("networks: *n", "1:11: alias *n of nothing: expected &n before it");
    }

    @Test
    void mayMergeByTheThousandAndAreCounted() {
      String keys =
          IntStream.range(0, 1_000).mapToObj("k%d: 1, "::formatted).collect(Collectors.joining());
      String text = "x-a: &a {%s}\nx-b: [%s]".formatted(keys, "{<<: *a}, ".repeat(1_000));

      assertMistake(text, "2:");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "lab: !!java.net.URL [x]|1:6: tag \"tag:yaml.org,2002:java.net.URL\" is refused",
        "lab: !!str x|1:6: tag \"tag:yaml.org,2002:str\" is refused",
        "lab: a\\n---\\nlab: b|2:1: a second document: expected one lab in a file",
        "networks:\\n\\tn: {}|2:1: while scanning for the next token: found character '\\t(TAB)' that cannot start any token",
        "networks: {n: {|1:16: while parsing a flow node: expected the node content",
        "lab: 'a|1:8: while scanning a quoted scalar",
        "lab: a: b|1:7: mapping values are not allowed here",
        "lab: \\u0007|1:6: character U+0007",
        "``|1:1: nothing: expected a lab",
        "# a word|1:1: nothing: expected a lab",
        "%YAML 3.0\\n---\\nlab: a|1:1: "
      })
  void syntax(String text, String expected) {
    assertMistake(
        text.replace("\\n", "\n").replace("\\t", "\t").replace("\\u0007", "\u0007"),
        expected.replace("\\t", "\\t"));
  }

  @Test
  void depth() {
    assertMistake("[".repeat(100_000), "1:");
    assertMistake("- ".repeat(100_000) + "x", "1:67: values within each other: expected 32");
    assertMistake("{a: ".repeat(100) + "}".repeat(100), "1:");
  }

  @Test
  void octetsThatAreNoUtf8(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("lab.yaml");
    byte[] bytes = "lab: ä\nnetworks: {ä: x}\n".getBytes(StandardCharsets.UTF_8);
    bytes[bytes.length - 6] = (byte) 0xff;
    Files.write(file, bytes);

    assertThatExceptionOfType(NetworkException.InvalidParameter.class)
        .isThrownBy(() -> LabFile.read(file))
        .withMessage(file + ":2:12: octet 0xc3 is no part of UTF-8");
  }

  @Test
  void filesThatAreNone(@TempDir Path folder) {
    assertThatExceptionOfType(NetworkException.NotFound.class)
        .isThrownBy(() -> LabFile.read(folder.resolve("none.yaml")))
        .withMessageContaining("none.yaml");
    assertThatExceptionOfType(NetworkException.Unavailable.class)
        .isThrownBy(() -> LabFile.read(folder))
        .withMessageContaining(folder.toString());
  }

  @Test
  void ofManyMistakesIsSoon() {
    String text =
        IntStream.range(0, 4_900)
            .mapToObj(i -> "  s%d: {networks: nn%d, after: [s%d]}\n".formatted(i, i, i ^ 1))
            .collect(Collectors.joining());
    long before = System.nanoTime();

    assertThat(mistakes("sandboxes:\n" + text)).hasSizeGreaterThan(Findings.MOST);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
  }
}
