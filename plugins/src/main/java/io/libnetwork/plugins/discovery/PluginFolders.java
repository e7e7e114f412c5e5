package io.libnetwork.plugins.discovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The folders in which plugins are looked for, in this order.
///
/// @param sockets with a unix socket for each plugin, `NAME.sock` or `NAME/NAME.sock`
/// @param files with a file for each plugin, `NAME.spec` or `NAME.json`, or in a folder `NAME`
/// @param own sockets at which this process is a plugin itself: who asked itself would wait for
///   itself, so they are passed over
public record PluginFolders(List<Path> sockets, List<Path> files, Set<Path> own) {

  /// Docker's own.
  public static final PluginFolders USUAL =
      new PluginFolders(
          List.of(Path.of("/run/docker/plugins")),
          List.of(Path.of("/etc/docker/plugins"), Path.of("/usr/lib/docker/plugins")));

  /// @throws IllegalArgumentException if one is not absolute
  public PluginFolders {
    sockets = List.copyOf(sockets);
    files = List.copyOf(files);
    own = Set.copyOf(own);
    for (Path folder : all(sockets, files)) {
      if (!folder.isAbsolute()) {
        throw new IllegalArgumentException(
            "invalid plugin folder '%s': expected an absolute path".formatted(folder));
      }
    }
  }

  /// With no socket of this process.
  ///
  /// @throws IllegalArgumentException if one is not absolute
  public PluginFolders(List<Path> sockets, List<Path> files) {
    this(sockets, files, Set.of());
  }

  /// The same folders, where a socket in them is this process's own.
  public PluginFolders but(Path socket) {
    return new PluginFolders(sockets, files, Set.of(socket));
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
