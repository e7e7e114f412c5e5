package io.libnetwork.linux.rtnetlink;

import io.libnetwork.linux.KernelChanges;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Links that are to go and are in nobody's way: removed one by one, while this process asks
/// nothing else of the kernel.
///
/// The kernel waits for every reader while it removes a bridge (`br_multicast_dev_del` in
/// `net/bridge/br_multicast.c`), for 20 ms and more, and holds its one lock for all links: whoever
/// asks for a link, an address or a route meanwhile waits as long.
///
/// Where nothing ever is quiet, so many wait and no more: the oldest then has to go.
final class LeisurelyRemovals {

  private static final Duration QUIET = Duration.ofMillis(50);
  private static final int MOST = 512;

  private final ScheduledExecutorService timer;
  private final Consumer<Ifindex> removal;

  /// Guarded by this, as `looking` is.
  private final SequencedSet<Ifindex> waiting = new LinkedHashSet<>();

  private boolean looking;

  /// @param timer that looks whether it is quiet
  /// @param removal has a link removed by somebody else
  LeisurelyRemovals(ScheduledExecutorService timer, Consumer<Ifindex> removal) {
    this.timer = timer;
    this.removal = removal;
  }

  synchronized void add(Ifindex link) {
    waiting.add(link);
    if (waiting.size() > MOST) {
      removal.accept(waiting.removeFirst());
    }
    lookLater();
  }

  /// Has one removed now, if it waits.
  synchronized void hurry(Ifindex link) {
    if (waiting.remove(link)) {
      removal.accept(link);
    }
  }

  /// Has all that wait removed now.
  synchronized void hurryAll() {
    List.copyOf(waiting).forEach(this::hurry);
  }

  private synchronized void look() {
    looking = false;
    if (!waiting.isEmpty() && KernelChanges.sinceLast().compareTo(QUIET) >= 0) {
      removal.accept(waiting.removeFirst());
    }
    if (!waiting.isEmpty()) {
      lookLater();
    }
  }

  private void lookLater() {
    if (looking) {
      return;
    }
    looking = true;
    try {
      ScheduledFuture<?> _ = timer.schedule(this::look, QUIET.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // Who closes has all removed.
    }
  }
}
