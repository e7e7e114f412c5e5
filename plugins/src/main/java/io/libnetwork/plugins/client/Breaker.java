package io.libnetwork.plugins.client;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Keeps callers from waiting for a plugin that has failed several times in a row: open, it lets
/// nobody through for a while, then one to try it.
final class Breaker {

  private final int failures;
  private final Duration pause;
  private final LongSupplier nanoTime;

  /// In a row; guarded by this, as the rest.
  private int inRow;

  private long openUntil;
  private boolean trying;
  private String last = "";

  /// @param nanoTime a clock that only goes on, as [System#nanoTime]
  Breaker(int failures, Duration pause, LongSupplier nanoTime) {
    this.failures = failures;
    this.pause = pause;
    this.nanoTime = nanoTime;
  }

  /// Lets a caller through, who then tells what came of it.
  ///
  /// @throws PluginException.NotReached if it is open
  synchronized void enter(String who) {
    if (inRow < failures) {
      return;
    }
    long left = openUntil - nanoTime.getAsLong();
    if (left > 0 || trying) {
      throw new PluginException.NotReached(
          "%s has failed %d times in a row and is not asked for %s: %s"
              .formatted(
                  who,
                  inRow,
                  left > 0
                      ? "another " + Math.ceilDiv(left, 1_000_000L) + " ms"
                      : "as long as one call tries it",
                  last));
    }
    trying = true;
  }

  /// It answered, whatever it said.
  synchronized void answered() {
    inRow = 0;
    trying = false;
  }

  /// It failed for a reason of its own.
  synchronized void failed(String why) {
    inRow++;
    trying = false;
    last = why;
    openUntil = nanoTime.getAsLong() + pause.toNanos();
  }

  /// Nobody listened, which costs no waiting and says nothing of it.
  synchronized void notReached() {
    trying = false;
  }
}
