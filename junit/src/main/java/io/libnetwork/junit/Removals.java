package io.libnetwork.junit;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Removes sessions behind the tests that had them: the next test need not wait for it. Where too
/// many wait, who closes a session removes it himself.
///
/// What fails is told when this is closed. Safe for use by many threads.
final class Removals implements AutoCloseable {

  private static final int MOST_AT_ONCE = 16;
  private static final int MOST_WAITING = 16;
  private static final long FOR_EVER = Long.MAX_VALUE;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          MOST_AT_ONCE,
          MOST_AT_ONCE,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().name("libnetwork-sessions-", 1).daemon().factory(),
          (removal, _) -> removal.run());

  /// Guarded by this, as `failed` is.
  private int waiting;

  private @Nullable RuntimeException failed;

  /// Has something removed: soon, or before this returns.
  void add(Runnable removal) {
    begin();
    threads.execute(() -> {
      try {
        removal.run();
        end(null);
      } catch (RuntimeException failure) {
        end(failure);
      }
    });
  }

  private synchronized void begin() {
    waiting++;
  }

  private synchronized void end(@Nullable RuntimeException failure) {
    waiting--;
    notifyAll();
    if (failure != null) {
      note(failure);
    }
  }

  /// Returns when nothing waits to be removed.
  ///
  /// @throws IllegalStateException when the thread is interrupted
  synchronized void awaitNone() {
    try {
      while (waiting > 0) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(
          "interrupted while sessions before this one are removed", interrupted);
    }
  }

  private void note(RuntimeException failure) {
    if (failed == null) {
      failed = failure;
    } else {
      failed.addSuppressed(failure);
    }
  }

  /// Returns when everything is removed. An interrupt does not end the wait, so that nothing is
  /// left behind.
  ///
  /// @throws RuntimeException the first that kept something from being removed
  @Override
  public void close() {
    threads.shutdown();
    boolean interrupted = false;
    while (!threads.isTerminated()) {
      try {
        boolean _ = threads.awaitTermination(FOR_EVER, TimeUnit.NANOSECONDS);
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    throwFailed();
  }

  private synchronized void throwFailed() {
    if (failed != null) {
      RuntimeException first = failed;
      failed = null;
      throw first;
    }
  }
}
