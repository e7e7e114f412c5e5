package io.libnetwork.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/// Work that goes on beside a test.
final class Threads {

  private Threads() {}

  /// Runs on a thread of its own.
  static <T> CompletableFuture<T> start(Callable<T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            done.complete(work.call());
          } catch (Exception failure) {
            done.completeExceptionally(failure);
          }
        });
    return done;
  }
}
