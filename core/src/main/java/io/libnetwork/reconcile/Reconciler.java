package io.libnetwork.reconcile;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one who sees to it that subjects are as they should be: one thread, which is there while
/// there is something to do.
///
/// A subject that was marked several times before its turn has one turn. One that fails has another
/// after 10 ms, and after twice as long each time it fails again, up to a second.
///
/// Safe for use by many threads.
public final class Reconciler implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final int MOST_DOUBLINGS = 7;
  private static final long IDLE_SECONDS = 5;
  private static final long CLOSE_SECONDS = 10;

  private final ScheduledThreadPoolExecutor executor;
  private final Set<Subject> marked = ConcurrentHashMap.newKeySet();
  private final Map<Subject, Integer> failures = new ConcurrentHashMap<>();

  /// @param name the thread's name
  public Reconciler(String name) {
    executor =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name(name).daemon().factory());
    executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /// Hints that a subject may not be as it should. Returns at once, from every thread.
  public void mark(Subject subject) {
    mark(subject, Duration.ZERO);
  }

  /// As [#mark(Subject)], and waits for further hints before the subject has its turn.
  public void mark(Subject subject, Duration wait) {
    if (marked.add(subject)) {
      begin(subject, wait);
    }
  }

  /// Gives a subject a turn again and again, until this is closed.
  ///
  /// @param first how long before the first turn
  /// @param pause how long between two turns
  public void every(Duration first, Duration pause, Subject subject) {
    ScheduledFuture<?> _ =
        executor.scheduleWithFixedDelay(
            () -> mark(subject), first.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  /// Ends, after the turn that is being taken; what is marked has none any more.
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("a repair still runs {} s after it was to end", CLOSE_SECONDS);
      }
    } catch (InterruptedException interrupted) {
      // The thread ends by itself; the caller is not to be kept.
      Thread.currentThread().interrupt();
    }
  }

  private void begin(Subject subject, Duration pause) {
    try {
      ScheduledFuture<?> _ =
          executor.schedule(() -> turn(subject), pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("nothing more is seen to, {} neither", subject.name());
    }
  }

  /// The mark goes first: what is marked meanwhile is not covered by this turn.
  private void turn(Subject subject) {
    marked.remove(subject);
    try {
      subject.reconcile();
      failures.remove(subject);
    } catch (RuntimeException failure) {
      int times = failures.merge(subject, 1, Integer::sum);
      Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
      LOG.error(
          "{} is not as it should be, and to repair it failed; tried again in {} ms",
          subject.name(),
          pause.toMillis(),
          failure);
      if (marked.add(subject)) {
        begin(subject, pause);
      }
    }
  }
}
