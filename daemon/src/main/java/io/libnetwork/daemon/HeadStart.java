package io.libnetwork.daemon;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What takes a while at a start and waits for nothing else, made by a thread of its own until it
/// is needed.
///
/// @param <T> what is made
final class HeadStart<T> {

  private final FutureTask<T> task;

  private HeadStart(FutureTask<T> task) {
    this.task = task;
  }

  /// Begins to make it.
  ///
  /// @param name of what is made, for the thread's name
  static <T> HeadStart<T> of(String name, Supplier<T> supplier) {
    FutureTask<T> task = new FutureTask<>(supplier::get);
    Thread _ = Thread.ofPlatform().daemon().name("libnetwork-start-" + name).start(task);
    return new HeadStart<>(task);
  }

  /// Begins to do what is done again, then at once, by whoever needs it, who also hears why it
  /// fails where it does.
  static void of(String name, Runnable work) {
    HeadStart<Boolean> _ =
        of(
            name,
            () -> {
              work.run();
              return true;
            });
  }

  /// What was made, as soon as it is. What the making threw is thrown here.
  T get() {
    try {
      return task.get();
    } catch (ExecutionException failed) {
      throw thrown(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while the daemon starts");
    }
  }

  private static RuntimeException thrown(@Nullable Throwable cause) {
    return switch (cause) {
      case RuntimeException failure -> failure;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(cause);
    };
  }
}
