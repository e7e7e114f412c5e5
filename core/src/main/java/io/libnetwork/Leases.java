package io.libnetwork;

import io.libnetwork.linux.KernelThreads;
import io.libnetwork.linux.Moment;
import io.libnetwork.linux.ProcessIdentity;
import io.libnetwork.linux.ProcessWatch;
import io.libnetwork.reconcile.Reconciler;
import io.libnetwork.reconcile.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Removing what is leased when its lease ends.
///
/// One thread sleeps until an owner ends, one until a time runs out, and one removes; each is there
/// only while it has something to do. What cannot be removed is tried again.
final class Leases implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
  private static final long IDLE_SECONDS = 5;

  private final ControllerCore core;
  private final ProcessWatch owners = new ProcessWatch("libnetwork-lease-owners");
  private final ScheduledThreadPoolExecutor times = times();
  private final Reconciler remover = new Reconciler("libnetwork-lease-remover");
  private final Subject removal = new EndedLeases();

  /// What is to be removed. Guarded by itself.
  private final Set<Tenant> ended = new LinkedHashSet<>();

  /// What was there before a restart, and what is kept of it; for the thread that restores.
  private final Map<Tenant, Ledger.Entry> resumed = new LinkedHashMap<>();

  /// What is leased.
  private sealed interface Tenant {
    Leasehold leasehold();

    /// A network.
    record OfNetwork(Network network) implements Tenant {
      @Override
      public Leasehold leasehold() {
        return network.leasehold();
      }

      @Override
      public String toString() {
        return network.toString();
      }
    }

    /// A sandbox.
    record OfSandbox(Sandbox sandbox) implements Tenant {
      @Override
      public Leasehold leasehold() {
        return sandbox.leasehold();
      }

      @Override
      public String toString() {
        return sandbox.toString();
      }
    }
  }

  Leases(ControllerCore core) {
    this.core = core;
  }

  Moment now() {
    return Moment.now(core.clock());
  }

  /// A lease from now on.
  ///
  /// @param what what is to be leased, for messages
  /// @throws NetworkException.NotFound when an owner has ended already
  Leasehold of(String what, List<Lease> leases) {
    if (leases.isEmpty()) {
      return Leasehold.NONE;
    }
    for (Lease lease : leases) {
      switch (lease) {
        case Lease.OwnedByProcess(ProcessIdentity owner) -> LeaseOwners.requireRunning(what, owner);
        case Lease.WhileOpen(LeaseHandle handle) -> requireOpen(what, handle);
        case Lease.ForDuration _ -> {} // which is checked where it is made
      }
    }
    return Leasehold.of(leases, now());
  }

  private static void requireOpen(String what, LeaseHandle handle) {
    if (!handle.open()) {
      throw new NetworkException.NotFound(
          what + " cannot be kept by " + handle + ": it has been closed");
    }
  }

  /// Watches for the end of a network's lease. What ends before [#begin] is removed after it.
  void watch(Network network) {
    watch(new Tenant.OfNetwork(network));
  }

  void watch(Sandbox sandbox) {
    watch(new Tenant.OfSandbox(sandbox));
  }

  /// As [#watch], of what was there before a restart: it is watched from [#restored] on.
  void resume(Network network) {
    resume(new Tenant.OfNetwork(network), network.entry());
  }

  void resume(Sandbox sandbox) {
    resume(new Tenant.OfSandbox(sandbox), sandbox.entry());
  }

  private void resume(Tenant tenant, Ledger.Entry entry) {
    if (!tenant.leasehold().leases().isEmpty()) {
      resumed.put(tenant, entry);
    }
  }

  /// Ends the restoration. What counts from another moment than before is written so.
  void restored() {
    resumed.forEach((tenant, entry) -> {
      core.ledger().write(entry);
      watch(tenant);
      begin(tenant);
    });
    resumed.clear();
  }

  void begin(Network network) {
    begin(new Tenant.OfNetwork(network));
  }

  void begin(Sandbox sandbox) {
    begin(new Tenant.OfSandbox(sandbox));
  }

  void renew(Network network, Duration granted) {
    network.leasehold().renew(network.toString(), granted, now());
    schedule(new Tenant.OfNetwork(network));
  }

  void renew(Sandbox sandbox, Duration granted) {
    sandbox.leasehold().renew(sandbox.toString(), granted, now());
    schedule(new Tenant.OfSandbox(sandbox));
  }

  /// Removes all that a handle keeps, as its end does; for a plan.
  void removeKept(LeaseHandle handle) {
    Lease kept = new Lease.WhileOpen(handle);
    core.sandboxes()
        .deleteAll(
            core.sandboxRegistry().all().stream()
                .filter(sandbox -> sandbox.leases().contains(kept))
                .toList());
    core.networkRegistry().all().stream()
        .filter(network -> network.leases().contains(kept))
        .forEach(core.networks()::deleteWithEndpoints);
  }

  /// What is only rehearsed ends with the plan.
  private void watch(Tenant tenant) {
    if (core.rehearsed()) {
      return;
    }
    Leasehold held = tenant.leasehold();
    for (Lease lease : held.leases()) {
      switch (lease) {
        case Lease.OwnedByProcess(ProcessIdentity owner) ->
            held.watched(owners.watch(owner, () -> end(tenant, LeaseTerms.reason(lease)))::close);
        case Lease.WhileOpen(LeaseHandle handle) ->
            held.watched(
                handle.listen(() -> {
                  end(tenant, LeaseTerms.reason(lease));
                  return held.removed();
                }));
        case Lease.ForDuration _ -> schedule(tenant);
      }
    }
  }

  private void begin(Tenant tenant) {
    if (tenant.leasehold().begin()) {
      remove(tenant);
    }
  }

  private void end(Tenant tenant, String reason) {
    LOG.info("{} is removed: {}", tenant, reason);
    if (tenant.leasehold().end(reason)) {
      remove(tenant);
    }
  }

  private void remove(Tenant tenant) {
    if (core.rehearsed()) {
      return;
    }
    synchronized (ended) {
      ended.add(tenant);
    }
    remover.mark(removal);
  }

  /// A time that was renewed meanwhile is waited for again.
  private void schedule(Tenant tenant) {
    Optional<Duration> left = tenant.leasehold().left(now());
    if (left.isEmpty() || core.rehearsed()) {
      return;
    }
    try {
      ScheduledFuture<?> timer =
          times.schedule(
              () -> expire(tenant), Math.max(0, left.get().toNanos()), TimeUnit.NANOSECONDS);
      tenant.leasehold().watched(() -> timer.cancel(false));
    } catch (RejectedExecutionException closed) {
      LOG.debug("nothing runs out any more, {} neither", tenant);
    }
  }

  private void expire(Tenant tenant) {
    Leasehold held = tenant.leasehold();
    held.terms()
        .filter(terms -> terms.left(now()).filter(left -> !left.isPositive()).isPresent())
        .flatMap(terms ->
            terms.leases().stream().filter(Lease.ForDuration.class::isInstance).findFirst())
        .ifPresent(over -> end(tenant, LeaseTerms.reason(over)));
  }

  /// Removes what has ended: sandboxes first, so that networks need not let them leave.
  private final class EndedLeases implements Subject {

    @Override
    public String name() {
      return "what is leased";
    }

    @Override
    public void reconcile() {
      List<Tenant> now;
      synchronized (ended) {
        now = List.copyOf(ended);
      }
      List<RuntimeException> failures = new ArrayList<>();
      Operation.run("end leases", () -> now.size() + " leases", () -> removeAll(now, failures));
      if (!failures.isEmpty()) {
        RuntimeException first = failures.removeFirst();
        failures.forEach(first::addSuppressed);
        throw first;
      }
    }

    private void removeAll(List<Tenant> tenants, List<RuntimeException> failures) {
      List<Tenant> sandboxes = tenants.stream().filter(Tenant.OfSandbox.class::isInstance).toList();
      attempt(sandboxes, () -> core.sandboxes().deleteAll(sandboxesOf(sandboxes)), failures);
      // The kernel takes some 40 ms to let a bridge go, and several of them no longer.
      List<CompletableFuture<Void>> begun = new ArrayList<>();
      for (Tenant tenant : tenants) {
        if (tenant instanceof Tenant.OfNetwork(Network network)) {
          begun.add(
              KernelThreads.start(() ->
                  attempt(
                      List.of(tenant),
                      () -> core.networks().deleteWithEndpoints(network),
                      failures)));
        }
      }
      begun.forEach(KernelThreads::await);
    }

    private void attempt(List<Tenant> tenants, Runnable removing, List<RuntimeException> failures) {
      try {
        removing.run();
        synchronized (ended) {
          tenants.forEach(ended::remove);
        }
      } catch (RuntimeException failure) {
        tenants.forEach(tenant -> tenant.leasehold().notRemoved(failure));
        synchronized (ended) {
          failures.add(failure);
        }
      }
    }

    private static List<Sandbox> sandboxesOf(List<Tenant> tenants) {
      return tenants.stream()
          .map(Tenant.OfSandbox.class::cast)
          .map(Tenant.OfSandbox::sandbox)
          .toList();
    }
  }

  /// Watches nothing any more. What is leased stays, for who opens the store next.
  @Override
  public void close() {
    core.networkRegistry().all().forEach(network -> network.leasehold().abandon());
    core.sandboxRegistry().all().forEach(sandbox -> sandbox.leasehold().abandon());
    owners.close();
    times.shutdownNow();
    remover.close();
    boolean interrupted = false;
    try {
      times.awaitTermination(IDLE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException again) {
      // It only ever waits; it ends by itself.
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static ScheduledThreadPoolExecutor times() {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("libnetwork-lease-times").daemon().factory());
    executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return executor;
  }
}
