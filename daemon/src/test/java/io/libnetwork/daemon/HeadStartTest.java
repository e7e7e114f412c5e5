package io.libnetwork.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.NetworkException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HeadStartTest {

  @Test
  void makesItWhileOthersGoOn() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(1);
    HeadStart<String> made =
        HeadStart.of(
            "test",
            () -> {
              begun.countDown();
              return await(others) ? "made" : "late";
            });
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    others.countDown();
    assertThat(made.get()).isEqualTo("made");
    assertThat(made.get()).isEqualTo("made");
  }

  @Test
  void failsAsTheMakingDid() {
    NetworkException wrong = new NetworkException.InvalidParameter("no certificate");
    HeadStart<String> made =
        HeadStart.of(
            "test",
            () -> {
              throw wrong;
            });
    assertThatThrownBy(made::get).isSameAs(wrong);
  }

  @Test
  void isNotWaitedForByWhoIsInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    HeadStart<Boolean> made = HeadStart.of("test", () -> await(never));
    Thread.currentThread().interrupt();
    assertThatThrownBy(made::get).hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    never.countDown();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
