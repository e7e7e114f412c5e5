package io.libnetwork.wire;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Closes something when its time is over: a blocking channel of a unix socket has no time limit of
/// its own, and whoever reads it then fails.
public final class TimeLimit implements AutoCloseable {

  private final Duration limit;
  private final Closeable limited;
  private final Thread watch;
  private volatile long end;
  private volatile boolean done;
  private volatile boolean over;

  /// Begins to count.
  public TimeLimit(Duration limit, Closeable limited) {
    this.limit = limit;
    this.limited = limited;
    restart();
    watch = Thread.ofPlatform().daemon().name("time limit").unstarted(this::watch);
    watch.start();
  }

  /// Counts from now on.
  void restart() {
    end = System.nanoTime() + limit.toNanos();
  }

  /// Whether it was closed for the time.
  public boolean over() {
    return over;
  }

  private void watch() {
    while (!done) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        over = true;
        end();
        return;
      }
      LockSupport.parkNanos(left);
    }
  }

  /// Who reads is told by what he gets; there is nobody else to tell.
  private void end() {
    try {
      limited.close();
    } catch (IOException alreadyGone) {
      over = true;
    }
  }

  @Override
  public void close() {
    done = true;
    LockSupport.unpark(watch);
  }
}
