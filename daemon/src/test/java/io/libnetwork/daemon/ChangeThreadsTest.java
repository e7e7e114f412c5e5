package io.libnetwork.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ChangeThreadsTest {

  private static final int MOST = 16;

  private final ChangeThreads threads = new ChangeThreads();

  @AfterEach
  void close() {
    threads.close();
  }

  @Test
  void carryACallOutOnAPlatformThread() throws InterruptedException {
    AtomicBoolean virtual = new AtomicBoolean(true);
    Thread.ofVirtual()
        .start(() -> virtual.set(threads.call(() -> Thread.currentThread().isVirtual())))
        .join();
    assertThat(virtual).isFalse();
  }

  @Test
  void throwWhatACallThrows() {
    NetworkException refusal = new NetworkException.NotFound("no network 'x'");
    assertThatThrownBy(() ->
            threads.call(() -> {
              throw refusal;
            }))
        .isSameAs(refusal);
  }

  @Test
  void keepNobodyWaitingWhenAllAreTaken() throws InterruptedException {
    CountDownLatch taken = new CountDownLatch(MOST);
    CountDownLatch release = new CountDownLatch(1);
    List<Thread> slow = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      slow.add(
          Thread.ofVirtual()
              .start(() ->
                  threads.call(() -> {
                    taken.countDown();
                    return awaited(release);
                  })));
    }
    taken.await();
    AtomicBoolean virtual = new AtomicBoolean();
    Thread next =
        Thread.ofVirtual()
            .start(() -> virtual.set(threads.call(() -> Thread.currentThread().isVirtual())));
    boolean answered = next.join(Duration.ofSeconds(10));
    release.countDown();
    for (Thread thread : slow) {
      thread.join();
    }
    assertThat(answered).as("answered while 16 others wait").isTrue();
    assertThat(virtual).as("carried out where it was asked for").isTrue();
  }

  @Test
  void handAnInterruptOn() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                var _ =
                    threads.call(() -> {
                      begun.countDown();
                      boolean ended = awaited(new CountDownLatch(1));
                      interrupted.countDown();
                      return ended;
                    });
              } catch (NetworkException failure) {
                thrown.set(failure);
              }
            });
    begun.await();
    caller.interrupt();
    caller.join();
    assertThat(interrupted.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(thrown.get()).isInstanceOf(NetworkException.Cancelled.class);
  }

  /// Whether a latch was released; false where the wait was interrupted.
  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(15, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      return false;
    }
  }
}
