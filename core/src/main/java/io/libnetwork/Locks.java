package io.libnetwork;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Holding a lock for a step, so that an interrupt of the caller ends the wait for it.
///
/// Order: a sandbox's lock, then one network's. Never two networks' at a time, and none while
/// waiting for the kernel to announce a removal.
final class Locks {

  private Locks() {}

  static <T> T holding(ReentrantLock lock, Supplier<T> step) {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException interrupted) {
      throw Operation.cancelled(interrupted);
    }
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
