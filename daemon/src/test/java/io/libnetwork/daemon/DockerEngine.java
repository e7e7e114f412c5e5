package io.libnetwork.daemon;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Docker's Engine on a test host, in a process and with mounts of its own, and with one image,
/// `busybox`. It looks for plugins in a folder of the test's.
final class DockerEngine implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  /// The checkout: tests run in the folder of their module.
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final List<String> APPLETS =
      List.of("sh", "httpd", "ping", "sleep", "ip", "wget", "cat", "echo");

  /// A place that hides the machine's `/run`, where an engine looks for plugins.
  private static final String ENTER =
      "mount -t tmpfs tmpfs /run && mkdir -p /run/docker/plugins"
          + " && mount --bind \"$0\" /run/docker/plugins && exec \"$@\"";

  private final TestHost host;
  private final Path folder;
  private final Path plugins;
  private Process process;

  private DockerEngine(TestHost host, Path folder, Path plugins) {
    this.host = host;
    this.folder = folder;
    this.plugins = plugins;
    this.process = launch();
  }

  /// Skips the test, and says why, where the engine or what its containers run is missing.
  static void assumeInstalled() {
    for (String program : List.of("dockerd", "docker", "containerd", "runc")) {
      assumed(found(program).isPresent(), "there is no " + program + ": apt-get install docker.io");
    }
    assumed(busybox().isPresent(), "there is no static busybox: apt-get install busybox-static");
  }

  private static void assumed(boolean holds, String otherwise) {
    if (!holds) {
      System.err.println("SKIPPED: " + otherwise);
    }
    assumeTrue(holds, otherwise);
  }

  private static Optional<Path> found(String program) {
    return Stream.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/bin", "/sbin")
        .map(place -> Path.of(place, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// The one that is installed, or that `./verify` has unpacked.
  private static Optional<Path> busybox() {
    return found("busybox")
        .or(() ->
            Stream.of("bin", "usr/bin")
                .map(place -> ROOT.resolve("target/busybox").resolve(place).resolve("busybox"))
                .filter(Files::isExecutable)
                .findFirst());
  }

  /// Starts it, waits until it serves, and gives it its image.
  ///
  /// @param plugins the folder in which it finds plugins
  static DockerEngine start(TestHost host, Path folder, Path plugins) {
    try {
      Files.createDirectories(folder);
      Files.createDirectories(plugins);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make folders for an engine", failure);
    }
    DockerEngine started = new DockerEngine(host, folder, plugins);
    try {
      started.await();
      started.load();
      return started;
    } catch (RuntimeException failure) {
      started.close();
      throw failure;
    }
  }

  private Process launch() {
    List<String> command =
        List.of(
            "nsenter",
            "--net=" + host.namespacePath(),
            "unshare",
            "--mount",
            "--propagation=private",
            "sh",
            "-c",
            ENTER,
            plugins.toString(),
            "dockerd",
            "--data-root=" + folder.resolve("data"),
            "--exec-root=" + folder.resolve("exec"),
            "--pidfile=" + folder.resolve("pid"),
            "--host=" + address(),
            "--bridge=none",
            "--storage-driver=vfs",
            "--exec-opt=native.cgroupdriver=cgroupfs");
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
          .start();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start dockerd", failure);
    }
  }

  private void await() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (run("docker version").status() != 0) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException("dockerd does not serve; its log: " + log());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  private void load() {
    try {
      Path bin = Files.createDirectories(folder.resolve("image/bin"));
      Files.copy(busybox().orElseThrow(), bin.resolve("busybox"));
      for (String applet : APPLETS) {
        Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make an image", failure);
    }
    String _ =
        docker(
            "tar --create --directory=%s . | docker import --change 'ENV PATH=/bin' - busybox"
                .formatted(folder.resolve("image")));
  }

  private String address() {
    return "unix://" + folder.resolve("socket");
  }

  /// What came of a command.
  record Ended(int status, String printed) {}

  /// Runs a shell's command on the test host, in which `docker` means this engine.
  Ended run(String command) {
    ProcessBuilder builder =
        new ProcessBuilder("nsenter", "--net=" + host.namespacePath(), "--", "sh", "-c", command)
            .redirectErrorStream(true);
    builder.environment().put("DOCKER_HOST", address());
    try {
      Process running = builder.start();
      running.getOutputStream().close();
      String printed = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(running.onExit().join().exitValue(), printed);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot run " + command, failure);
    }
  }

  /// As [#run], of a command that must succeed.
  String docker(String command) {
    Ended ended = run(command);
    if (ended.status() != 0) {
      throw new IllegalStateException(
          "%s ended with %d: %s; the engine's log: %s"
              .formatted(command, ended.status(), ended.printed(), log()));
    }
    return ended.printed();
  }

  String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException none) {
      return "none";
    }
  }

  /// Ends it as a service manager does, which ends its containers too, and starts it anew.
  void restart() {
    end();
    process = launch();
    await();
  }

  /// Ends it by a signal that it does not hear, and starts it anew.
  void killAndStart() {
    Process _ = process.destroyForcibly();
    int _ = process.onExit().join().exitValue();
    awaitContainerdsEnd();
    process = launch();
    await();
  }

  /// It ends with its engine, a moment later: an engine that still finds it would wait for it.
  private void awaitContainerdsEnd() {
    try {
      Path file = folder.resolve("exec/containerd/containerd.pid");
      Optional<ProcessHandle> containerd =
          ProcessHandle.of(Long.parseLong(Files.readString(file).strip()));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (containerd.filter(ProcessHandle::isAlive).isPresent()) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("containerd does not end with its engine");
        }
        pause();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot tell which process containerd is", failure);
    }
  }

  private void end() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /// Removes what containers are left, and ends.
  @Override
  public void close() {
    if (process.isAlive()) {
      Ended _ = run("for left in $(docker ps -aq); do docker rm -f $left; done");
    }
    end();
    endLeft();
  }

  /// Ends what an engine that was killed has left, which names the folder as it was started: the
  /// parents of its containers, with these.
  private void endLeft() {
    ProcessHandle.allProcesses()
        .filter(left -> left.pid() != ProcessHandle.current().pid())
        .filter(left ->
            left.info().commandLine().filter(it -> it.contains(folder.toString())).isPresent())
        .forEach(left -> {
          left.descendants().forEach(ProcessHandle::destroyForcibly);
          boolean _ = left.destroyForcibly();
        });
  }
}
