package io.libnetwork.store.mvstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Which process has a store, for whoever is refused it.
///
/// A process number alone says little, because it is given again: the one meant began when this
/// says.
///
/// @param pid the process's number
/// @param started when it began; the epoch where the platform does not say
/// @param command what it was started with, cut to 200 characters
record Holder(long pid, Instant started, String command) {

  private static final int LONGEST_COMMAND = 200;
  private static final int LINES = 3;

  /// Two looks at one process agree so far: the kernel counts from a boot whose time is rounded.
  private static final Duration ROUNDING = Duration.ofSeconds(2);

  Holder {
    command = command.replaceAll("\\p{Cntrl}", " ");
    if (command.length() > LONGEST_COMMAND) {
      command = command.substring(0, LONGEST_COMMAND) + "...";
    }
  }

  /// The process that asks.
  static Holder self() {
    return of(ProcessHandle.current());
  }

  /// Reads [#text].
  static Optional<Holder> parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() != LINES) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Holder(Long.parseLong(lines.get(0)), Instant.parse(lines.get(1)), lines.get(2)));
    } catch (RuntimeException garbled) {
      return Optional.empty();
    }
  }

  /// One line for each component.
  String text() {
    return "%d\n%s\n%s\n".formatted(pid, started, command);
  }

  /// Whether the process runs, and is not another that was given its number.
  boolean alive() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(Holder::of)
        .filter(now -> Duration.between(now.started(), started).abs().compareTo(ROUNDING) <= 0)
        .isPresent();
  }

  /// Whether the process has a file open; one that may not be looked into is taken to.
  boolean hasOpen(Path file) {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return open.anyMatch(descriptor -> leadsTo(descriptor, file));
    } catch (AccessDeniedException | UncheckedIOException notOurs) {
      return true;
    } catch (IOException ended) {
      return false;
    }
  }

  /// One that was closed meanwhile leads nowhere.
  private static boolean leadsTo(Path descriptor, Path file) {
    try {
      return Files.readSymbolicLink(descriptor).equals(file);
    } catch (IOException closed) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "process %d (%s), started %s".formatted(pid, command, started);
  }

  private static Holder of(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    return new Holder(
        process.pid(),
        info.startInstant().orElse(Instant.EPOCH),
        info.commandLine().or(info::command).orElse("a command that is not known"));
  }
}
