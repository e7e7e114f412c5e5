package io.libnetwork;

import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.reconcile.Repair;
import io.libnetwork.spi.NetworkDriver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Putting right what others have done to what is ours, each network and each sandbox under its own
/// lock.
final class Mending implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Mending.class);

  private final ControllerCore core;

  Mending(ControllerCore core) {
    this.core = core;
  }

  /// Everything. Networks come first, because a container's interface is a port of a bridge.
  Reconciliation all() {
    Examining.Suspects suspects = core.examining().suspects();
    List<Reconciliation> done = new ArrayList<>();
    suspects.networks().forEach(network -> done.add(mend(network)));
    suspects.sandboxes().forEach(sandbox -> done.add(mend(sandbox)));
    core.drivers().made().forEach(driver -> done.add(removeLeftovers(driver)));
    done.add(told(this::removeLeftNamespaces));
    return Reconciliation.all(done);
  }

  /// The host's side of a network and of its endpoints.
  Reconciliation mend(Network network) {
    return told(() ->
        Locks.holding(
            network.lock(),
            () ->
                network.deleted()
                    ? Reconciliation.NOTHING
                    : network.driverNetwork().mend(Examining.joined(network))));
  }

  /// A sandbox's namespace and what is in it.
  Reconciliation mend(Sandbox sandbox) {
    if (sandbox.namespace().ended()) {
      return told(() -> end(sandbox));
    }
    return told(() ->
        Locks.holding(
            sandbox.lock(),
            () -> sandbox.deleted() ? Reconciliation.NOTHING : mendLocked(sandbox)));
  }

  /// As at a start: a process that has ended has left its sandbox for good.
  private static Reconciliation end(Sandbox sandbox) {
    Difference.Whose whose = Difference.Whose.container(sandbox.container());
    Difference difference = sandbox.namespace().difference(whose).orElseThrow();
    try {
      sandbox.delete();
      return Reconciliation.repaired(difference);
    } catch (RuntimeException failure) {
      return Reconciliation.failed(difference, failure);
    }
  }

  private Reconciliation mendLocked(Sandbox sandbox) {
    List<Reconciliation> done = new ArrayList<>();
    sandbox
        .namespace()
        .difference(Difference.Whose.container(sandbox.container()))
        .ifPresent(difference -> done.add(mend(difference, sandbox.namespace())));
    for (Inside.Todo<Endpoint> todo : Examining.compare(sandbox)) {
      done.add(todo.gone() ? replug(todo, sandbox) : carryOut(todo.steps(), sandbox));
    }
    return Reconciliation.all(done);
  }

  private static Reconciliation mend(Difference difference, SandboxNamespace namespace) {
    if (!difference.repairable()) {
      return Reconciliation.left(difference);
    }
    return attempt(difference, namespace::bindAgain);
  }

  private static Reconciliation carryOut(List<Repair.Step> steps, Sandbox sandbox) {
    return sandbox.namespace().plumbing().orElseThrow().carryOut(steps);
  }

  /// What somebody has moved to another namespace is his.
  private Reconciliation replug(Inside.Todo<Endpoint> todo, Sandbox sandbox) {
    Difference gone = todo.differences().getFirst();
    try {
      return core.joining().replug(todo.of(), sandbox)
          ? Reconciliation.repaired(gone)
          : Reconciliation.left(
              new Difference(
                  gone.kind(), gone.whose(), gone.object(), gone.wanted(), "moved away", false));
    } catch (RuntimeException failure) {
      return Reconciliation.failed(gone, failure);
    }
  }

  private Reconciliation removeLeftovers(NetworkDriver driver) {
    Examining known = core.examining();
    return told(() -> driver.removeLeftovers(known::knows, known::knows));
  }

  private Reconciliation removeLeftNamespaces() {
    List<Reconciliation> done = new ArrayList<>();
    for (Path path : LeftNamespaces.of(core.host(), core.examining()::knowsSandbox)) {
      done.add(attempt(LeftNamespaces.difference(path), () -> NetworkNamespace.delete(path)));
    }
    return Reconciliation.all(done);
  }

  private static Reconciliation attempt(Difference difference, Runnable repair) {
    try {
      repair.run();
      return Reconciliation.repaired(difference);
    } catch (RuntimeException failure) {
      return Reconciliation.failed(difference, failure);
    }
  }

  /// Tells what came of it: who runs a host wants to know that somebody changes what is ours.
  private Reconciliation told(Supplier<Reconciliation> mending) {
    Reconciliation done = mending.get();
    for (Difference repaired : done.repaired()) {
      LOG.warn("changed by others, and put right: {}", repaired);
      core.events().publish(revision -> new Event.Repaired(revision, repaired));
    }
    done.failed().forEach(failed -> LOG.error("cannot put right: {}", failed));
    return done;
  }

  @Override
  public void close() {}
}
