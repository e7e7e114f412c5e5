package io.libnetwork.dhcp;

import io.libnetwork.NetworkException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// What one thread waits for and the loop's thread brings.
///
/// @param result complete when it is there, or cannot be
record Answer<T>(CompletableFuture<T> result) {

  Answer() {
    this(new CompletableFuture<>());
  }

  /// Waits until it is there, or the deadline has passed.
  ///
  /// @param failure what is thrown then; asked on the loop's thread
  /// @throws NetworkException.Cancelled when the caller is interrupted
  T await(DhcpLoop loop, Supplier<NetworkException> failure) {
    try {
      return result.get(loop.settings().deadline().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NetworkException.Cancelled("the calling thread was interrupted", interrupted);
    } catch (TimeoutException late) {
      loop.await(() -> result.completeExceptionally(failure.get()));
      return settled();
    } catch (ExecutionException failed) {
      throw thrown(failed);
    }
  }

  /// It may have come while this gave up.
  private T settled() {
    try {
      return result.join();
    } catch (CompletionException failed) {
      throw thrown(failed);
    }
  }

  private static RuntimeException thrown(Exception failed) {
    return failed.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException("asking a segment failed", failed);
  }
}
