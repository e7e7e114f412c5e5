package io.libnetwork.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The project's folder, as tests that judge the whole of it see it.
final class Checkout {

  private static final Pattern MODULE = Pattern.compile("<module>([a-z-]+)</module>");

  private Checkout() {}

  /// The folder of the parent POM; the build passes it on.
  static Path root() {
    String root = System.getProperty("checkout");
    if (root == null) {
      throw new IllegalStateException("no system property 'checkout': run this test by Maven");
    }
    return Path.of(root);
  }

  /// The modules' folders, each after those it builds on: the order of the parent POM.
  static List<String> modules() {
    return MODULE.matcher(read(root().resolve("pom.xml"))).results().map(m -> m.group(1)).toList();
  }

  /// Every Java file under a folder; none if there is no such folder.
  static List<Path> javaFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot walk " + folder, e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
