package io.libnetwork.plugins.discovery;

import io.libnetwork.NetworkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds plugins by their names, as Docker finds them: sockets first, then files that say where a
/// plugin listens.
///
/// Nothing is kept: a plugin that has come since is found the next time, one that has gone is not.
public final class PluginFinder {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
  private static final String SOCKET = ".sock";
  private static final List<String> FILES = List.of(".spec", ".json");

  /// The bits of a mode that tell what a file is, and those of a socket: inode(7).
  private static final int S_IFMT = 0xf000;

  private static final int S_IFSOCK = 0xc000;

  private final PluginFolders folders;

  public PluginFinder(PluginFolders folders) {
    this.folders = folders;
  }

  /// Where it looks.
  public PluginFolders folders() {
    return folders;
  }

  /// Where a plugin listens; empty where there is none of that name.
  ///
  /// @throws NetworkException.InvalidParameter if the name is none a plugin can have, or a file
  ///   says nothing that can be understood
  /// @throws NetworkException.Forbidden if it would lead outside of the folders, or to a port of
  ///   TCP without TLS
  public Optional<PluginAddress> find(String name) {
    requireName(name);
    return address(name).filter(address -> !own(address));
  }

  private boolean own(PluginAddress address) {
    return address instanceof PluginAddress.Socket(Path path) && own(path);
  }

  /// Whatever way leads there.
  private boolean own(Path path) {
    return folders.own().stream().anyMatch(own -> same(own, path));
  }

  private static boolean same(Path own, Path path) {
    try {
      return Files.isSameFile(own, path);
    } catch (IOException gone) {
      return own.equals(path);
    }
  }

  private Optional<PluginAddress> address(String name) {
    for (Path folder : folders.sockets()) {
      Optional<Path> socket = first(folder, name, SOCKET);
      if (socket.isPresent()) {
        return Optional.of(new PluginAddress.Socket(requireSocket(socket.get(), folder)));
      }
    }
    for (Path folder : folders.files()) {
      for (String ending : FILES) {
        Optional<Path> file = first(folder, name, ending);
        if (file.isPresent()) {
          requireInside(file.get(), folder);
          return Optional.of(new PluginFile(file.get(), folders).address());
        }
      }
    }
    return Optional.empty();
  }

  /// The names of all plugins there are, whether they may be used or not.
  public List<String> names() {
    TreeSet<String> names = new TreeSet<>();
    folders.sockets().forEach(folder -> names.addAll(names(folder, List.of(SOCKET))));
    folders.files().forEach(folder -> names.addAll(names(folder, FILES)));
    return List.copyOf(names);
  }

  private List<String> names(Path folder, List<String> endings) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> !own(entry))
          .flatMap(entry -> name(entry, endings).stream())
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look into the plugin folder " + folder, failure);
    }
  }

  private static Optional<String> name(Path entry, List<String> endings) {
    String text = String.valueOf(entry.getFileName());
    for (String ending : endings) {
      if (text.endsWith(ending)) {
        return Optional.of(text.substring(0, text.length() - ending.length()));
      }
      if (Files.exists(entry.resolve(text + ending), LinkOption.NOFOLLOW_LINKS)) {
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new NetworkException.InvalidParameter(
          "invalid plugin name '%s': expected 1 to 128 letters, digits, '_', '.' or '-', the first a letter or a digit"
              .formatted(name.replaceAll("\\p{Cntrl}", "?")));
    }
  }

  private static Optional<Path> first(Path folder, String name, String ending) {
    return Stream.of(folder.resolve(name + ending), folder.resolve(name).resolve(name + ending))
        .filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
        .findFirst();
  }

  private Path requireSocket(Path socket, Path folder) {
    Path real = requireInside(socket, folder);
    try {
      Object mode = Files.getAttribute(real, "unix:mode");
      if (mode instanceof Integer bits && (bits & S_IFMT) == S_IFSOCK) {
        return real;
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot look at " + socket, failure);
    }
    throw new NetworkException.InvalidParameter("plugin socket %s is no socket".formatted(socket));
  }

  /// Where a path leads in the end.
  static Path requireInside(Path path, Path folder) {
    try {
      Path real = path.toRealPath();
      if (real.startsWith(folder.toRealPath())) {
        return real;
      }
      throw new NetworkException.Forbidden(
          "plugin file %s leads to %s, outside of %s: it is not used"
              .formatted(path, real, folder));
    } catch (IOException failure) {
      throw new NetworkException.Unavailable(
          "plugin file %s leads nowhere: %s".formatted(path, failure.getMessage()), failure);
    }
  }
}
