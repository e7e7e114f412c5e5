package io.libnetwork.lab.command;

import io.libnetwork.NetworkException;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxFiles;
import io.libnetwork.lab.LabCommand;
import io.libnetwork.linux.ProcessIdentity;
import io.libnetwork.linux.ProcessWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One command: started, watched, and started again as it asks for.
///
/// The pause before it is started again doubles from 100 ms to 10 s, and begins anew when it has
/// run for 10 s.
final class RunningCommand implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunningCommand.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Sandbox sandbox;
  private final LabCommand command;
  private final Path log;
  private final Surroundings surroundings;

  private Duration pause = FIRST_PAUSE;
  private boolean closed;
  private ProcessWatch.Watch watch = () -> {};
  private volatile Optional<ProcessIdentity> process = Optional.empty();
  private volatile CommandState state =
      new CommandState(0, false, Instant.EPOCH, OptionalInt.empty(), 0, Optional.empty());

  /// What a command needs of those around it.
  ///
  /// @param later where it is started again
  /// @param ends tells when processes end that are not our children
  /// @param restarted told when it has been started again
  record Surroundings(ScheduledExecutorService later, ProcessWatch ends, Runnable restarted) {}

  RunningCommand(Sandbox sandbox, LabCommand command, Path log, Surroundings surroundings) {
    this.sandbox = sandbox;
    this.command = command;
    this.log = log;
    this.surroundings = surroundings;
  }

  LabCommand command() {
    return command;
  }

  Path key() {
    return Path.of(sandbox.key());
  }

  CommandState state() {
    return state;
  }

  Optional<ProcessIdentity> process() {
    return process;
  }

  /// Its process while that runs, and nobody else's that has its number by now.
  Optional<ProcessHandle> handle() {
    return process.filter(ProcessIdentity::alive).flatMap(known -> ProcessHandle.of(known.pid()));
  }

  /// Starts it.
  ///
  /// @throws NetworkException.System when the host refuses
  synchronized void begin() {
    SandboxFiles files =
        sandbox
            .files()
            .orElseThrow(() ->
                new NetworkException.Conflict(
                    sandbox + " was made without files, so no command can run in it"));
    try {
      Files.createDirectories(log.getParent());
      Process child = CommandLine.of(command, key(), files, log).start();
      began(child.pid(), state.restarts());
      var _ = child.onExit().thenAccept(ended -> ended(OptionalInt.of(ended.exitValue())));
    } catch (IOException failure) {
      throw new NetworkException.System(
          "cannot run %s in %s: %s".formatted(command.words(), sandbox, failure.getMessage()),
          failure);
    }
  }

  private void began(long pid, int restarts) {
    process = ProcessIdentity.of(pid);
    state =
        new CommandState(pid, true, Instant.now(), OptionalInt.empty(), restarts, Optional.empty());
  }

  /// Takes over one that an earlier process of ours started. Where it has ended meanwhile that is
  /// noticed at once.
  synchronized void adopt(ProcessIdentity started) {
    began(started.pid(), 0);
    process = Optional.of(started);
    watch = surroundings.ends().watch(started, () -> ended(OptionalInt.empty()));
  }

  private synchronized void ended(OptionalInt status) {
    boolean lasted = Duration.between(state.since(), Instant.now()).compareTo(LONGEST_PAUSE) >= 0;
    state =
        new CommandState(
            state.pid(), false, Instant.now(), status, state.restarts(), Optional.empty());
    if (closed || !again(status)) {
      return;
    }
    pause = lasted ? FIRST_PAUSE : pause;
    var _ =
        surroundings.later().schedule(this::beginAgain, pause.toMillis(), TimeUnit.MILLISECONDS);
    Duration twice = pause.multipliedBy(2);
    pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  /// One whose status nobody knows has failed.
  private boolean again(OptionalInt status) {
    return switch (command.restart()) {
      case NO -> false;
      case ALWAYS -> true;
      case ON_FAILURE -> status.isEmpty() || status.getAsInt() != 0;
    };
  }

  private void beginAgain() {
    synchronized (this) {
      if (closed) {
        return;
      }
      CommandState last = state;
      try {
        begin();
        began(state.pid(), last.restarts() + 1);
      } catch (RuntimeException failure) {
        LOG.warn("command of {} is not started again", sandbox, failure);
        state =
            new CommandState(
                last.pid(),
                false,
                last.since(),
                last.status(),
                last.restarts(),
                Optional.of(String.valueOf(failure.getMessage())));
        return;
      }
    }
    surroundings.restarted().run();
  }

  /// Lets it run, or end, and starts it no more.
  @Override
  public synchronized void close() {
    closed = true;
    watch.close();
  }
}
