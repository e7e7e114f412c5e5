package io.libnetwork;

import io.libnetwork.spi.Removal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Making sandboxes and taking them away.
final class Sandboxes {

  private final ControllerCore core;

  Sandboxes(ControllerCore core) {
    this.core = core;
  }

  Sandbox create(String container, SandboxConfig config) {
    Sandbox sandbox = createUnwritten(container, config);
    try {
      core.ledger().commit(sandbox.entry());
      return sandbox;
    } catch (RuntimeException failure) {
      Undo undo = new Undo();
      undo.with(() -> discard(sandbox));
      throw undo.all(failure);
    }
  }

  /// As [#create], for who goes on with it and writes it then.
  Sandbox createUnwritten(String container, SandboxConfig config) {
    Names.require("container", container);
    core.host().requireLinux("a sandbox");
    SandboxId id = SandboxId.random(core.random());
    Registry<SandboxId, Sandbox> registry = core.sandboxRegistry();
    Leasehold lease = core.leases().of("the sandbox of " + container, config.leases());
    registry.claim(id, container);
    try {
      SandboxNamespace namespace = core.namespace(id, container, config.placement());
      Sandbox sandbox = new Sandbox(core, id, container, config, namespace, lease);
      watch(sandbox);
      begin(sandbox);
      registry.add(id, sandbox);
      core.events().publish(revision -> new Event.SandboxCreated(revision, id, container));
      core.leases().begin(sandbox);
      return sandbox;
    } catch (RuntimeException failure) {
      registry.remove(id);
      throw failure;
    }
  }

  private void begin(Sandbox sandbox) {
    try {
      sandbox.namespace().prepare();
      core.etc().begin(sandbox);
    } catch (RuntimeException failure) {
      sandbox.leasehold().close();
      sandbox.namespace().close();
      throw failure;
    }
  }

  private void watch(Sandbox sandbox) {
    try {
      core.leases().watch(sandbox);
    } catch (RuntimeException failure) {
      sandbox.leasehold().close();
      sandbox.namespace().close();
      throw failure;
    }
  }

  /// Lets its time to live begin again.
  void renew(Sandbox sandbox, Duration time) {
    sandbox.requireAlive();
    core.leases().renew(sandbox, time);
    core.ledger().commit(sandbox.entry());
  }

  /// Once that is written nobody finds the sandbox again, so it is written first.
  void delete(Sandbox sandbox) {
    withdraw(List.of(sandbox));
    discard(sandbox);
  }

  /// Takes away what has no record, or none any more.
  void discard(Sandbox sandbox) {
    List<Removal> removals = take(sandbox);
    if (!sandbox.namespace().ends()) {
      Removals.awaitAll(removals, "every interface of " + sandbox);
    }
  }

  /// One that cannot be removed does not keep the others.
  void deleteAll(List<Sandbox> sandboxes) {
    withdraw(sandboxes);
    List<Removal> removals = new ArrayList<>();
    List<RuntimeException> failures = new ArrayList<>();
    for (Sandbox sandbox : sandboxes) {
      try {
        removals.addAll(take(sandbox));
      } catch (RuntimeException failure) {
        failures.add(failure);
      }
    }
    Removals.awaitAll(removals, "every interface of " + sandboxes.size() + " sandboxes");
    if (!failures.isEmpty()) {
      RuntimeException first = failures.removeFirst();
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }

  /// From now on nothing joins, and whatever comes nobody finds them again.
  private void withdraw(List<Sandbox> sandboxes) {
    List<Sandbox> present = new ArrayList<>();
    List<Ledger.Entry> entries = new ArrayList<>();
    for (Sandbox sandbox : sandboxes) {
      Locks.run(sandbox.lock(), () -> withdraw(sandbox, present, entries));
    }
    try {
      core.ledger().erase(entries);
      // Others may have withdrawn some of them before.
      core.ledger().settle();
    } catch (RuntimeException failure) {
      present.forEach(sandbox -> sandbox.markDeleted(false));
      throw failure;
    }
  }

  private static void withdraw(Sandbox sandbox, List<Sandbox> present, List<Ledger.Entry> entries) {
    if (!sandbox.deleted()) {
      sandbox.markDeleted(true);
      present.add(sandbox);
      entries.add(sandbox.entry());
      for (Endpoint endpoint : sandbox.endpoints()) {
        entries.add(endpoint.entry());
        entries.addAll(Backends.entries(endpoint));
      }
    }
  }

  /// Takes a sandbox away without waiting for the kernel to announce its interfaces gone.
  private List<Removal> take(Sandbox sandbox) {
    return Locks.holding(sandbox.lock(), () -> takeLocked(sandbox));
  }

  private List<Removal> takeLocked(Sandbox sandbox) {
    if (sandbox.removed()) {
      return List.of();
    }
    sandbox.markDeleted(true);
    List<Removal> removals = new ArrayList<>();
    for (Endpoint endpoint : sandbox.endpoints()) {
      removals.add(core.leaving().leaveForGood(endpoint, sandbox));
    }
    core.naming().ifPresent(naming -> naming.close(sandbox));
    sandbox.namespace().close();
    core.etc().end(sandbox);
    sandbox.markRemoved();
    core.sandboxRegistry().remove(sandbox.id());
    sandbox.leasehold().close();
    core.events()
        .publish(revision -> new Event.SandboxDeleted(revision, sandbox.id(), sandbox.container()));
    return removals;
  }
}
