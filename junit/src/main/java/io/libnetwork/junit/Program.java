package io.libnetwork.junit;

import io.libnetwork.NetworkException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program that was started in a sandbox. It ends with the session, with all that it has started.
public final class Program implements AutoCloseable {

  /// How long something is waited for where nothing else is said.
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long PAUSE_MILLIS = 5;
  private static final long AFTER_KILL_SECONDS = 5;

  private final String where;
  private final List<String> words;
  private final Process process;
  private final Path log;

  /// @param where for messages, as in `sandbox web`
  Program(String where, List<String> words, Process process, Path log) {
    this.where = where;
    this.words = List.copyOf(words);
    this.process = process;
    this.log = log;
  }

  /// Its process's number.
  public long pid() {
    return process.pid();
  }

  /// Whether it runs.
  public boolean running() {
    return process.isAlive();
  }

  /// What it has written by now, to standard error too. What is no UTF-8 is replaced.
  public String output() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot read what " + this + " wrote", failure);
    }
  }

  /// Waits until it has written a text.
  ///
  /// @throws NetworkException.DeadlineExceeded when it has not within [#PATIENCE]
  /// @throws NetworkException.Conflict when it has ended without
  public Program awaitOutput(String text) {
    return awaitOutput(text, PATIENCE);
  }

  /// As [#awaitOutput(String)].
  ///
  /// @param patience how long at most
  public Program awaitOutput(String text, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      boolean over = !running();
      String written = output();
      if (written.contains(text)) {
        return this;
      }
      String what = "%s has not written \"%s\" %s; it wrote: %s";
      if (over) {
        throw new NetworkException.Conflict(
            what.formatted(this, text, "before it ended with " + process.exitValue(), written));
      }
      if (System.nanoTime() > end) {
        throw new NetworkException.DeadlineExceeded(
            what.formatted(this, text, "within " + patience, written));
      }
      pause();
    }
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  /// Waits until it has ended.
  ///
  /// @throws NetworkException.DeadlineExceeded when it has not within [#PATIENCE]
  public Finished await() {
    return await(PATIENCE);
  }

  /// As [#await()].
  ///
  /// @param patience how long at most
  public Finished await(Duration patience) {
    try {
      if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new NetworkException.DeadlineExceeded(
            "%s has not ended within %s; it wrote: %s".formatted(this, patience, output()));
      }
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
    return new Finished(process.exitValue(), output());
  }

  /// Kills it, and returns when it has ended. What it has started goes on until the session ends.
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(AFTER_KILL_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException(this + " does not end, although it was killed");
      }
    } catch (InterruptedException interrupted) {
      throw interrupted(interrupted);
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  private NetworkException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new NetworkException.Cancelled("interrupted while " + this + " was waited for", cause);
  }

  @Override
  public String toString() {
    return "%s (process %d in %s)".formatted(String.join(" ", words), pid(), where);
  }
}
