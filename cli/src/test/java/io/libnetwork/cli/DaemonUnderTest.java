package io.libnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A daemon, a process of its own on a test host, and commands that ask it.
final class DaemonUnderTest {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final TestHost host;
  private final Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /// @param folder of its store, its socket and its log
  DaemonUnderTest(TestHost host, Path folder) {
    this.host = host;
    this.folder = folder;
  }

  /// Its options, as a command with `--local` has them too.
  List<String> folders() {
    return List.of(
        "--state",
        folder.resolve("state").toString(),
        "--run",
        host.host().runRoot().toString(),
        "--netns",
        host.namespacePath().toString());
  }

  String socket() {
    return "unix://" + folder.toAbsolutePath().resolve("daemon.sock");
  }

  /// Starts it, and waits until it answers.
  Process start() throws IOException, InterruptedException {
    String path = System.getProperty("jdk.module.path", System.getProperty("java.class.path"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                path,
                Main.class.getName(),
                "daemon",
                "--hosts",
                socket()));
    command.addAll(folders());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    long end = System.nanoTime() + LONGEST.toNanos();
    while (run("-H", socket(), "network", "ls", "-q") != 0) {
      assertThat(process.isAlive() && System.nanoTime() < end)
          .as("a daemon that answers; its log: %s", Files.readString(folder.resolve("log")))
          .isTrue();
      process.waitFor(100, TimeUnit.MILLISECONDS);
    }
    return process;
  }

  /// Runs a command in this process.
  ///
  /// @return its exit status
  int run(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Commands.of(words)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(words);
  }

  /// Runs a command that has to succeed, against the daemon.
  ///
  /// @return what it printed
  String ask(String... words) {
    assertThat(tell(words)).as("%s: %s", List.of(words), err).isZero();
    return out.toString();
  }

  /// Runs a command against the daemon.
  ///
  /// @return its exit status
  int tell(String... words) {
    List<String> all = new ArrayList<>(List.of("-H", socket()));
    all.addAll(List.of(words));
    return run(all.toArray(String[]::new));
  }

  /// What the last command printed.
  String out() {
    return out.toString();
  }

  /// What the last command said on standard error.
  String err() {
    return err.toString();
  }
}
