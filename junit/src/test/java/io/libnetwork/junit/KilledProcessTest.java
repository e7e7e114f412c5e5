package io.libnetwork.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.testing.LeakAudit;
import io.libnetwork.testing.TestHost;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Several processes that run tests on the same host, and are killed or end.
@Timeout(200)
class KilledProcessTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String COMMAND = "86397.0417";

  @TempDir private Path output;

  private final List<Process> processes = new ArrayList<>();
  private TestHost host;
  private LeakAudit audit;

  @BeforeEach
  void open() {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
    host = TestHost.create();
    audit = LeakAudit.begin(host);
  }

  @AfterEach
  void close() throws InterruptedException {
    for (Process process : processes) {
      process.destroyForcibly();
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
    if (host != null) {
      host.close();
    }
  }

  private Process start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                classes(),
                ParallelLabs.class.getName(),
                host.namespacePath().toString(),
                Run.folder(host).toString())
            .redirectErrorStream(true)
            .redirectOutput(output.resolve("process-" + processes.size()).toFile())
            .start();
    processes.add(process);
    return process;
  }

  /// As the processes of a build have them, which are given classes and not modules.
  private static String classes() {
    List<String> paths = new ArrayList<>();
    paths.add(Path.of("target/test-classes").toAbsolutePath().toString());
    for (String property : List.of("jdk.module.path", "java.class.path")) {
      String value = System.getProperty(property, "");
      if (!value.isEmpty()) {
        paths.add(value);
      }
    }
    return String.join(File.pathSeparator, paths);
  }

  private String said(Process process) {
    try {
      return Files.readString(output.resolve("process-" + processes.indexOf(process)));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void awaitEnded(Process process, int tests) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (said(process).split(ParallelLabs.ENDED, -1).length <= tests) {
      assertThat(process.isAlive()).as(said(process)).isTrue();
      assertThat(System.nanoTime()).as(said(process)).isLessThan(end);
      Thread.sleep(5);
    }
  }

  private void awaitCommands(Process process, int commands) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.children().filter(KilledProcessTest::runs).count() < commands) {
      assertThat(process.isAlive()).as(said(process)).isTrue();
      assertThat(System.nanoTime()).as(said(process)).isLessThan(end);
      Thread.sleep(5);
    }
  }

  private static boolean runs(ProcessHandle process) {
    return Leftovers.commandLine(process.pid()).contains(COMMAND);
  }

  private static void awaitNone(String what, Supplier<? extends List<?>> there)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!there.get().isEmpty() && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(there.get()).as(what).isEmpty();
  }

  private void awaitNothingLeft() throws InterruptedException {
    awaitNone("processes", () -> Leftovers.processes(COMMAND));
    awaitNone("folders", () -> Leftovers.folders(Run.folder(host)));
    assertThat(audit.leaks()).as("left behind").isEmpty();
  }

  @Test
  void leavesNothingWhileOthersGoOnUndisturbed() throws Exception {
    List<Process> others = List.of(start(), start());
    Process killed = start();
    awaitCommands(killed, 5);
    killed.destroyForcibly();
    for (Process other : others) {
      assertThat(other.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(other.exitValue()).as(said(other)).isZero();
    }
    awaitNothingLeft();
  }

  @Test
  void leavesWhatTheNextOneTakesAwayWhereItsWatcherIsKilledToo() throws Exception {
    Process killed = start();
    awaitEnded(killed, 1);
    List<ProcessHandle> watchers = killed.children().filter(KilledProcessTest::watches).toList();
    assertThat(watchers).hasSize(1);
    watchers.forEach(ProcessHandle::destroyForcibly);
    killed.destroyForcibly();
    assertThat(killed.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(Leftovers.folders(Run.folder(host))).hasSize(1);
    try (SessionHost _ =
        SessionHost.open(new Place(Optional.of(host.namespacePath()), Run.folder(host)))) {
      assertThat(Leftovers.processes(COMMAND)).isEmpty();
      assertThat(Leftovers.folders(Run.folder(host))).hasSize(1);
    }
    awaitNothingLeft();
  }

  private static boolean watches(ProcessHandle process) {
    return Leftovers.commandLine(process.pid()).contains(Sweep.class.getName());
  }
}
