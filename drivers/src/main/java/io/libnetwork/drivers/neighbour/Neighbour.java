package io.libnetwork.drivers.neighbour;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A firewall that is there, and whether it answers.
final class Neighbour {

  private static final Logger LOG = LoggerFactory.getLogger(Neighbour.class);

  private final String name;
  private final NeighbourFirewall firewall;
  private final Duration patience;

  /// How much has been waited for in vain: until it is answered, nobody waits for anything else.
  private final AtomicInteger overdue = new AtomicInteger();

  Neighbour(String name, NeighbourFirewall firewall, Duration patience) {
    this.name = name;
    this.firewall = firewall;
    this.patience = patience;
  }

  /// What it is called.
  String name() {
    return name;
  }

  NeighbourFirewall firewall() {
    return firewall;
  }

  void await(InterfaceName bridge, CompletableFuture<Void> admitted) {
    if (admitted.isDone()) {
      return;
    }
    if (overdue.get() > 0) {
      warn(bridge, "has not answered for a while and is not waited for");
      return;
    }
    try {
      admitted.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      overdue.incrementAndGet();
      CompletableFuture<Void> _ = admitted.thenRun(overdue::decrementAndGet);
      warn(bridge, "has not answered within " + patience.toMillis() + " ms");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NetworkException.Cancelled("the calling thread was interrupted", interrupted);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(name + " failed to admit " + bridge, failed.getCause());
    }
  }

  private void warn(InterfaceName bridge, String what) {
    LOG.warn(
        "{} {}: until it does, it may drop what bridge {} carries; it is told of the bridge as soon"
            + " as it answers",
        name,
        what,
        bridge);
  }
}
