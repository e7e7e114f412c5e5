package io.libnetwork;

import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.reconcile.Reconciler;
import io.libnetwork.reconcile.Repair;
import io.libnetwork.reconcile.Subject;
import io.libnetwork.spi.Hint;
import io.libnetwork.spi.NetworkDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Putting right what others have done to what is ours, each network and each sandbox under its own
/// lock.
final class Mending implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Mending.class);

  /// What is done to one network is often done to it in several steps.
  private static final Duration GATHERING = Duration.ofMillis(5);

  private final ControllerCore core;
  private final Reconciler reconciler = new Reconciler("libnetwork-mending");

  /// What stays as it is, and has been told once.
  private final Set<Difference> told = ConcurrentHashMap.newKeySet();

  private volatile boolean begun;

  Mending(ControllerCore core) {
    this.core = core;
  }

  /// From now on hints are followed, and everything is looked at every so often; at once where
  /// there are sandboxes, into which nobody has looked while no process was there.
  ///
  /// @param pause zero for never
  void begin(Duration pause) {
    begun = true;
    if (!pause.isZero() && core.host().linux()) {
      boolean restored = !core.sandboxRegistry().all().isEmpty();
      reconciler.every(restored ? Duration.ZERO : pause, pause, place(new Hint.Anywhere()));
    }
  }

  private Subject place(Hint hint) {
    return new Place(this, hint);
  }

  /// Follows a hint, behind the call.
  void heard(Hint hint) {
    if (!begun) {
      return;
    }
    switch (hint) {
      case Hint.Anywhere _ -> reconciler.mark(place(new Hint.Anywhere()), GATHERING);
      case Hint.OfNetwork(NetworkId id) ->
          reconciler.mark(place(new Hint.OfNetwork(id)), GATHERING);
      case Hint.OfEndpoint(NetworkId id, EndpointId endpoint) -> {
        reconciler.mark(place(new Hint.OfNetwork(id)), GATHERING);
        reconciler.mark(place(hint), GATHERING);
      }
    }
  }

  /// Where to look, as the reconciler knows it: the same place is looked at once, however often it
  /// was hinted at.
  private record Place(Mending mending, Hint hint) implements Subject {

    @Override
    public String name() {
      return switch (hint) {
        case Hint.Anywhere _ -> "the host";
        case Hint.OfNetwork(NetworkId id) -> "network " + id;
        case Hint.OfEndpoint(_, EndpointId id) -> "endpoint " + id;
      };
    }

    @Override
    public void reconcile() {
      mending.look(hint);
    }
  }

  private void look(Hint hint) {
    switch (hint) {
      case Hint.Anywhere _ -> all();
      case Hint.OfNetwork(NetworkId id) -> core.networkRegistry().byId(id).ifPresent(this::mend);
      case Hint.OfEndpoint(NetworkId id, EndpointId endpoint) ->
          core.networkRegistry()
              .byId(id)
              .flatMap(network -> network.endpointRegistry().byId(endpoint))
              .flatMap(Endpoint::sandbox)
              .ifPresent(this::mend);
    }
  }

  /// Everything. What networks have together comes first, because that guards them; then networks,
  /// because a container's interface is a port of a bridge.
  Reconciliation all() {
    Examining.Suspects suspects = core.examining().suspects();
    List<Reconciliation> done = new ArrayList<>();
    core.drivers().made().forEach(driver -> done.add(told(driver::mendShared)));
    suspects.networks().forEach(network -> done.add(mend(network)));
    suspects.sandboxes().forEach(sandbox -> done.add(mend(sandbox)));
    core.drivers().made().forEach(driver -> done.add(removeLeftovers(driver)));
    done.add(told(this::removeLeftNamespaces));
    core.etc().finish();
    return Reconciliation.all(done);
  }

  /// The host's side of a network and of its endpoints, and its addresses.
  Reconciliation mend(Network network) {
    return told(() ->
        Locks.holding(
            network.lock(),
            () -> network.deleted() ? Reconciliation.NOTHING : mendLocked(network)));
  }

  private static Reconciliation mendLocked(Network network) {
    return Reconciliation.all(
        List.of(
            network.driverNetwork().mend(Examining.joined(network)),
            new Allocations(network).mend()));
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
    for (Path path :
        LeftNamespaces.of(core.host().namespaceFolder(), core.examining()::knowsSandbox)) {
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
    told.removeAll(done.repaired());
    for (Reconciliation.Failed failed : done.failed()) {
      if (told.add(failed.difference())) {
        LOG.error("cannot put right: {}", failed);
      }
    }
    for (Difference left : done.left()) {
      if (told.add(left)) {
        LOG.info("changed by others, and left to them: {}", left);
      }
    }
    return done;
  }

  /// Ends, after what is being put right.
  @Override
  public void close() {
    reconciler.close();
  }
}
