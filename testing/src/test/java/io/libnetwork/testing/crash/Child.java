package io.libnetwork.testing.crash;

import io.libnetwork.testing.TestHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A [CrashingProcess], seen from outside.
final class Child implements AutoCloseable {

  /// What a process killed by `SIGKILL` ends with, as bash and the JDK say it.
  static final int KILLED = 128 + 9;

  private static final long LIMIT_SECONDS = 60;

  private final Process process;
  private final BufferedReader output;
  private final Path complaints;
  private final List<String> said = new ArrayList<>();

  private Child(Process process, Path complaints) {
    this.process = process;
    this.complaints = complaints;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /// Where a host's store is.
  static Path store(TestHost host) {
    return host.host().runRoot().resolveSibling("state");
  }

  static Child start(TestHost host, String trial, Optional<Point> end) {
    List<String> arguments = new ArrayList<>(List.of(trial));
    end.map(Point::toString).ifPresent(arguments::add);
    return start(host, CrashingProcess.class, arguments);
  }

  /// Starts a process that is told its host and its store, and then the arguments.
  static Child start(TestHost host, Class<?> main, List<String> arguments) {
    Path complaints = host.host().runRoot().resolveSibling("complaints");
    List<String> command = new ArrayList<>(ClassArchive.command(main));
    command.add(host.namespacePath().toString());
    command.add(host.host().runRoot().toString());
    command.add(store(host).toString());
    command.addAll(arguments);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(complaints.toFile()))
              .start();
      return new Child(process, complaints);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start " + command, failure);
    }
  }

  /// Reads until a word is said, and answers all that was said by then.
  List<String> await(String word) {
    String line = read();
    while (line != null && !line.equals(word)) {
      line = read();
    }
    if (line == null) {
      throw new IllegalStateException(
          "the process ended with %d before it was %s: %s".formatted(end(), word, complaints()));
    }
    return List.copyOf(said);
  }

  /// Lets it go on.
  void goOn() {
    try {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    } catch (IOException failure) {
      throw new UncheckedIOException("the process takes no word: " + complaints(), failure);
    }
  }

  /// Reads to its end, and answers how it ended.
  int end() {
    while (read() != null) {
      // What it says is kept.
    }
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the process does not end: " + complaints());
      }
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  private String read() {
    try {
      String line = output.readLine();
      if (line != null) {
        said.add(line);
      }
      return line;
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read what the process says", failure);
    }
  }

  List<String> said() {
    return List.copyOf(said);
  }

  /// What it has written to its standard error.
  String complaints() {
    try {
      return Files.readString(complaints);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read " + complaints, failure);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
