package io.libnetwork.plumbing;

import io.libnetwork.Announcement;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Announces new interfaces: the first time at once, the others on one thread for all sandboxes.
public final class Announcer implements AutoCloseable {

  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("libnetwork-announcer").daemon().factory());

  /// An announcer whose thread starts when it is first needed.
  public Announcer() {}

  /// Sends the first announcement, and the others behind the call.
  void announce(InterfaceAnnouncement announced, Announcement announcement) {
    if (announcement.count() == 0) {
      return;
    }
    announced.send();
    if (announcement.count() == 1) {
      announced.close();
      return;
    }
    long interval = announcement.interval().toMillis();
    announced.repeat(announcement.count() - 1, task -> scheduled(task, interval));
  }

  /// Ends what is still to be announced.
  @Override
  public void close() {
    later.shutdownNow();
  }

  private Future<?> scheduled(Runnable task, long intervalMillis) {
    return later.scheduleAtFixedRate(task, intervalMillis, intervalMillis, TimeUnit.MILLISECONDS);
  }
}
