package io.libnetwork;

import io.libnetwork.linux.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The leases of one network or sandbox, and whether they have ended.
///
/// Its lock is a leaf.
final class Leasehold {

  /// Of what has none.
  static final Leasehold NONE = new Leasehold(Optional.empty());

  private volatile Optional<LeaseTerms> terms;
  private final CompletableFuture<Void> removed = new CompletableFuture<>();

  /// What is undone when nobody needs to know of an end any more. Guarded by this.
  private final List<Runnable> watches = new ArrayList<>();

  /// Guarded by this.
  private boolean begun;

  /// Guarded by this.
  private boolean closed;

  private volatile Optional<String> ended = Optional.empty();

  private Leasehold(Optional<LeaseTerms> terms) {
    this.terms = terms;
  }

  /// @param since when they began; now for what is made now
  static Leasehold of(List<Lease> leases, Moment since) {
    return leases.isEmpty() ? NONE : new Leasehold(Optional.of(new LeaseTerms(leases, since)));
  }

  static Leasehold of(Optional<LeaseTerms> terms) {
    return terms.isEmpty() ? NONE : new Leasehold(terms);
  }

  /// The same terms, from now on apart; nobody watches for their end.
  Leasehold copy() {
    Leasehold copy = new Leasehold(terms);
    copy.ended = ended;
    return copy;
  }

  Optional<LeaseTerms> terms() {
    return terms;
  }

  List<Lease> leases() {
    return terms.map(LeaseTerms::leases).orElse(List.of());
  }

  /// Why it has ended; empty while it lasts.
  Optional<String> ended() {
    return ended;
  }

  /// Completes when what was leased is gone.
  CompletableFuture<Void> removed() {
    return removed;
  }

  /// Counts the time anew.
  ///
  /// @throws NetworkException.NotFound when it has ended
  /// @throws NetworkException.Forbidden when it has no time to live
  synchronized void renew(String what, Duration granted, Moment now) {
    ended.ifPresent(reason -> {
      throw new NetworkException.NotFound(what + " is being removed: " + reason);
    });
    LeaseTerms before =
        terms
            .filter(LeaseTerms::timed)
            .orElseThrow(() ->
                new NetworkException.Forbidden(
                    "cannot renew "
                        + what
                        + ": it was made without a time to live (Lease.ForDuration)"));
    terms = Optional.of(before.renewed(granted, now));
  }

  /// Answers whether the time has run out by now, which then ends it.
  synchronized Optional<Duration> left(Moment now) {
    return terms.flatMap(present -> present.left(now));
  }

  /// Adds what is to be undone with the lease; undone at once where it is over.
  void watched(Runnable undo) {
    synchronized (this) {
      if (!closed) {
        watches.add(undo);
        return;
      }
    }
    undo.run();
  }

  /// Notes that it ends; answers whether that is to be seen to now, by who notes it.
  synchronized boolean end(String reason) {
    boolean first = ended.isEmpty();
    if (first) {
      ended = Optional.of(reason);
    }
    return first && begun;
  }

  /// What was made is whole from now on, and may be removed; answers whether it has ended already.
  synchronized boolean begin() {
    begun = true;
    return ended.isPresent();
  }

  /// Tells who waits that it is not removed yet; that is tried again.
  void notRemoved(RuntimeException failure) {
    removed.completeExceptionally(failure);
  }

  /// The controller is closed, and what is leased stays.
  void abandon() {
    if (ended.isPresent()) {
      notRemoved(new NetworkException.Unavailable("the controller is closed"));
    }
    close();
  }

  /// Nobody needs it any more: what was leased is gone.
  void close() {
    List<Runnable> undone;
    synchronized (this) {
      removed.complete(null);
      closed = true;
      undone = List.copyOf(watches);
      watches.clear();
    }
    undone.forEach(Runnable::run);
  }
}
