package io.libnetwork;

import io.libnetwork.spi.Removal;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waiting until the kernel has announced that something is gone; never under a lock.
final class Removals {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private Removals() {}

  static void await(Removal removal, String what) {
    await(removal.announced(), what);
  }

  static void awaitAll(Collection<Removal> removals, String what) {
    await(
        CompletableFuture.allOf(
            removals.stream().map(Removal::announced).toArray(CompletableFuture<?>[]::new)),
        what);
  }

  /// An interrupt ends the wait, unless something is being undone, which has to end first.
  static void await(CompletableFuture<?> gone, String what) {
    boolean interrupted = Undo.running() && Thread.interrupted();
    try {
      gone.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interruption) {
      if (!Undo.running()) {
        throw Operation.cancelled(interruption);
      }
      interrupted = true;
      await(gone, what);
    } catch (TimeoutException late) {
      throw new NetworkException.DeadlineExceeded(
          "the kernel did not announce within "
              + DEADLINE.toSeconds()
              + " s that "
              + what
              + " is gone");
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException("removing " + what + " failed", failed.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
