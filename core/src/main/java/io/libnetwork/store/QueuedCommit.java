package io.libnetwork.store;

import io.libnetwork.NetworkException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// A transaction on its way to the disk.
///
/// @param written completed by the writer thread
/// @param store for messages
record QueuedCommit(Journal.Entry entry, CompletableFuture<Void> written, String store)
    implements Commit {

  QueuedCommit(Journal.Entry entry, String store) {
    this(entry, new CompletableFuture<>(), store);
  }

  @Override
  public long revision() {
    return entry.revision();
  }

  @Override
  public void await() {
    try {
      written.join();
    } catch (CompletionException wrapped) {
      throw failure(wrapped);
    }
  }

  @Override
  public boolean refused() {
    return written.isCompletedExceptionally();
  }

  /// Each who waits gets an exception of his own, with where he waited.
  private NetworkException failure(CompletionException wrapped) {
    Throwable cause = wrapped.getCause();
    if (cause instanceof NoRoomException) {
      return new NetworkException.Unavailable(
          "no room on the disk for revision %d of the store %s; the change is taken back; make room and try again"
              .formatted(revision(), store),
          cause);
    }
    return new NetworkException.System(
        "cannot write revision %d of the store %s (%s); the change is taken back"
            .formatted(revision(), store, cause == null ? wrapped : cause),
        cause == null ? wrapped : cause);
  }
}
