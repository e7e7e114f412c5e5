package io.libnetwork.lab.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The labs that the repository shows.
final class Examples {

  private Examples() {}

  /// Beside the modules, one of which a test runs in.
  static Path folder() {
    Path here = Path.of("").toAbsolutePath();
    for (Path at = here; at != null; at = at.getParent()) {
      Path folder = at.resolve("examples/labs");
      if (Files.isDirectory(folder)) {
        return folder;
      }
    }
    throw new IllegalStateException("no examples/labs above " + here);
  }

  static List<Path> all() {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
