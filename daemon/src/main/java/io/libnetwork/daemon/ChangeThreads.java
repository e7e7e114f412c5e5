package io.libnetwork.daemon;

import io.libnetwork.NetworkException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where calls that change something are carried out.
///
/// What blocks in the kernel must not do so on a virtual thread, so a change that is made on one is
/// handed to another thread and back at each of its exchanges with the kernel. Here it is handed
/// over once. There are few such threads, and nobody waits for one: while all are taken, by clients
/// that are slow or wait for something, the next calls are carried out where they are.
final class ChangeThreads implements AutoCloseable {

  private static final int MOST = 16;
  private static final long IDLE_SECONDS = 30;

  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          0,
          MOST,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().name("libnetwork-change-", 0).daemon().factory());

  /// Makes a call on one of the threads, and answers its result or throws its exception. An
  /// interrupt of the caller is one of the call.
  <T> T call(Supplier<T> call) {
    FutureTask<T> task = new FutureTask<>(call::get);
    try {
      pool.execute(task);
    } catch (RejectedExecutionException _) {
      return call.get();
    }
    return await(task);
  }

  private static <T> T await(FutureTask<T> task) {
    try {
      return task.get();
    } catch (InterruptedException | CancellationException interrupted) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new NetworkException.Cancelled("interrupted: what was begun is undone", interrupted);
    } catch (ExecutionException failure) {
      throw thrown(failure.getCause());
    }
  }

  private static RuntimeException thrown(@Nullable Throwable failure) {
    return switch (failure) {
      case RuntimeException exception -> exception;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(failure);
    };
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
