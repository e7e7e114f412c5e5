package io.libnetwork.junit;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the next session made behind a test that wants the same as the one before it: most tests of
/// a class do, and then find theirs ready.
///
/// There is one such session at most. Where somebody wants another kind it is removed. Safe for use
/// by many threads.
final class Spares implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Spares.class);

  private final Function<Kind, LabSession> maker;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("libnetwork-spares").daemon().factory());

  /// Guarded by this, as `spare` and `closed` are: what was wanted last.
  private @Nullable Kind last;

  private @Nullable Spare spare;
  private boolean closed;

  /// What sessions are alike in.
  ///
  /// @param sandboxes what they are called
  /// @param internal whether there is no way out of the network
  record Kind(List<String> sandboxes, boolean internal) {
    Kind {
      sandboxes = List.copyOf(sandboxes);
    }
  }

  private record Spare(Kind kind, CompletableFuture<LabSession> session) {
    void discard() {
      CompletableFuture<Void> _ = session.thenAccept(LabSession::close);
    }
  }

  /// @param maker makes a session
  Spares(Function<Kind, LabSession> maker) {
    this.maker = maker;
  }

  /// The session that waits, or is just made; a new one where there is none of the kind.
  LabSession take(Kind kind) {
    CompletableFuture<LabSession> ready = exchange(kind);
    if (ready != null) {
      try {
        return ready.join();
      } catch (CompletionException failure) {
        // Who asks makes it again, and is told himself why that is not possible.
        LOG.info("a session could not be made ahead: {}", failure.getMessage());
      }
    }
    return maker.apply(kind);
  }

  private synchronized @Nullable CompletableFuture<LabSession> exchange(Kind kind) {
    Spare found = spare;
    boolean fits = found != null && found.kind.equals(kind);
    if (found != null && !fits) {
      found.discard();
    }
    boolean again = kind.equals(last) && !closed;
    last = kind;
    spare =
        again
            ? new Spare(kind, CompletableFuture.supplyAsync(() -> maker.apply(kind), thread))
            : null;
    return found != null && fits ? found.session : null;
  }

  /// Returns when none is made any more. What was made is left to who closes the host.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    thread.close();
  }
}
