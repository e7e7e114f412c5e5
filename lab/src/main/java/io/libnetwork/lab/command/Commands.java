package io.libnetwork.lab.command;

import io.libnetwork.NetworkException;
import io.libnetwork.Sandbox;
import io.libnetwork.lab.LabCommand;
import io.libnetwork.linux.KernelThreads;
import io.libnetwork.linux.ProcessIdentity;
import io.libnetwork.linux.ProcessWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The commands of some sandboxes, by names of the caller's.
///
/// Safe for use by many threads, of which one at a time starts or ends the command of one name.
public final class Commands implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

  /// How long a command may take to end when it is asked to.
  private static final Duration GRACE = Duration.ofSeconds(3);

  private final Path folder;
  private final RunningCommand.Surroundings surroundings;
  private final Map<String, RunningCommand> commands = new ConcurrentSkipListMap<>();

  /// @param folder for what they write
  /// @param later where commands are started again
  /// @param ends tells when processes end
  /// @param restarted told when a command has been started again
  public Commands(
      Path folder, ScheduledExecutorService later, ProcessWatch ends, Runnable restarted) {
    this.folder = folder;
    this.surroundings = new RunningCommand.Surroundings(later, ends, restarted);
  }

  /// A command to be started.
  ///
  /// @param name by which it is known
  public record Request(String name, Sandbox sandbox, LabCommand command) {}

  /// Refuses a command that no host could run, before anything is made.
  ///
  /// @param where for the message
  /// @throws NetworkException.InvalidParameter when its program or its directory is not there
  public static void require(LabCommand command, String where) {
    CommandLine.require(command, where);
  }

  /// Starts commands, several at a time, and returns when all have been.
  ///
  /// @throws NetworkException.System when the host refuses one; the others may run then
  public void start(Collection<Request> requests) {
    List<CompletableFuture<Void>> begun = new ArrayList<>();
    for (Request request : requests) {
      RunningCommand running =
          new RunningCommand(
              request.sandbox(), request.command(), log(request.name()), surroundings);
      commands.put(request.name(), running);
      begun.add(KernelThreads.start(running::begin));
    }
    List<RuntimeException> failures =
        begun.stream().map(KernelThreads::failure).flatMap(Optional::stream).toList();
    if (!failures.isEmpty()) {
      RuntimeException first = failures.getFirst();
      failures.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }

  /// Takes over commands that an earlier process of ours started.
  public void adopt(Request request, ProcessIdentity process) {
    RunningCommand running =
        new RunningCommand(request.sandbox(), request.command(), log(request.name()), surroundings);
    commands.put(request.name(), running);
    running.adopt(process);
  }

  /// Where a command's output is.
  public Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /// Cuts what commands have written where it is more than 16 MiB, to its last mebibyte.
  public void trimLogs() {
    for (String name : commands.keySet()) {
      try {
        if (CommandLog.trim(log(name))) {
          LOG.info("{} had become too large, and was cut to its end", log(name));
        }
      } catch (IOException failure) {
        LOG.warn("{} cannot be cut", log(name), failure);
      }
    }
  }

  /// Ends everything in some sandboxes, and returns when it has ended. What has ended is a success.
  ///
  /// @param sandboxes by the names of their commands
  public void end(Map<String, Sandbox> sandboxes) {
    List<Path> keys = new ArrayList<>();
    List<ProcessHandle> own = new ArrayList<>();
    sandboxes.forEach((name, sandbox) -> {
      RunningCommand running = commands.remove(name);
      if (running != null) {
        running.close();
        running.handle().ifPresent(own::add);
      }
      keys.add(Path.of(sandbox.key()));
    });
    KernelThreads.run(() -> NamespaceProcesses.end(keys, own, GRACE));
  }

  /// The command of a name.
  public Optional<LabCommand> find(String name) {
    return Optional.ofNullable(commands.get(name)).map(RunningCommand::command);
  }

  /// How the command of a name is.
  public Optional<CommandState> state(String name) {
    return Optional.ofNullable(commands.get(name)).map(RunningCommand::state);
  }

  /// What has been started, to be kept.
  public List<StartedCommand> started() {
    List<StartedCommand> started = new ArrayList<>();
    commands.forEach((name, running) ->
        running
            .process()
            .ifPresent(
                process -> started.add(new StartedCommand(name, running.command(), process))));
    return started;
  }

  /// Lets everything run, and starts nothing any more.
  @Override
  public void close() {
    commands.values().forEach(RunningCommand::close);
  }
}
