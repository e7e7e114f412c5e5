package io.libnetwork.plugins.discovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The folders in which plugins are looked for, in this order.
///
/// @param sockets with a unix socket for each plugin, `NAME.sock` or `NAME/NAME.sock`
/// @param files with a file for each plugin, `NAME.spec` or `NAME.json`, or in a folder `NAME`
public record PluginFolders(List<Path> sockets, List<Path> files) {

  /// Docker's own.
  public static final PluginFolders USUAL =
      new PluginFolders(
          List.of(Path.of("/run/docker/plugins")),
          List.of(Path.of("/etc/docker/plugins"), Path.of("/usr/lib/docker/plugins")));

  /// @throws IllegalArgumentException if one is not absolute
  public PluginFolders {
    sockets = List.copyOf(sockets);
    files = List.copyOf(files);
    for (Path folder : all(sockets, files)) {
      if (!folder.isAbsolute()) {
        throw new IllegalArgumentException(
            "invalid plugin folder '%s': expected an absolute path".formatted(folder));
      }
    }
  }

  /// Folders that may have sockets and files alike.
  public static PluginFolders of(List<Path> folders) {
    return new PluginFolders(folders, folders);
  }

  /// All of them, each once.
  List<Path> all() {
    return all(sockets, files);
  }

  private static List<Path> all(List<Path> sockets, List<Path> files) {
    List<Path> all = new ArrayList<>(sockets);
    files.stream().filter(folder -> !sockets.contains(folder)).forEach(all::add);
    return all;
  }

  /// The folders, with commas.
  @Override
  public String toString() {
    return String.join(", ", all().stream().map(Path::toString).toList());
  }
}
