package io.libnetwork.junit;

import io.libnetwork.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Where sessions are.
///
/// @param namespace where the network namespace is bound that plays their host; the process's own
///   without one, so that the process reaches the containers
/// @param folder for what lasts as long as they do, of all processes: every one makes its own in
///   it. It is best in memory, as below `/run`
public record Place(Optional<Path> namespace, Path folder) {

  private static final Path OWN_NAMESPACE = Path.of("/proc/self/ns/net");

  public Place {
    namespace = namespace.map(Path::toAbsolutePath);
    folder = folder.toAbsolutePath();
  }

  /// The process's own network, and the usual folder.
  public static Place local() {
    return new Place(Optional.empty(), Host.DEFAULT_RUN_ROOT.resolve("junit"));
  }

  /// The host, with a folder of a process's own.
  Host host(Path own) {
    return namespace.map(path -> Host.at(path, own)).orElseGet(() -> Host.local(own));
  }

  /// What tells the namespace from others of this boot: the number of its file.
  String identity() {
    Path path = namespace.orElse(OWN_NAMESPACE);
    try {
      return String.valueOf(Files.getAttribute(path, "unix:ino"));
    } catch (IOException failure) {
      throw new UncheckedIOException("there is no network namespace at " + path, failure);
    }
  }
}
