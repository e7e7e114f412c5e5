package io.libnetwork.daemon;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.testing.TestHost;
import io.libnetwork.wire.ApiException;
import io.libnetwork.wire.DaemonAddress;
import io.libnetwork.wire.HttpApi;
import io.libnetwork.wire.JsonValue;
import io.libnetwork.wire.Reply;
import io.libnetwork.wire.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A host whose daemon is a process of its own inside it, so that its page is on the loopback
/// interface of that host and nowhere on this machine's.
final class ServedHost implements AutoCloseable {

  static final String ADDRESS = "127.0.0.1:7380";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestHost host;
  private final Path folder;
  private final HttpApi api;
  private Process daemon;

  private ServedHost(TestHost host, Path folder) {
    this.host = host;
    this.folder = folder;
    this.api = HttpApi.at(new DaemonAddress.Unix(folder.resolve("socket")), PATIENCE);
    this.daemon = start();
  }

  /// Makes a host, or says why the test is skipped.
  static ServedHost open() {
    assumeTrue("root".equals(System.getProperty("user.name")), "a test host needs root");
    TestHost host = TestHost.create();
    try {
      Path folder = Files.createTempDirectory("libnetwork-page-");
      Files.writeString(folder.resolve("config.json"), "{\"page\": \"" + ADDRESS + "\"}");
      return new ServedHost(host, folder);
    } catch (IOException | RuntimeException failure) {
      host.close();
      throw new IllegalStateException("cannot serve a host", failure);
    }
  }

  private Process start() {
    // A test's own module path may lack what is found by itself only, as the store is.
    String path =
        System.getProperty("jdk.module.path", "") + ":" + System.getProperty("java.class.path", "");
    List<String> command =
        List.of(
            "nsenter",
            "--net=" + host.namespacePath(),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            path,
            DaemonMain.class.getName(),
            "--config=" + folder.resolve("config.json"),
            "--hosts=unix://" + folder.resolve("socket"),
            "--state=" + folder.resolve("state"),
            "--run=" + host.host().runRoot(),
            "--stop-timeout=1");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
              .start();
      await(process);
      return process;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start a daemon", failure);
    }
  }

  private void await(Process process) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        var _ = api.call(Request.get("/v1/version"));
        return;
      } catch (ApiException.Unreachable notYet) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new IllegalStateException("the daemon does not answer; its log: " + log(), notYet);
        }
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException none) {
      return "none";
    }
  }

  TestHost host() {
    return host;
  }

  /// Where it keeps the page's token.
  Path tokenFile() {
    return host.host().runRoot().resolve("page-token");
  }

  /// The address that has the token.
  String url() {
    var page = ask(Request.get("/v1/page")).object();
    return page.text("address") + "#token=" + page.text("token");
  }

  Reply ask(Request request) {
    return api.call(request);
  }

  Reply post(String target, String json) {
    return ask(Request.post(target, JsonValue.parse(json)));
  }

  /// Has a container on a network.
  ///
  /// @return where its namespace is bound
  String attach(String container, String network, String options) {
    String body = "{\"network\":\"%s\"%s}".formatted(network, options);
    return post("/v1/sandboxes/" + container + "/attach", body)
        .object()
        .object("sandbox")
        .text("key");
  }

  /// Runs a command on the host, or in a namespace by `nsenter`.
  String run(String... command) {
    return host.run(command);
  }

  void stop() {
    end(daemon);
  }

  /// Starts the daemon anew behind [#stop].
  void startAgain() {
    daemon = start();
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
    host.close();
    List<Path> paths = new ArrayList<>();
    try (Stream<Path> found = Files.walk(folder)) {
      found.sorted(Comparator.reverseOrder()).forEach(paths::add);
      for (Path path : paths) {
        Files.delete(path);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot remove " + folder, failure);
    }
  }
}
