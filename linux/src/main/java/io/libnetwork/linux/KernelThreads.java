package io.libnetwork.linux;

import io.libnetwork.linux.trace.Trace;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Where calls that block in the kernel are made.
///
/// A system call made on a virtual thread holds its carrier until it returns, and a machine has few
/// carriers: two blocked calls on two cores stop every virtual thread of the process. So such a
/// call goes through [#call]: a platform thread makes it itself, a virtual thread hands it to a
/// bounded pool of platform threads and parks.
///
/// An interrupt of the caller does not stop a call that the kernel already has; it stays set, and
/// whoever waits next on something that can be left sees it.
public final class KernelThreads {

  private static final int THREADS = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());
  private static final long IDLE_SECONDS = 30;
  private static final ThreadPoolExecutor POOL = pool();

  private KernelThreads() {}

  /// How many calls of virtual threads are made at a time; further ones wait their turn.
  public static int size() {
    return THREADS;
  }

  /// Makes a call that may block in the kernel, and answers its result or throws its exception.
  ///
  /// Safe from every thread but one that is inside another network namespace.
  public static <T> T call(Supplier<T> call) {
    if (!Thread.currentThread().isVirtual()) {
      return call.get();
    }
    return KernelCompletion.await(CompletableFuture.supplyAsync(call, POOL));
  }

  /// As [#call], for what answers nothing.
  public static void run(Runnable call) {
    if (!Thread.currentThread().isVirtual()) {
      call.run();
      return;
    }
    KernelCompletion.await(CompletableFuture.runAsync(call, POOL));
  }

  /// Begins a call on another thread, so that the caller can ask the kernel for something else
  /// meanwhile. What it asks for counts for the operation that begins it, and is traced as its own.
  ///
  /// @return to be given to [#await]
  public static CompletableFuture<Void> start(Runnable call) {
    BegunCall begun = new BegunCall(Trace.carried(KernelWork.carried(call)));
    POOL.execute(begun);
    return begun;
  }

  /// Waits for a call that was begun, and throws what it threw. An interrupt does not end the wait:
  /// the kernel already has the call.
  ///
  /// A platform thread makes a call itself that no thread of the pool has begun yet. So those of
  /// the pool may wait for each other's, however many there are.
  public static void await(CompletableFuture<Void> begun) {
    if (begun instanceof BegunCall call && !Thread.currentThread().isVirtual()) {
      call.run();
    }
    KernelCompletion.await(begun);
  }

  /// Waits for a call that was begun, and answers what it threw; empty where it succeeded.
  public static Optional<RuntimeException> failure(CompletableFuture<Void> begun) {
    try {
      await(begun);
      return Optional.empty();
    } catch (RuntimeException thrown) {
      return Optional.of(thrown);
    }
  }

  private static ThreadPoolExecutor pool() {
    ThreadFactory threads = Thread.ofPlatform().name("libnetwork-kernel-", 0).daemon().factory();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
