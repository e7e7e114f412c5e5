package io.libnetwork.drivers.uplink;

import io.libnetwork.NetworkException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Waiting for what is about to go, by who needs its place: some milliseconds, as a rule.
final class Patience {

  private static final Logger LOG = LoggerFactory.getLogger(Patience.class);
  private static final long SECONDS = 5;

  private Patience() {}

  /// Waits until it is gone. Where it stays, who makes the next is refused by the kernel.
  ///
  /// @param what for the message
  static void await(CompletableFuture<Void> gone, String what) {
    try {
      gone.get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NetworkException.Cancelled("interrupted while waiting for " + what, interrupted);
    } catch (ExecutionException | TimeoutException late) {
      LOG.debug("{} is there yet", what, late);
    }
  }
}
