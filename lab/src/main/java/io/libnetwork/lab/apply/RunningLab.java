package io.libnetwork.lab.apply;

import io.libnetwork.NetworkException;
import io.libnetwork.Sandbox;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabSandbox;
import io.libnetwork.lab.command.CommandState;
import io.libnetwork.lab.command.Commands;
import io.libnetwork.linux.BootId;
import io.libnetwork.linux.ProcessWatch;
import io.libnetwork.store.Change;
import io.libnetwork.store.StateStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// One lab: what was wanted last, its commands, and the turn of who changes it.
final class RunningLab implements AutoCloseable {

  private static final Set<ApplyOption> EVERYTHING = EnumSet.allOf(ApplyOption.class);

  private final Scene scene;
  private final StateStore store;
  private final Commands commands;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Lab applied;
  private volatile Optional<Lab> pending = Optional.empty();

  RunningLab(
      Scene scene,
      StateStore store,
      Path folder,
      ScheduledExecutorService later,
      ProcessWatch ends) {
    this.scene = scene;
    this.store = store;
    this.applied = Lab.empty(scene.lab());
    this.commands = new Commands(folder, later, ends, this::restarted);
  }

  /// Takes over what the store remembers.
  void restore(LabRecord record) {
    lock.lock();
    try {
      applied = record.lab().orElse(Lab.empty(scene.lab()));
      adopt(record);
      if (record.pending().isPresent()) {
        pending = record.pending();
        endChanged(record.pending().get());
        back();
      } else {
        startEnded();
      }
    } finally {
      lock.unlock();
    }
  }

  /// Commands of another boot have ended with it, and are started anew; one of this boot that has
  /// ended meanwhile is treated as if it did so now.
  private void adopt(LabRecord record) {
    if (!record.boot().equals(BootId.current())) {
      return;
    }
    for (LabRecord.Started started : record.started()) {
      Optional<Sandbox> sandbox = scene.sandbox(started.sandbox());
      applied
          .sandbox(started.sandbox())
          .flatMap(LabSandbox::command)
          .ifPresent(command ->
              sandbox.ifPresent(there ->
                  commands.adopt(
                      new Commands.Request(started.sandbox(), there, command), started.process())));
    }
  }

  /// Starts what ran in another boot. What somebody has changed of the lab meanwhile stays as it
  /// is.
  private void startEnded() {
    List<Step> starts = new ArrayList<>();
    for (LabSandbox sandbox : applied.sandboxes()) {
      boolean ended = sandbox.command().isPresent() && commands.find(sandbox.name()).isEmpty();
      if (ended && scene.sandbox(sandbox.name()).isPresent()) {
        starts.add(
            new Step(Step.Phase.START_COMMANDS, Optional.empty(), new Step.Act.Start(sandbox)));
      }
    }
    if (!starts.isEmpty()) {
      new Applying(scene, commands).run(applied, starts);
      write();
    }
  }

  /// Of commands that were to be changed nobody knows whether they have been.
  private void endChanged(Lab interrupted) {
    Map<String, Sandbox> changed = new LinkedHashMap<>();
    scene
        .sandboxes()
        .forEach((name, sandbox) -> {
          Optional<LabSandbox> before = applied.sandbox(name);
          Optional<LabSandbox> after = interrupted.sandbox(name);
          if (!before.flatMap(LabSandbox::command).equals(after.flatMap(LabSandbox::command))
              || before.isEmpty()) {
            changed.put(name, sandbox);
          }
        });
    commands.end(changed);
  }

  LabPlan plan(Lab wanted, Set<ApplyOption> options) {
    lock.lock();
    try {
      requireCommands(wanted);
      return work(wanted, options).plan(scene.lab());
    } finally {
      lock.unlock();
    }
  }

  private Work work(Lab wanted, Set<ApplyOption> options) {
    return Comparison.of(scene, wanted, applied, commands::find, options);
  }

  private List<Step> stepsFor(Lab wanted, Set<ApplyOption> options) {
    return work(wanted, options).steps();
  }

  LabPlan apply(Lab wanted, Set<ApplyOption> options) {
    lock.lock();
    try {
      requireCommands(wanted);
      Work work = work(wanted, options);
      LabPlan plan = work.plan(scene.lab());
      requireAllowed(plan, options);
      Lab next = options.contains(ApplyOption.PRUNE) ? wanted : Kept.with(wanted, applied, scene);
      if (work.steps().isEmpty() && next.equals(applied)) {
        return plan;
      }
      change(next, work);
      return plan;
    } finally {
      lock.unlock();
    }
  }

  private void change(Lab next, Work work) {
    pending = Optional.of(next);
    write();
    try {
      new Applying(scene, commands).run(next, work.steps());
    } catch (RuntimeException failure) {
      undo(failure);
      throw failure;
    }
    applied = next;
    pending = Optional.empty();
    write();
  }

  /// Nobody is told by an interrupt that half of it stays.
  private void undo(RuntimeException failure) {
    boolean interrupted = Thread.interrupted();
    try {
      back();
    } catch (RuntimeException further) {
      failure.addSuppressed(further);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Makes the lab what it was, and forgets what it was to be.
  private void back() {
    new Applying(scene, commands).run(applied, stepsFor(applied, EVERYTHING));
    pending = Optional.empty();
    write();
  }

  void delete() {
    lock.lock();
    try {
      Lab nothing = Lab.empty(scene.lab());
      change(nothing, work(nothing, EVERYTHING));
    } finally {
      lock.unlock();
    }
  }

  private static void requireCommands(Lab wanted) {
    for (LabSandbox sandbox : wanted.sandboxes()) {
      sandbox
          .command()
          .ifPresent(
              command -> Commands.require(command, "sandboxes." + sandbox.name() + ".command"));
    }
  }

  private void requireAllowed(LabPlan plan, Set<ApplyOption> options) {
    if (!plan.replaced().isEmpty() && !options.contains(ApplyOption.REPLACE)) {
      throw new NetworkException.Forbidden(
          "lab %s: some of it cannot be changed where it is and has to be made anew, which was not allowed (--replace allows it):\n%s"
              .formatted(
                  scene.lab(),
                  plan.replaced().stream()
                      .map(LabChange::toString)
                      .collect(Collectors.joining("\n"))));
    }
  }

  /// What is empty and not to become anything is not kept.
  private void write() {
    boolean gone = pending.isEmpty() && applied.equals(Lab.empty(scene.lab()));
    Change change =
        gone
            ? new Change.Remove(LabRecord.key(scene.lab()))
            : new Change.Put(LabRecord.key(scene.lab()), record().fields());
    store.queue(change).await();
  }

  private LabRecord record() {
    return LabRecord.of(Optional.of(applied), pending, commands.started());
  }

  /// A command has another process. What is written next has it too, if this is too early.
  private void restarted() {
    if (!lock.tryLock()) {
      return;
    }
    try {
      write();
    } finally {
      lock.unlock();
    }
  }

  void trimLogs() {
    commands.trimLogs();
  }

  LabState state() {
    Map<String, CommandState> states = new LinkedHashMap<>();
    Map<String, Path> logs = new LinkedHashMap<>();
    for (LabSandbox sandbox : pending.orElse(applied).sandboxes()) {
      commands.state(sandbox.name()).ifPresent(state -> states.put(sandbox.name(), state));
      if (sandbox.command().isPresent()) {
        logs.put(sandbox.name(), commands.log(sandbox.name()));
      }
    }
    return new LabState(pending.orElse(applied), pending.isPresent(), states, logs);
  }

  @Override
  public void close() {
    commands.close();
  }
}
