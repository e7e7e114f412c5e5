package io.libnetwork.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.linux.foreign.Descriptors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class KernelThreadsTest {

  @Nested
  class WhenEveryPoolThreadWaitsForWhatItHasBegun {

    @Test
    @Timeout(30)
    void theyMakeItThemselves() throws Exception {
      int threads = KernelThreads.size();
      CountDownLatch all = new CountDownLatch(threads);
      AtomicInteger made = new AtomicInteger();
      List<CompletableFuture<Void>> begun = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        begun.add(
            KernelThreads.start(() -> {
              all.countDown();
              awaitUnchecked(all);
              KernelThreads.await(KernelThreads.start(made::incrementAndGet));
            }));
      }
      for (CompletableFuture<Void> each : begun) {
        each.get();
      }
      assertThat(made).hasValue(threads);
    }

    private static void awaitUnchecked(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
  }

  @Nested
  class WhenEveryPoolThreadIsBlockedInASystemCall {

    @Test
    @Timeout(30)
    void virtualThreadsStillRun() throws Exception {
      int blocked = KernelThreads.size();
      int silent = Descriptors.eventDescriptor();
      int release = Descriptors.eventDescriptor();
      try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Integer>> waiting = new ArrayList<>();
        for (int i = 0; i < blocked; i++) {
          waiting.add(
              virtual.submit(
                  () -> KernelThreads.call(() -> Descriptors.awaitReadable(silent, release))));
        }
        awaitBlocked(blocked);

        List<Future<Boolean>> others = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
          others.add(virtual.submit(() -> Thread.currentThread().isVirtual()));
        }
        for (Future<Boolean> other : others) {
          assertThat(other.get()).isTrue();
        }
        assertThat(waiting).noneMatch(Future::isDone);

        Descriptors.signal(release);
        for (Future<Integer> call : waiting) {
          assertThat(call.get()).isEqualTo(2);
        }
      } finally {
        Descriptors.close(silent);
        Descriptors.close(release);
      }
    }

    /// The pool's threads are in native code once they show as running without moving on.
    private static void awaitBlocked(int expected) {
      long limit = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (inNativeCode() < expected) {
        assertThat(System.nanoTime()).isLessThan(limit);
        Thread.onSpinWait();
      }
    }

    private static long inNativeCode() {
      return Thread.getAllStackTraces().entrySet().stream()
          .filter(entry -> entry.getKey().getName().startsWith("libnetwork-kernel-"))
          .filter(entry -> List.of(entry.getValue()).toString().contains("awaitReadable"))
          .count();
    }
  }

  @Nested
  class ACall {

    @Test
    void isMadeByAPlatformCallerItself() {
      assertThat(KernelThreads.call(Thread::currentThread)).isSameAs(Thread.currentThread());
    }

    @Test
    void throwsToAVirtualCallerWhatItThrew() throws Exception {
      try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<Boolean> caller =
            virtual.submit(() -> {
              assertThatThrownBy(() ->
                      KernelThreads.run(() -> {
                        throw new SystemCallException("bind", "x", Errno.EBUSY);
                      }))
                  .isInstanceOf(SystemCallException.class)
                  .hasMessage("bind x: EBUSY: device or resource busy");
              return true;
            });
        assertThat(caller.get()).isTrue();
      }
    }
  }
}
