package io.libnetwork.dhcp.client;

import io.libnetwork.linux.frames.FrameLoop.Pending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is to happen to a lease later.
final class LeaseTimers {

  private final Schedule schedule;
  private final List<Pending> pending = new ArrayList<>();

  LeaseTimers(Schedule schedule) {
    this.schedule = schedule;
  }

  /// Has something done when a time has passed from now on.
  void after(Duration delay, Runnable task) {
    pending.add(schedule.after(delay, task));
  }

  /// Has something done when a time has passed since a lease began; where it is empty, never.
  ///
  /// @param began in nanoseconds of the schedule
  void since(long began, Optional<Duration> time, Runnable task) {
    time.ifPresent(some -> after(some.minusNanos(schedule.now() - began), task));
  }

  /// Nothing of it happens.
  void cancel() {
    pending.forEach(Pending::cancel);
    pending.clear();
  }
}
