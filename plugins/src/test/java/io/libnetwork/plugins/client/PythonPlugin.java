package io.libnetwork.plugins.client;

import io.libnetwork.testing.TestHost;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// The plugin that is written in Python, as a process on a test host.
final class PythonPlugin implements AutoCloseable {

  static final String NAME = "snake";

  private static final long LIMIT_SECONDS = 20;

  private final TestHost host;
  private final Path folder;
  private Process process;

  private PythonPlugin(TestHost host, Path folder) {
    this.host = host;
    this.folder = folder;
    this.process = started();
  }

  /// Starts it, and waits until it listens.
  ///
  /// @param folder where its socket and its files are
  static PythonPlugin start(TestHost host, Path folder) {
    try (InputStream script =
        PythonPlugin.class.getResourceAsStream("/io/libnetwork/plugins/plugin.py")) {
      Files.copy(
          Objects.requireNonNull(script),
          folder.resolve("plugin.py"),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return new PythonPlugin(host, folder);
  }

  private Process started() {
    List<String> command =
        List.of(
            "nsenter",
            "--net=" + host.namespacePath(),
            "python3",
            folder.resolve("plugin.py").toString(),
            socket().toString(),
            folder.resolve("state").toString(),
            folder.resolve("faults").toString());
    try {
      Process begun =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      awaitSocket(begun);
      return begun;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start the plugin", failure);
    }
  }

  private void awaitSocket(Process begun) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    PluginSocket there =
        new PluginSocket(
            new io.libnetwork.plugins.discovery.PluginAddress.Socket(socket()), 1 << 20);
    while (true) {
      try {
        var _ = there.ask("/Plugin.Activate", JsonObject.EMPTY, java.time.Duration.ofSeconds(5));
        return;
      } catch (PluginException.NotReached notYet) {
        if (System.nanoTime() > end || !begun.isAlive()) {
          throw new IllegalStateException(
              "the plugin does not listen: " + Files.readString(folder.resolve("log")), notYet);
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  Path socket() {
    return folder.resolve(NAME + ".sock");
  }

  /// How it misbehaves from now on.
  void misbehave(Map<String, String> faults) {
    write("faults", JsonObject.ofTexts(faults));
  }

  /// As it should.
  void behave() {
    write("faults", JsonObject.EMPTY);
  }

  private void write(String file, JsonObject content) {
    try {
      Path fresh = folder.resolve(file + ".new");
      Files.writeString(fresh, content.toString());
      Files.move(fresh, folder.resolve(file), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// What it has, as it was saved last.
  JsonObject state() {
    try {
      return (JsonObject) JsonValue.parse(Files.readString(folder.resolve("state")));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// How many networks, endpoints and pools it has.
  List<Integer> counts() {
    JsonObject state = state();
    return List.of(
        state.object("networks").members().size(),
        state.object("endpoints").members().size(),
        state.object("pools").members().size());
  }

  /// How often it was asked something.
  long asked(String method) {
    return state().items("calls").stream()
        .filter(call -> call.text().filter(method::equals).isPresent())
        .count();
  }

  /// Has it say from now on that it forgets when we do.
  void forgets() {
    kill();
    write("state", state().with("replay", JsonValue.Truth.TRUE));
    process = started();
  }

  void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the plugin does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  void startAgain() {
    kill();
    process = started();
  }

  boolean alive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    kill();
  }
}
