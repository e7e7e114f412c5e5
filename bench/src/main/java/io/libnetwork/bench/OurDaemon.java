package io.libnetwork.bench;

import io.libnetwork.testing.TestHost;
import io.libnetwork.wire.DaemonAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Our daemon, a process of its own on a test host, run as it is installed.
final class OurDaemon implements AutoCloseable {

  private static final String MAIN = "io.libnetwork.daemon/io.libnetwork.daemon.DaemonMain";
  private static final long PATIENCE_SECONDS = 30;
  private static final long PAUSE_NANOS = 1_000_000;
  private static final Duration SETTLING = Duration.ofSeconds(10);

  private final TestHost host;
  private final Path folder;
  private final Process process;

  private OurDaemon(TestHost host, Path folder, Process process) {
    this.host = host;
    this.folder = folder;
    this.process = process;
  }

  /// Starts one on a host of its own and waits until it serves.
  ///
  /// @param folder of everything it keeps, made where it is missing
  static OurDaemon start(TestHost host, Path folder) {
    try {
      Files.createDirectories(folder);
      OurDaemon started = new OurDaemon(host, folder, launch(host, folder));
      started.await();
      return started;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start a daemon in " + folder, failure);
    }
  }

  private static Process launch(TestHost host, Path folder) throws IOException {
    List<String> command = new ArrayList<>(java());
    command.addAll(Installed.daemonFlags());
    command.addAll(
        List.of(
            "--enable-native-access=io.libnetwork.linux",
            "-p",
            modules(),
            "-m",
            MAIN,
            "--netns",
            host.namespacePath().toString(),
            "--run",
            host.host().runRoot().toString(),
            "--state",
            folder.resolve("state").toString(),
            "--hosts",
            new DaemonAddress.Unix(folder.resolve("socket")).toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("log").toFile())
        .start();
  }

  static List<String> java() {
    return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString());
  }

  /// The folder of jars that this process was started from.
  ///
  /// @throws IllegalStateException if it was started otherwise
  static String modules() {
    String path = System.getProperty("jdk.module.path");
    if (path == null) {
      throw new IllegalStateException(
          "a daemon is started from the modules of this process, which has none");
    }
    return path;
  }

  /// Whether this process can start one.
  static boolean startable() {
    return System.getProperty("jdk.module.path") != null;
  }

  private void await() {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new IllegalStateException("the daemon does not serve: see " + folder.resolve("log"));
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private boolean answers() {
    try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  Path socket() {
    return folder.resolve("socket");
  }

  /// What of its memory is in use after ten seconds in which nobody asks anything of it, in bytes:
  /// `VmRSS` of proc_pid_status(5).
  long settledBytes() {
    sleep(SETTLING);
    return resident(process.pid());
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the daemon comes to rest", interrupted);
    }
  }

  private static long resident(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(kibibytes -> Long.parseLong(kibibytes) * 1024)
          .findFirst()
          .orElseThrow();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot tell the memory of process " + pid, failure);
    }
  }

  /// Has it end as a service manager does, and waits until it has.
  @Override
  public void close() {
    Programs.end(process);
  }

  TestHost host() {
    return host;
  }
}
