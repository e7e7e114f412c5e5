package io.libnetwork.linux;

import io.libnetwork.linux.trace.Span;
import io.libnetwork.linux.trace.Trace;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One task to be done inside a namespace, and its caller's wait for the result.
///
/// The result is kept aside while the thread is inside, and handed over when it is home.
final class NamespaceVisit<T> {

  private final NamespaceTask<T> task;
  private final CompletableFuture<T> handedOver = new CompletableFuture<>();
  private @Nullable T value;
  private @Nullable Throwable failure;

  NamespaceVisit(NamespaceTask<T> task) {
    this.task = task;
  }

  /// Does the task; called inside.
  void run() {
    try {
      value = task.run();
    } catch (RuntimeException | Error thrown) {
      failure = thrown;
    } catch (Exception thrown) {
      failure = new IllegalStateException("a task inside a network namespace failed", thrown);
    }
  }

  /// Wakes the caller; called at home.
  @SuppressWarnings("NullAway") // value is null only where the task answered null
  void handOver() {
    if (failure != null) {
      handedOver.completeExceptionally(failure);
    } else {
      handedOver.complete(value);
    }
  }

  /// Tells the caller that the visit was not made; called by a thread that is at home.
  void fail(IllegalStateException reason) {
    handedOver.completeExceptionally(reason);
  }

  /// Tells the caller that the thread did not come home, and closes what the task made; called by
  /// another thread, which is at home.
  void lose(NamespaceId home) {
    IllegalStateException lost =
        new IllegalStateException(
            "the thread that enters network namespaces could not return to " + home, failure);
    if (value instanceof AutoCloseable made) {
      try {
        made.close();
      } catch (Exception second) {
        lost.addSuppressed(second);
      }
    }
    handedOver.completeExceptionally(lost);
  }

  T await() {
    return KernelCompletion.await(handedOver);
  }

  /// As the other, and says what the task threw.
  T await(Span span) {
    try {
      return await();
    } catch (RuntimeException thrown) {
      Trace.fail(span, thrown);
      throw thrown;
    }
  }
}
