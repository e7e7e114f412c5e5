package io.libnetwork.linux;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/// A call that was begun by [KernelThreads#start]: made once, by whoever comes first, a thread of
/// the pool or the one that waits for it.
final class BegunCall extends CompletableFuture<Void> implements Runnable {

  private final Runnable call;
  private final AtomicBoolean taken = new AtomicBoolean();

  BegunCall(Runnable call) {
    this.call = call;
  }

  /// Makes the call, unless somebody does or has done.
  @Override
  public void run() {
    if (!taken.compareAndSet(false, true)) {
      return;
    }
    try {
      call.run();
      complete(null);
    } catch (Throwable thrown) {
      completeExceptionally(thrown);
    }
  }
}
