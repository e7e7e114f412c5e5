package io.libnetwork.linux.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/// What is to be done at a time, the earliest first. Not for several threads.
public final class Timers {

  /// Fewer than that called off ones are not worth being swept out.
  private static final int FEW = 1024;

  private final PriorityQueue<Timer> queue = new PriorityQueue<>();
  private int cancelled;

  Timers() {}

  /// Something to be done once.
  public final class Timer implements Comparable<Timer> {
    private final long time;
    private final Runnable task;
    private boolean queued = true;
    private boolean over;

    private Timer(long time, Runnable task) {
      this.time = time;
      this.task = task;
    }

    /// It is not done, unless it has been.
    public void cancel() {
      if (!over) {
        over = true;
        noteCancelled(this);
      }
    }

    @Override
    public int compareTo(Timer other) {
      return Long.signum(time - other.time);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /// @param time by the loop's clock
  Timer add(long time, Runnable task) {
    Timer timer = new Timer(time, task);
    queue.add(timer);
    return timer;
  }

  /// How many there are, those called off that are still here among them.
  int size() {
    return queue.size();
  }

  /// When the earliest is to be done, at the earliest.
  OptionalLong first() {
    Timer timer = queue.peek();
    return timer == null ? OptionalLong.empty() : OptionalLong.of(timer.time);
  }

  /// What is to be done by now, in order, and is here no longer.
  List<Runnable> due(long now) {
    Timer timer = queue.peek();
    if (timer == null || timer.time - now > 0) {
      return List.of();
    }
    List<Runnable> due = new ArrayList<>();
    while (timer != null && timer.time - now <= 0) {
      queue.remove();
      take(timer, due);
      timer = queue.peek();
    }
    return due;
  }

  /// One that an earlier of the same turn calls off is not done either.
  private void take(Timer timer, List<Runnable> due) {
    timer.queued = false;
    if (timer.over) {
      cancelled--;
      return;
    }
    due.add(() -> {
      if (!timer.over) {
        timer.over = true;
        timer.task.run();
      }
    });
  }

  /// Most are called off long before their time, and would fill the queue until then.
  private void noteCancelled(Timer timer) {
    if (timer.queued) {
      cancelled++;
    }
    if (cancelled > FEW && cancelled > queue.size() / 2) {
      queue.removeIf(queued -> queued.over);
      cancelled = 0;
    }
  }
}
