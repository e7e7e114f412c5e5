package io.libnetwork.linux;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Waiting for a call another thread makes, and throwing what it threw as if made here.
final class KernelCompletion {

  private KernelCompletion() {}

  /// Waits without giving up on an interrupt: the kernel already has the call, and to leave it
  /// would leave its effect to nobody.
  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException wrapped) {
      switch (wrapped.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        case null, default -> throw wrapped;
      }
    }
  }
}
