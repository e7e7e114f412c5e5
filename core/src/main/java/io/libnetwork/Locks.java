package io.libnetwork;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Holding a lock for a step, so that an interrupt of the caller ends the wait for it, unless the
/// step [undoes][Undo] another.
///
/// Order: a sandbox's lock, then one network's. Never two networks' at a time, and none while
/// waiting for the kernel to announce a removal.
final class Locks {

  private Locks() {}

  static <T> T holding(ReentrantLock lock, Supplier<T> step) {
    acquire(lock);
    try {
      return step.get();
    } finally {
      lock.unlock();
    }
  }

  static void run(ReentrantLock lock, Runnable step) {
    holding(
        lock,
        () -> {
          step.run();
          return true;
        });
  }

  private static void acquire(ReentrantLock lock) {
    if (Undo.running()) {
      lock.lock();
      return;
    }
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException interrupted) {
      throw Operation.cancelled(interrupted);
    }
  }

  /// For undoing, which an interrupt must not prevent.
  static void runUninterruptibly(ReentrantLock lock, Runnable step) {
    lock.lock();
    try {
      step.run();
    } finally {
      lock.unlock();
    }
  }
}
