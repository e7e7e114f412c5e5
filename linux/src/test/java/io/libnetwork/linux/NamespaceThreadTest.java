package io.libnetwork.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class NamespaceThreadTest {

  @BeforeEach
  void needsRoot() {
    TestNamespace.requireRoot();
  }

  @Nested
  class EnteringANamespace {

    @Test
    void runsTheTaskInsideAndTheCallerStaysOutside() {
      try (NamespaceThread thread = NamespaceThread.start();
          NetworkNamespace namespace = thread.create()) {
        NamespaceId inside = thread.call(namespace, NetworkNamespace::currentId);

        assertThat(inside).isEqualTo(namespace.id()).isNotEqualTo(thread.home());
        assertThat(NetworkNamespace.currentId()).isEqualTo(thread.home());
      }
    }

    @Test
    void throwsWhatTheTaskThrew() {
      try (NamespaceThread thread = NamespaceThread.start();
          NetworkNamespace namespace = thread.create()) {
        assertThatThrownBy(() ->
                thread.call(
                    namespace,
                    () -> {
                      throw new ArithmeticException("of the task");
                    }))
            .isInstanceOf(ArithmeticException.class)
            .hasMessage("of the task");
        assertThat(thread.call(namespace, NetworkNamespace::currentId)).isEqualTo(namespace.id());
      }
    }

    @Test
    void refusesAClosedNamespace() {
      try (NamespaceThread thread = NamespaceThread.start()) {
        NetworkNamespace namespace = thread.create();
        namespace.close();

        assertThatThrownBy(() -> thread.call(namespace, () -> 1))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining(namespace.id() + " is closed");
      }
    }

    @Test
    void refusesWhenTheThreadIsClosed() {
      NamespaceThread thread = NamespaceThread.start();
      thread.close();

      assertThatThrownBy(thread::create)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("is closed");
    }

    @Test
    void servesVirtualThreads() throws Exception {
      try (NamespaceThread thread = NamespaceThread.start();
          NetworkNamespace namespace = thread.create();
          ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<NamespaceId>> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          answers.add(callers.submit(() -> thread.call(namespace, NetworkNamespace::currentId)));
        }
        for (Future<NamespaceId> answer : answers) {
          assertThat(answer.get()).isEqualTo(namespace.id());
        }
      }
    }
  }

  @Nested
  class AThreadThatCannotComeHome {

    @Test
    void isDiscardedAndTheNextCallGetsAFreshOne() throws Exception {
      AtomicInteger started = new AtomicInteger();
      List<NetworkNamespace> homes = new ArrayList<>();
      try (NamespaceThread thread =
              new NamespaceThread(
                  NetworkNamespace.current(),
                  (home, notBegun) -> {
                    started.incrementAndGet();
                    homes.add(home);
                    return NamespaceWorker.start(home, notBegun);
                  });
          NetworkNamespace namespace = thread.create()) {
        CompletableFuture<NetworkNamespace> made = new CompletableFuture<>();

        assertThatThrownBy(() ->
                thread.call(
                    namespace,
                    () -> {
                      homes.getFirst().close();
                      made.complete(NetworkNamespace.current());
                      return made.join();
                    }))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("could not return to " + thread.home());

        assertThatThrownBy(() -> made.join().descriptor())
            .as("what the lost task made is closed")
            .isInstanceOf(IllegalStateException.class);
        assertThat(thread.call(namespace, NetworkNamespace::currentId)).isEqualTo(namespace.id());
        assertThat(started).hasValue(2);
        assertThat(strayThreads(thread.home())).isEmpty();
      }
    }

    @Test
    void handsOnTheVisitsItDidNotBegin() throws Exception {
      List<NetworkNamespace> homes = new ArrayList<>();
      try (NamespaceThread thread =
              new NamespaceThread(
                  NetworkNamespace.current(),
                  (home, notBegun) -> {
                    homes.add(home);
                    return NamespaceWorker.start(home, notBegun);
                  });
          NetworkNamespace namespace = thread.create();
          ExecutorService callers = Executors.newCachedThreadPool()) {
        CompletableFuture<Boolean> goOn = new CompletableFuture<>();
        CompletableFuture<Boolean> inside = new CompletableFuture<>();
        Future<Boolean> lost =
            callers.submit(() ->
                thread.call(
                    namespace,
                    () -> {
                      inside.complete(true);
                      homes.getFirst().close();
                      return goOn.join();
                    }));
        inside.join();
        Future<NamespaceId> waiting =
            callers.submit(() -> thread.call(namespace, NetworkNamespace::currentId));
        goOn.complete(true);

        assertThatThrownBy(lost::get).hasMessageContaining("could not return to");
        assertThat(waiting.get()).isEqualTo(namespace.id());
      }
    }
  }

  @Nested
  class TenThousandVisits {

    private static final int VISITS = 12_000;
    private static final int SAMPLE_EVERY = 500;

    @Test
    @Timeout(120)
    void leaveNoThreadOfTheProcessInAWrongNamespace() throws Exception {
      AtomicBoolean done = new AtomicBoolean();
      try (NamespaceThread thread = NamespaceThread.start();
          NetworkNamespace one = thread.create();
          NetworkNamespace other = thread.create();
          ExecutorService platform = Executors.newFixedThreadPool(2);
          ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<Integer> starting = platform.submit(() -> startThreads(done));
        Future<Integer> completing = virtual.submit(() -> completeFutures(done));
        List<Future<Integer>> callers = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
          ExecutorService where = caller % 2 == 0 ? platform : virtual;
          if (caller != 0) {
            callers.add(where.submit(() -> visit(thread, one, other)));
          }
        }
        try {
          for (Future<Integer> caller : callers) {
            assertThat(caller.get()).isEqualTo(VISITS / callers.size());
          }
        } finally {
          done.set(true);
        }

        assertThat(starting.get()).isPositive();
        assertThat(completing.get()).isPositive();
        assertThat(strayThreads(thread.home())).isEmpty();
      }
    }

    private static int visit(NamespaceThread thread, NetworkNamespace one, NetworkNamespace other)
        throws Exception {
      int visits = 0;
      while (visits < VISITS / 3) {
        NetworkNamespace namespace = visits % 2 == 0 ? one : other;
        assertThat(thread.call(namespace, NetworkNamespace::currentId)).isEqualTo(namespace.id());
        visits++;
        if (visits % SAMPLE_EVERY == 0) {
          assertThat(strayThreads(thread.home())).isEmpty();
        }
      }
      return visits;
    }

    /// Until the visits are done: threads of both kinds, each of which tells where it is.
    private static int startThreads(AtomicBoolean done) throws InterruptedException {
      NamespaceId home = NetworkNamespace.currentId();
      int started = 0;
      while (!done.get()) {
        List<NamespaceId> seen = new ArrayList<>();
        Thread platform = Thread.ofPlatform().start(() -> seen.add(NetworkNamespace.currentId()));
        platform.join();
        Thread light = Thread.ofVirtual().start(() -> seen.add(NetworkNamespace.currentId()));
        light.join();
        assertThat(seen).containsExactly(home, home);
        started++;
      }
      return started;
    }

    private static int completeFutures(AtomicBoolean done) {
      NamespaceId home = NetworkNamespace.currentId();
      int completed = 0;
      while (!done.get()) {
        CompletableFuture<NamespaceId> future =
            CompletableFuture.supplyAsync(NetworkNamespace::currentId);
        assertThat(future.join()).isEqualTo(home);
        completed++;
      }
      return completed;
    }
  }

  /// Every thread of the process that is not at home, those excepted whose work it is.
  private static Map<String, String> strayThreads(NamespaceId home) throws IOException {
    Map<String, String> strays = new TreeMap<>();
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      for (Path task : tasks.toList()) {
        look(task, home, strays);
      }
    }
    return strays;
  }

  private static void look(Path task, NamespaceId home, Map<String, String> strays)
      throws IOException {
    try {
      String namespace = Files.readSymbolicLink(task.resolve("ns/net")).toString();
      String name = Files.readString(task.resolve("comm")).strip();
      // The kernel keeps the first 15 characters of a thread's name.
      if (!namespace.equals(home.toString()) && !name.equals("libnetwork-name")) {
        strays.put(task.getFileName() + " " + name, namespace);
      }
    } catch (IOException ended) {
      assertThat(Files.exists(task.resolve("ns/net"))).as(ended.getMessage()).isFalse();
    }
  }
}
