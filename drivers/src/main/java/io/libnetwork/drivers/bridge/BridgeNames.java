package io.libnetwork.drivers.bridge;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The names of our bridges. Two networks that ask for one name must not both get as far as the
/// firewall, which knows a network by its bridge. A bridge that is to go has its name until it is
/// gone.
final class BridgeNames {

  private static final Logger LOG = LoggerFactory.getLogger(BridgeNames.class);
  private static final long PATIENCE_SECONDS = 5;

  /// Whoever opens the next controller finds those that are left by their marks.
  private static final long CLOSING_SECONDS = 2;

  /// A bridge that is to go, and when its name is free.
  private record Leaving(Ifindex bridge, CompletableFuture<Void> freed) {}

  private final Set<InterfaceName> taken = ConcurrentHashMap.newKeySet();
  private final Map<InterfaceName, Leaving> leaving = new ConcurrentHashMap<>();
  private final Consumer<Ifindex> hurry;

  /// @param hurry has a bridge removed now that is to go some time
  BridgeNames(Consumer<Ifindex> hurry) {
    this.hurry = hurry;
  }

  /// The same names, of which none is waited for.
  BridgeNames copy() {
    BridgeNames copy = new BridgeNames(_ -> {});
    copy.taken.addAll(taken);
    return copy;
  }

  /// Takes a name. Where a bridge that is to go has it, that is waited for.
  ///
  /// @throws NetworkException.Conflict if another has it
  void take(BridgePlan plan) {
    awaitFree(plan.bridge());
    if (!taken.add(plan.bridge())) {
      throw plan.existing() ? BridgeLink.used(plan) : BridgeLink.taken(plan);
    }
  }

  /// Gives a name back that no bridge has.
  void giveBack(InterfaceName name) {
    taken.remove(name);
  }

  /// Has a name free as soon as the bridge that has it is gone.
  void giveBack(InterfaceName name, Ifindex bridge, CompletableFuture<Void> gone) {
    CompletableFuture<Void> freed = gone.thenRun(() -> taken.remove(name));
    Leaving former = new Leaving(bridge, freed);
    leaving.put(name, former);
    var _ = freed.whenComplete((_, _) -> leaving.remove(name, former));
  }

  /// Has the bridges that are to go removed now, and waits for a while: later nobody would.
  void close() {
    List<Leaving> all = List.copyOf(leaving.values());
    all.forEach(former -> hurry.accept(former.bridge()));
    boolean _ =
        CompletableFuture.allOf(all.stream().map(Leaving::freed).toArray(CompletableFuture[]::new))
            .orTimeout(CLOSING_SECONDS, TimeUnit.SECONDS)
            .handle((_, _) -> true)
            .join();
  }

  private void awaitFree(InterfaceName name) {
    Leaving former = leaving.get(name);
    if (former == null) {
      return;
    }
    hurry.accept(former.bridge());
    try {
      former.freed().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NetworkException.Cancelled(
          "interrupted while waiting for the name " + name, interrupted);
    } catch (ExecutionException | TimeoutException late) {
      LOG.debug("the former bridge {} is there yet", name, late);
    }
  }
}
