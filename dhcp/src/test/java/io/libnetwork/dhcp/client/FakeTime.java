package io.libnetwork.dhcp.client;

import io.libnetwork.linux.frames.FrameLoop.Pending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Time that passes when it is told to.
final class FakeTime implements Schedule {

  private final List<Task> tasks = new ArrayList<>();
  private long now = Duration.ofDays(-3).toNanos();

  private record Task(long time, Runnable task) {}

  @Override
  public long now() {
    return now;
  }

  @Override
  public Pending after(Duration delay, Runnable task) {
    Task later = new Task(now + Math.max(0, delay.toNanos()), task);
    tasks.add(later);
    return () -> tasks.remove(later);
  }

  int waiting() {
    return tasks.size();
  }

  void pass(Duration time) {
    long until = now + time.toNanos();
    while (true) {
      Task next = tasks.stream().min(Comparator.comparingLong(Task::time)).orElse(null);
      if (next == null || next.time() > until) {
        now = until;
        return;
      }
      tasks.remove(next);
      now = next.time();
      next.task().run();
    }
  }
}
