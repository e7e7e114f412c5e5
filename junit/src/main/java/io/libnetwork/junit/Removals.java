package io.libnetwork.junit;

import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
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

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          MOST_AT_ONCE,
          MOST_AT_ONCE,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().name("libnetwork-sessions-", 1).daemon().factory(),
          (removal, _) -> removal.run());

  /// What is to be removed, and what is complete when it has been.
  private final Map<Runnable, CompletableFuture<Void>> open = new ConcurrentHashMap<>();

  /// Guarded by this.
  private @Nullable RuntimeException failed;

  /// Has something removed: soon, or before this returns.
  void add(Runnable removal) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    open.put(removal, done);
    threads.execute(() -> {
      try {
        removal.run();
      } catch (RuntimeException failure) {
        note(failure);
      } finally {
        open.remove(removal);
        done.complete(null);
      }
    });
  }

  private synchronized void note(RuntimeException failure) {
    if (failed == null) {
      failed = failure;
    } else {
      failed.addSuppressed(failure);
    }
  }

  /// Returns when what is to be removed by now has been. What others add meanwhile keeps nobody.
  void awaitEarlier() {
    CompletableFuture.allOf(open.values().toArray(CompletableFuture<?>[]::new)).join();
  }

  /// Returns when everything is removed.
  ///
  /// @throws RuntimeException the first that kept something from being removed
  @Override
  public void close() {
    threads.close();
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
