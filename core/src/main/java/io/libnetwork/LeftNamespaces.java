package io.libnetwork;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Namespaces of sandboxes that nobody was told of, or that were deleted: those in the host's
/// folder that are no sandbox's.
final class LeftNamespaces {

  private LeftNamespaces() {}

  /// What went with its sandbox while this looked is none.
  ///
  /// @param folder the host's, where they are bound
  /// @param known whether a sandbox has an id, or is about to; asked after the folder was read
  static List<Path> of(Path folder, Predicate<String> known) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> found;
    try (Stream<Path> listed = Files.list(folder)) {
      found = listed.toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("cannot list the namespaces in " + folder, unreadable);
    }
    return found.stream()
        .filter(path -> !known.test(path.getFileName().toString()))
        .filter(Files::exists)
        .toList();
  }

  /// One of them, for people.
  static Difference difference(Path namespace) {
    return new Difference(
        Difference.Kind.LEFT_NAMESPACE,
        Difference.Whose.NOBODY,
        "namespace " + namespace,
        "gone",
        "there, and no sandbox's",
        true);
  }
}
