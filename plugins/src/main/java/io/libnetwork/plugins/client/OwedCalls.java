package io.libnetwork.plugins.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls that a plugin still has to get: that what it has made be taken away, that what it gave is
/// free again. They are made in their order, one at a time, and again until the plugin has answered
/// something: at once where it hears them, behind the caller's back where it does not. So nobody is
/// kept from removing what is his by a plugin that is not there.
///
/// What is still owed when it is closed is logged and forgotten.
final class OwedCalls implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OwedCalls.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int MOST = 100_000;

  private final String plugin;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /// Guarded by the lock, as the rest.
  private final Deque<Owed> queue = new ArrayDeque<>();

  private boolean working;
  private boolean closed;
  private boolean hurried;

  /// Whether the plugin could not be told the last time.
  private boolean failing;

  /// @param what in a few words for the log
  private record Owed(String what, Runnable call) {}

  OwedCalls(String plugin) {
    this.plugin = plugin;
  }

  /// Tells the plugin that something ends, and returns when it has heard it, or cannot now. It
  /// cannot say no to that: what it does not know any more is gone.
  ///
  /// @param call throws [PluginException] where it failed
  void tell(String what, Runnable call) {
    if (any()) {
      owe(what, call);
      return;
    }
    try {
      call.run();
    } catch (PluginException.Refused | PluginException.Unknown refused) {
      LOG.warn("plugin {} was told {}: {}", plugin, what, refused.getMessage());
    } catch (PluginException failure) {
      LOG.warn("plugin {} is told later {}: {}", plugin, what, failure.getMessage());
      owe(what, call);
    }
  }

  private boolean any() {
    lock.lock();
    try {
      return !queue.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /// Has a call made; returns at once.
  ///
  /// @param call throws [PluginException] where it failed
  void owe(String what, Runnable call) {
    lock.lock();
    try {
      if (closed || queue.size() >= MOST) {
        LOG.error("plugin {} is not told any more: {}", plugin, what);
        return;
      }
      queue.add(new Owed(what, call));
      if (!working) {
        working = true;
        Thread.ofPlatform().daemon().name("libnetwork-plugin-owed").start(this::work);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Waits until nothing is owed, or it is known that the plugin cannot be told now.
  ///
  /// @return whether nothing is
  boolean settled(Duration limit) {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (!queue.isEmpty() && !failing && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return queue.isEmpty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new PluginException.Interrupted(
          "the calling thread was interrupted while it waited for plugin " + plugin, interrupted);
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    Duration pause = FIRST_PAUSE;
    Owed next = next(false);
    while (next != null) {
      if (done(next)) {
        pause = FIRST_PAUSE;
        next = next(true);
      } else {
        rest(pause);
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
        next = next(false);
      }
    }
  }

  /// An answer of any kind is an end of it.
  private boolean done(Owed owed) {
    try {
      owed.call().run();
      return true;
    } catch (PluginException.Refused | PluginException.Unknown refused) {
      LOG.warn("plugin {} was told {}: {}", plugin, owed.what(), refused.getMessage());
      return true;
    } catch (PluginException failure) {
      LOG.debug("plugin {} is still to be told: {}", plugin, owed.what(), failure);
      return false;
    } catch (RuntimeException failure) {
      LOG.error("plugin {} cannot be told: {}", plugin, owed.what(), failure);
      return true;
    }
  }

  /// The first there is; nothing when the work has ended.
  private @Nullable Owed next(boolean removeFirst) {
    lock.lock();
    try {
      if (removeFirst) {
        queue.poll();
        failing = false;
      }
      working = !closed && !queue.isEmpty();
      changed.signalAll();
      return working ? queue.peek() : null;
    } finally {
      lock.unlock();
    }
  }

  private void rest(Duration pause) {
    lock.lock();
    try {
      failing = true;
      changed.signalAll();
      long left = pause.toNanos();
      while (!closed && !hurried && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      queue.forEach(owed -> LOG.error("plugin {} was never told: {}", plugin, owed.what()));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void hurry() {
    lock.lock();
    try {
      hurried = true;
      failing = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for what is owed, and closes.
  void close(Duration limit) {
    hurry();
    try {
      boolean _ = settled(limit);
    } finally {
      close();
    }
  }
}
