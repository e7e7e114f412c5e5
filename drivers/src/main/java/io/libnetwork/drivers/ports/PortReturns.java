package io.libnetwork.drivers.ports;

import io.libnetwork.linux.KernelThreads;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// Ports that go back when something else has happened, as the connections through them having been
/// forgotten. Until then they are held and nobody is given them.
///
/// Safe for use by many threads.
final class PortReturns {

  private final Map<PortLease, CompletableFuture<Void>> pending = new ConcurrentHashMap<>();

  /// Closes a lease once something has happened, or has failed to.
  ///
  /// @return completes when it is closed
  CompletableFuture<Void> closeAfter(CompletableFuture<Void> condition, PortLease lease) {
    CompletableFuture<Void> returned = condition.handle((_, _) -> close(lease));
    pending.put(lease, returned);
    return returned.whenComplete((_, _) -> pending.remove(lease));
  }

  /// Waits for the ports that are on their way back now: a few milliseconds.
  ///
  /// @return false when there were none
  boolean await() {
    List<CompletableFuture<Void>> returns = List.copyOf(pending.values());
    returns.forEach(KernelThreads::await);
    return !returns.isEmpty();
  }

  private static Void close(PortLease lease) {
    lease.close();
    return null;
  }
}
