package io.libnetwork.linux.loop;

import io.libnetwork.linux.KernelThreads;
import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.Epoll;
import io.libnetwork.linux.foreign.EpollEvents;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One thread that waits for many sockets, see epoll(7), and does for each what can be done without
/// waiting.
///
/// But for [#execute], [#submit], [#await], [#close()] and what is said before [#start], everything
/// here is for the loop's own thread. That never enters a namespace.
public class EventLoop implements AutoCloseable {

  private static final long FOR_EVER = -1;

  /// How long a burst rests, in nanoseconds.
  private static final long REST = 50_000;

  private final int epoll = Epoll.create();
  private final int wakeUp = Descriptors.eventDescriptor();
  private final LongSupplier clock;
  private final List<IdleQueue> queues = new ArrayList<>();
  private final Timers timers = new Timers();
  private final List<Runnable> endings = new ArrayList<>();
  private final Thread thread;

  /// Guarded by itself, as is [#closed].
  private final ArrayDeque<Runnable> asked = new ArrayDeque<>();

  private boolean closed;

  /// Who has more to do at once, but lets others have their turn first.
  private ArrayDeque<Runnable> next = new ArrayDeque<>();

  /// Somebody among the next has said that he rests, and nobody that he does not.
  private boolean resting;

  private final List<Integer> ended = new ArrayList<>();
  private @Nullable Watcher[] watchers = new @Nullable Watcher[64];
  private long now;
  private boolean ending;

  /// @param clock tells nanoseconds, as [System#nanoTime] does
  public EventLoop(String name, LongSupplier clock) {
    this.clock = clock;
    this.now = clock.getAsLong();
    Epoll.add(epoll, wakeUp, Epoll.EPOLLIN);
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
  }

  /// Members who may be idle for a time and no longer. To be said before [#start].
  public final IdleQueue idleFor(Duration patience) {
    IdleQueue queue = new IdleQueue(patience.toNanos());
    queues.add(queue);
    return queue;
  }

  /// Has something done on the loop's thread when it ends, after all else. To be said before
  /// [#start].
  public final void atEnd(Runnable ending) {
    endings.add(ending);
  }

  public final void start() {
    thread.start();
  }

  /// Has something done on the loop's thread, after what was asked for before. Safe from every
  /// thread.
  ///
  /// @throws IllegalStateException when the loop is closed
  public final void execute(Runnable task) {
    boolean first;
    synchronized (asked) {
      if (closed) {
        throw new IllegalStateException("the loop is closed");
      }
      first = asked.isEmpty();
      asked.add(task);
    }
    if (first) {
      Descriptors.signal(wakeUp);
    }
  }

  /// As [#execute], and waits until it is done; throws what it threw.
  public final void await(Runnable task) {
    KernelThreads.await(submit(task));
  }

  /// As [#execute].
  ///
  /// @return completes when it is done, with what it threw
  public final CompletableFuture<Void> submit(Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    execute(() -> {
      try {
        task.run();
        done.complete(null);
      } catch (RuntimeException failure) {
        done.completeExceptionally(failure);
      }
    });
    return done;
  }

  /// Ends the thread; everybody watched has left before. Not for the loop's own thread.
  @Override
  public final void close() {
    execute(() -> ending = true);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException again) {
        // The thread is about to end, and who closes this counts on it.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// Tells of a descriptor from now on: once at first, and whenever more can be done with it.
  public final void watch(int descriptor, Watcher watcher, int events) {
    if (descriptor >= watchers.length) {
      watchers = Arrays.copyOf(watchers, Math.max(descriptor + 1, 2 * watchers.length));
    }
    Epoll.add(epoll, descriptor, events | Epoll.EPOLLET);
    watchers[descriptor] = watcher;
  }

  /// Closes a descriptor at the end of the turn, so that no event of this turn can be taken for one
  /// of a new descriptor with the same number.
  public final void close(int descriptor) {
    if (descriptor < watchers.length) {
      watchers[descriptor] = null;
    }
    ended.add(descriptor);
  }

  /// Has something done in the next turn.
  public final void again(Runnable turn) {
    next.add(turn);
    resting = false;
  }

  /// As [#again], but after a rest of 50 microseconds where nobody else has more to do: for who has
  /// passed on a burst to somebody who can take no more before he had the processor. The whole loop
  /// rests, because what arrives meanwhile would wake it for each datagram.
  public final void rest(Runnable turn) {
    resting = next.isEmpty() || resting;
    next.add(turn);
  }

  /// When this turn began, by the loop's clock.
  public final long now() {
    return now;
  }

  /// Has something done once, when a time has passed.
  ///
  /// @return what calls it off
  public final Timers.Timer after(Duration delay, Runnable task) {
    return timers.add(clock.getAsLong() + delay.toNanos(), task);
  }

  private void run() {
    try (EpollEvents events = new EpollEvents()) {
      while (!ending) {
        turn(events);
      }
    } finally {
      end();
    }
  }

  private void turn(EpollEvents events) {
    if (resting) {
      resting = false;
      LockSupport.parkNanos(REST);
    }
    int count = events.await(epoll, patience());
    now = clock.getAsLong();
    for (int index = 0; index < count; index++) {
      tell(events.descriptor(index), events.events(index));
    }
    runAll(next());
    runAll(asked());
    runAll(timers.due(now));
    queues.forEach(queue -> queue.expire(now));
    closeEnded();
  }

  private void tell(int descriptor, int events) {
    if (descriptor == wakeUp) {
      Descriptors.drain(wakeUp);
      return;
    }
    Watcher watcher = watchers[descriptor];
    if (watcher != null) {
      try {
        watcher.ready(descriptor, events);
      } catch (RuntimeException failure) {
        report(failure);
        watcher.abandon();
      }
    }
  }

  private static void runAll(Collection<Runnable> tasks) {
    for (Runnable task : tasks) {
      try {
        task.run();
      } catch (RuntimeException failure) {
        report(failure);
      }
    }
  }

  /// A failure nobody expected ends what it befell, and the others go on.
  public static void report(RuntimeException failure) {
    Thread self = Thread.currentThread();
    self.getUncaughtExceptionHandler().uncaughtException(self, failure);
  }

  private ArrayDeque<Runnable> next() {
    ArrayDeque<Runnable> turns = next;
    if (!turns.isEmpty()) {
      next = new ArrayDeque<>();
    }
    return turns;
  }

  private ArrayDeque<Runnable> asked() {
    synchronized (asked) {
      ArrayDeque<Runnable> tasks = new ArrayDeque<>(asked);
      asked.clear();
      return tasks;
    }
  }

  private long patience() {
    if (!next.isEmpty()) {
      return 0;
    }
    long first = Long.MAX_VALUE;
    long time = clock.getAsLong();
    for (IdleQueue queue : queues) {
      first = Math.min(first, left(queue.deadline(), time));
    }
    first = Math.min(first, left(timers.first(), time));
    return first == Long.MAX_VALUE ? FOR_EVER : Math.max(0, first);
  }

  private static long left(OptionalLong deadline, long time) {
    return deadline.isEmpty() ? Long.MAX_VALUE : deadline.getAsLong() - time;
  }

  private void closeEnded() {
    ended.forEach(Descriptors::close);
    ended.clear();
  }

  /// What was asked for before the loop was closed is done, or somebody would wait for ever.
  private void end() {
    synchronized (asked) {
      closed = true;
    }
    runAll(asked());
    closeEnded();
    endings.forEach(Runnable::run);
    Descriptors.close(wakeUp);
    Descriptors.close(epoll);
  }
}
