package io.libnetwork.firewalld;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What others bring about, looked at until it is so.
final class Eventually {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Eventually() {}

  static void holds(String what, BooleanSupplier condition) {
    answers(what, condition::getAsBoolean, true);
  }

  static <T> void answers(String what, Supplier<T> question, T expected) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    T answer = question.get();
    while (!answer.equals(expected) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
      answer = question.get();
    }
    assertThat(answer).as(what).isEqualTo(expected);
  }
}
