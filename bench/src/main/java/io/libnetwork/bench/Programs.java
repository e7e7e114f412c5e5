package io.libnetwork.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// Programs of others that are measured beside us.
final class Programs {

  private static final long PATIENCE_SECONDS = 20;
  private static final long PAUSE_MILLIS = 50;

  private Programs() {}

  /// Whether a program is to be found, also where only root looks.
  static boolean installed(String program) {
    return Stream.of("/usr/bin", "/usr/sbin", "/usr/local/bin", "/bin", "/sbin")
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /// What a program prints.
  ///
  /// @throws IllegalStateException when it fails, with what it printed
  static String run(List<String> command) {
    return run(command, Map.of());
  }

  /// As [#run(List)], with more in its environment.
  static String run(List<String> command, Map<String, String> environment) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.onExit().join().exitValue();
      if (status != 0) {
        throw new IllegalStateException(
            "%s ended with %d: %s".formatted(String.join(" ", command), status, printed));
      }
      return printed;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot run " + String.join(" ", command), failure);
    }
  }

  /// Starts a program in a network namespace; what it prints goes to a file.
  static Process start(String namespace, Path log, List<String> command) {
    List<String> whole =
        Stream.concat(Stream.of("nsenter", "--net=" + namespace, "--"), command.stream()).toList();
    try {
      return new ProcessBuilder(whole)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start " + String.join(" ", whole), failure);
    }
  }

  /// Waits until a program is ready.
  ///
  /// @throws IllegalStateException when it ends before, or is not ready within 20 seconds
  static void await(String name, Process process, BooleanSupplier ready) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!ready.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        end(process);
        throw new IllegalStateException(name + " does not serve");
      }
      pause();
    }
  }

  /// Ends a program that was started here, and waits until it has ended.
  static void end(Process process) {
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

  /// Ends the process that a program started here has left behind, as its file says.
  static void endDaemon(Path pidFile) {
    try {
      ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
          .ifPresent(left -> {
            boolean _ = left.destroy();
          });
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot tell which process goes on", failure);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a program", interrupted);
    }
  }
}
