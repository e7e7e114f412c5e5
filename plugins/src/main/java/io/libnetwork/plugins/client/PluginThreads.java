package io.libnetwork.plugins.client;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where calls of plugins are made: a platform thread makes one itself; for a virtual thread, which
/// a connect to a socket would keep on its carrier, one is started that makes this call.
///
/// Those threads that make calls into the kernel are no place for it: there are few, and a plugin
/// that does not answer would keep one from everybody else.
final class PluginThreads {

  private PluginThreads() {}

  static <T> T call(Supplier<T> call) {
    if (!Thread.currentThread().isVirtual()) {
      return call.get();
    }
    FutureTask<T> task = new FutureTask<>(call::get);
    Thread thread = Thread.ofPlatform().daemon().name("libnetwork-plugin-call").unstarted(task);
    thread.start();
    return await(task);
  }

  private static <T> T await(FutureTask<T> task) {
    try {
      return task.get();
    } catch (InterruptedException | CancellationException interrupted) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new PluginException.Interrupted(
          "the calling thread was interrupted while it waited for a plugin", interrupted);
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
}
