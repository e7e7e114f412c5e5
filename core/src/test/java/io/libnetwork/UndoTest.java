package io.libnetwork;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class UndoTest {

  private final Undo undo = new Undo();
  private final List<String> done = new ArrayList<>();
  private final IllegalStateException failure = new IllegalStateException("why");

  @Test
  void undoesTheLastStepFirst() {
    undo.with(() -> done.add("first"));
    undo.with(() -> done.add("second"));
    assertThat(undo.all(failure)).isSameAs(failure);
    assertThat(done).containsExactly("second", "first");
  }

  @Test
  void undoesEachStepOnce() {
    undo.with(() -> done.add("only"));
    undo.all(failure);
    undo.all(failure);
    assertThat(done).containsExactly("only");
  }

  @Test
  void goesOnAfterAStepThatFailsAndKeepsItsFailure() {
    IllegalArgumentException second = new IllegalArgumentException("cannot undo");
    undo.with(() -> done.add("first"));
    undo.with(() -> {
      throw second;
    });
    assertThat(undo.all(failure)).isSameAs(failure).hasSuppressedException(second);
    assertThat(done).containsExactly("first");
  }

  @Test
  void aStepMayFailWithTheVeryFailureItIsUndoneFor() {
    undo.with(() -> {
      throw failure;
    });
    assertThat(undo.all(failure)).isSameAs(failure).hasNoSuppressedExceptions();
  }

  @Test
  void anInterruptDoesNotReachTheStepsAndIsNotLost() {
    ReentrantLock lock = new ReentrantLock();
    undo.with(() -> Locks.run(lock, () -> done.add("locked")));
    undo.with(() -> done.add("interrupted: " + Thread.currentThread().isInterrupted()));
    Thread.currentThread().interrupt();
    undo.all(failure);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).containsExactly("interrupted: false", "locked");
    assertThat(failure).hasNoSuppressedExceptions();
  }

  @Test
  void anInterruptAmongTheStepsKeepsNoneFromItsLock() {
    ReentrantLock lock = new ReentrantLock();
    undo.with(() -> Locks.run(lock, () -> done.add("locked")));
    undo.with(() -> Thread.currentThread().interrupt());
    undo.all(failure);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done).containsExactly("locked");
  }
}
