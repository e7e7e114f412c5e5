package io.libnetwork.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a run has measured.
///
/// @param run which it was; empty where that was not kept
/// @param rows in the order in which they were measured
public record Results(Optional<Run> run, List<Row> rows) {

  public Results {
    rows = List.copyOf(rows);
  }

  /// What [Report] has printed as JSON, read from a file that it was kept in.
  ///
  /// @throws IllegalArgumentException where the file has something else, or no rows; it names the
  ///   line
  /// @throws java.io.UncheckedIOException where it cannot be read
  public static Results read(Path file) {
    return ResultsFile.read(file);
  }
}
