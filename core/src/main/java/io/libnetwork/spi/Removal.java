package io.libnetwork.spi;

import java.util.concurrent.CompletableFuture;

/// Something the kernel has been told to remove, and the moment it announces it gone.
///
/// Whatever depends on it being gone, such as giving its address to somebody else, waits for
/// [#announced]; nobody waits under a lock.
///
/// @param announced completes when it is gone, or fails when the kernel refused; its completion
///   runs on a thread that must not be kept
public record Removal(CompletableFuture<Void> announced) {

  /// Nothing was there.
  public static Removal done() {
    return new Removal(CompletableFuture.completedFuture(null));
  }

  /// Both: done when each is.
  public Removal and(Removal other) {
    return new Removal(CompletableFuture.allOf(announced, other.announced));
  }

  /// Runs something once it is gone, at once where it is already; never where the kernel refused.
  ///
  /// @param step runs on a thread that must not be kept
  /// @return the same removal, done only when the step is too: who waits for it finds its effect
  public Removal afterwards(Runnable step) {
    return new Removal(announced.thenRun(step));
  }
}
