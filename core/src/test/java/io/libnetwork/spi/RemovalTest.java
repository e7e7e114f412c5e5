package io.libnetwork.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RemovalTest {

  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private final CompletableFuture<Void> forgotten = new CompletableFuture<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final Removal removal = new Removal(gone).forgetting(this::forget);

  @Test
  void isReleasedWhenItIsGoneAndForgotten() {
    assertThat(begun).hasValue(0);
    gone.complete(null);
    assertThat(begun).hasValue(1);
    assertThat(removal.announced()).isCompleted();
    assertThat(removal.released()).isNotDone();
    forgotten.complete(null);
    assertThat(removal.released()).isCompleted();
  }

  @Test
  void isNeverForgottenWhereTheKernelRefused() {
    gone.completeExceptionally(new IllegalStateException("refused"));
    assertThat(begun).hasValue(0);
    assertThat(removal.released()).isCompletedExceptionally();
  }

  @Test
  void runsWhatFollowsBeforeItIsForgotten() {
    AtomicInteger steps = new AtomicInteger();
    Removal after = removal.afterwards(steps::incrementAndGet);
    gone.complete(null);
    assertThat(steps).hasValue(1);
    assertThat(after.announced()).isCompleted();
    assertThat(after.released()).isNotDone();
    forgotten.complete(null);
    assertThat(after.released()).isCompleted();
  }

  @Test
  void ofTwoIsReleasedWhenBothAre() {
    Removal both = removal.and(Removal.done());
    gone.complete(null);
    assertThat(both.announced()).isCompleted();
    assertThat(both.released()).isNotDone();
    forgotten.complete(null);
    assertThat(both.released()).isCompleted();
  }

  private CompletableFuture<Void> forget() {
    begun.incrementAndGet();
    return forgotten;
  }
}
