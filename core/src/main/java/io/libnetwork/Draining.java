package io.libnetwork;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes backends out when they have drained: one thread for all of a controller's, which is there
/// only while one drains.
final class Draining implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Draining.class);
  private static final long IDLE_SECONDS = 1;
  private static final long CLOSE_SECONDS = 10;

  private final ControllerCore core;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("libnetwork-draining").daemon().factory());

  Draining(ControllerCore core) {
    this.core = core;
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    thread.allowCoreThreadTimeOut(true);
  }

  /// Has a backend taken out at a moment.
  void at(Service service, Endpoint endpoint, Instant until) {
    if (core.rehearsed()) {
      return;
    }
    Duration left = Duration.between(core.clock().instant(), until);
    long nanos = Math.max(0, left.plusMillis(1).toNanos());
    ScheduledFuture<?> _ =
        thread.schedule(() -> drained(service, endpoint), nanos, TimeUnit.NANOSECONDS);
  }

  private void drained(Service service, Endpoint endpoint) {
    try {
      core.services().backends().drained(service, endpoint);
    } catch (RuntimeException failure) {
      LOG.error("{} has drained and stays a backend of {}", endpoint, service, failure);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("a backend is still being taken out after {} s", CLOSE_SECONDS);
      }
    } catch (InterruptedException interrupted) {
      // The thread ends by itself; the caller is not to be kept.
      Thread.currentThread().interrupt();
    }
  }
}
