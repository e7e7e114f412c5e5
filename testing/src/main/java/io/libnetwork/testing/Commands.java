package io.libnetwork.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Commands inside a network namespace.
///
/// They are started by `nsenter`, not on a thread that is inside: to start a process may start a
/// thread of the JVM, which would inherit the namespace.
final class Commands {

  private static final long LIMIT_SECONDS = 30;

  private Commands() {}

  static ProcessBuilder in(Path namespace, List<String> command) {
    List<String> whole = new ArrayList<>(List.of("nsenter", "--net=" + namespace, "--"));
    whole.addAll(command);
    return new ProcessBuilder(whole);
  }

  static String run(Path namespace, String... command) {
    try {
      Process process = in(namespace, List.of(command)).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      require(process, command, printed);
      return printed;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot run " + String.join(" ", command), failure);
    }
  }

  private static void require(Process process, String[] command, String printed) {
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("no end within 30 s: " + String.join(" ", command));
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted: " + String.join(" ", command), interrupted);
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + " ended with " + process.exitValue() + ": " + printed);
    }
  }
}
