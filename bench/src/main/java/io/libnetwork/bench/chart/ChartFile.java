package io.libnetwork.bench.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file that a chart will be in: as it was, or whole.
///
/// What is written is written beside it and takes its place at the end. That it can be written is
/// known when this is opened, before anybody measures for it.
public final class ChartFile implements AutoCloseable {

  private final Path file;
  private final Path beside;
  private boolean written;

  private ChartFile(Path file, Path beside) {
    this.file = file;
    this.beside = beside;
  }

  /// Opens a file that may be there or not.
  ///
  /// @throws IllegalArgumentException where there is something that is no file
  /// @throws UncheckedIOException where it cannot be written
  public static ChartFile open(Path path) {
    try {
      Path file = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw new IllegalArgumentException(
            "cannot write a chart to " + path + ": it is there and no file");
      }
      Path beside =
          file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
      Files.writeString(
          beside, "", StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
      return new ChartFile(file, beside);
    } catch (NoSuchFileException none) {
      throw new UncheckedIOException(
          "cannot write a chart to " + path + ": there is no folder for it", none);
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot write a chart to " + path + ": " + failure.getMessage(), failure);
    }
  }

  /// Puts a document there.
  ///
  /// @throws UncheckedIOException where it cannot be written; what was there before is there still
  public void write(String svg) {
    try {
      Files.writeString(beside, svg, StandardCharsets.UTF_8);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
      written = true;
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "cannot write a chart to " + file + ": " + failure.getMessage(), failure);
    }
  }

  /// Takes away what was not written to its end.
  @Override
  public void close() {
    if (!written) {
      try {
        boolean _ = Files.deleteIfExists(beside);
      } catch (IOException failure) {
        throw new UncheckedIOException("cannot remove " + beside, failure);
      }
    }
  }
}
