package io.libnetwork.spi;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Something the kernel has been told to remove, and the moment it announces it gone.
///
/// Who took it away waits for [#announced]. To give what it had to somebody else, such as its
/// addresses, waits for [#released], which nobody else does. Nobody waits under a lock.
///
/// @param announced completes when it is gone, or fails when the kernel refused; its completion
///   runs on a thread that must not be kept
/// @param released completes when nothing remembers any more what it had, and not before it is
///   gone; fails where `announced` does
public record Removal(CompletableFuture<Void> announced, CompletableFuture<Void> released) {

  /// Of something that is forgotten as soon as it is gone.
  public Removal(CompletableFuture<Void> announced) {
    this(announced, announced);
  }

  /// Nothing was there.
  public static Removal done() {
    return new Removal(CompletableFuture.completedFuture(null));
  }

  /// Both: done when each is.
  public Removal and(Removal other) {
    return new Removal(
        CompletableFuture.allOf(announced, other.announced),
        CompletableFuture.allOf(released, other.released));
  }

  /// Runs something once it is gone, at once where it is already; never where the kernel refused.
  ///
  /// @param step runs on a thread that must not be kept
  /// @return the same removal, done only when the step is too: who waits for it finds its effect
  public Removal afterwards(Runnable step) {
    CompletableFuture<Void> done = announced.thenRun(step);
    return new Removal(done, CompletableFuture.allOf(done, released));
  }

  /// Has something forgotten once it is gone; never where the kernel refused.
  ///
  /// @param begin begins it, on a thread that must not be kept, and answers when it is done
  /// @return the same removal, released only when that is done; announced as before
  public Removal forgetting(Supplier<CompletableFuture<Void>> begin) {
    CompletableFuture<Void> forgotten = announced.thenCompose(_ -> begin.get());
    return new Removal(announced, CompletableFuture.allOf(released, forgotten));
  }
}
