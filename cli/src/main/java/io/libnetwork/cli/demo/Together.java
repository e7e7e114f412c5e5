package io.libnetwork.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Several things done at once, on a thread each.
final class Together {

  private Together() {}

  /// Does all of them, and answers their results in order when the last has ended.
  ///
  /// @throws IllegalStateException when one failed, with the others' failures suppressed
  static <T> List<T> all(List<Callable<T>> tasks) {
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().name("demo-", 0).factory())) {
      return results(threads.invokeAll(tasks));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  private static <T> List<T> results(List<Future<T>> ended) throws InterruptedException {
    List<T> results = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (Future<T> future : ended) {
      try {
        results.add(future.get());
      } catch (ExecutionException failed) {
        failures.add(failed.getCause() == null ? failed : failed.getCause());
      }
    }
    if (failures.isEmpty()) {
      return results;
    }
    Throwable first = failures.getFirst();
    IllegalStateException failure = new IllegalStateException(first.getMessage(), first);
    failures.stream().skip(1).forEach(failure::addSuppressed);
    throw failure;
  }
}
