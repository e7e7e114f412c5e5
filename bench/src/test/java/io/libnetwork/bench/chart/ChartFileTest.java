package io.libnetwork.bench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartFileTest {

  @TempDir private Path folder;

  @Test
  void isReplacedWhole() throws IOException {
    Path path =
        Files.writeString(folder.resolve("chart.svg"), "a longer one that was there before");

    try (ChartFile file = ChartFile.open(path)) {
      assertThat(path).hasContent("a longer one that was there before");
      file.write("new");
    }

    assertThat(path).hasContent("new");
    assertThat(folder).isDirectoryContaining(path::equals).satisfies(this::hasOneFile);
  }

  @Test
  void staysAsItWasWhereNothingIsDrawn() throws IOException {
    Path path = Files.writeString(folder.resolve("chart.svg"), "before");

    ChartFile.open(path).close();

    assertThat(path).hasContent("before");
    hasOneFile(folder);
  }

  @Test
  void isNotThereWhereNothingIsDrawn() throws IOException {
    ChartFile.open(folder.resolve("chart.svg")).close();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void isTheOneThatALinkLeadsTo() throws IOException {
    Path path = Files.writeString(folder.resolve("real.svg"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link.svg"), path);

    try (ChartFile file = ChartFile.open(link)) {
      file.write("new");
    }

    assertThat(link).isSymbolicLink();
    assertThat(path).hasContent("new");
  }

  @Test
  void isNoFolderAndNoDevice() {
    assertThatThrownBy(() -> ChartFile.open(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot write a chart to " + folder + ": it is there and no file");
    assertThatThrownBy(() -> ChartFile.open(Path.of("/dev/null")))
        .hasMessage("cannot write a chart to /dev/null: it is there and no file");
  }

  @Test
  void needsAFolder() {
    Path path = folder.resolve("none/chart.svg");

    assertThatThrownBy(() -> ChartFile.open(path))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot write a chart to " + path + ": there is no folder for it");
  }

  private void hasOneFile(Path where) {
    assertThat(where.toFile().list()).containsExactly("chart.svg");
  }
}
