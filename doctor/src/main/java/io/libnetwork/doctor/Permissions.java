package io.libnetwork.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// That nobody but root writes to what root relies on.
final class Permissions implements Check {

  @Override
  public String name() {
    return "permission";
  }

  @Override
  public List<Finding> look(Scene scene) {
    List<Path> paths = new ArrayList<>();
    for (Path folder :
        List.of(scene.state(), scene.host().runRoot(), scene.host().namespaceFolder())) {
      if (Files.isDirectory(folder)) {
        paths.add(folder);
      }
    }
    paths.addAll(storeFiles(scene.state()));
    return paths.stream().flatMap(path -> look(path).stream()).toList();
  }

  private List<Finding> look(Path path) {
    try {
      PosixFileAttributes file =
          Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      List<Finding> found = new ArrayList<>();
      if ((Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS) != 0) {
        found.add(
            finding(path, "belongs to " + file.owner().getName() + ", not root", "chown root "));
      }
      if (file.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
        found.add(finding(path, "everybody may write to it", "chmod o-w "));
      }
      return found;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot tell who may write to " + path, failure);
    }
  }

  private Finding finding(Path path, String what, String command) {
    return new Finding(
        name(),
        "file " + path,
        what,
        "who writes there decides what root does to this host's network",
        List.of(command + path),
        false);
  }

  private static List<Path> storeFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("state."))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot list " + folder, failure);
    }
  }
}
