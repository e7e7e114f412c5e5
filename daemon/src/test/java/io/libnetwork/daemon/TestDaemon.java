package io.libnetwork.daemon;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A daemon in this process that serves a test host, at a unix socket in a folder of its own.
///
/// Closing it removes the folder, not the host, on which another may be opened.
final class TestDaemon implements AutoCloseable {

  private final Path folder;
  private final Daemon daemon;
  private final HttpServer server;

  private TestDaemon(TestHost host, Path folder, List<String> flags) {
    this.folder = folder;
    DaemonConfig config = DaemonConfig.of(arguments(host, folder, flags), Map.of());
    Logs.begin(config.logLevel(), config.logJson());
    daemon = Daemon.open(config);
    try {
      server = HttpServer.of(config);
      server.listen(daemon::answer, daemon::answerEngine);
    } catch (RuntimeException failure) {
      daemon.close();
      throw failure;
    }
  }

  /// Makes a host, or says why the test is skipped.
  static TestHost host() {
    assumeTrue("root".equals(System.getProperty("user.name")), "a test host needs root");
    return TestHost.create();
  }

  /// Opens a daemon on a host.
  ///
  /// @param flags of the daemon, besides those that say where it is; a later one counts
  static TestDaemon open(TestHost host, String... flags) {
    try {
      Path folder = Files.createTempDirectory("libnetwork-daemon-");
      Files.writeString(folder.resolve("config.json"), "{}");
      return new TestDaemon(host, folder, List.of(flags));
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make a folder for a daemon", failure);
    }
  }

  private static List<String> arguments(TestHost host, Path folder, List<String> flags) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--config=" + folder.resolve("config.json"));
    arguments.add("--hosts=unix://" + folder.resolve("socket"));
    arguments.add("--state=" + folder.resolve("state"));
    arguments.add("--run=" + host.host().runRoot());
    arguments.add("--netns=" + host.namespacePath());
    arguments.add("--log-level=error");
    arguments.add("--stop-timeout=1");
    arguments.addAll(flags);
    return arguments;
  }

  /// All of it but its sockets.
  public Daemon daemon() {
    return daemon;
  }

  /// Its unix socket.
  public Path socket() {
    return folder.resolve("socket");
  }

  /// Its unix socket as clients are told of it, as in `unix:///tmp/x/socket`.
  public String address() {
    return "unix://" + socket();
  }

  @Override
  public void close() {
    server.close();
    daemon.close();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot remove " + folder, failure);
    }
  }
}
