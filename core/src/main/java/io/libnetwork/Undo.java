package io.libnetwork;

import java.util.ArrayDeque;
import java.util.Deque;

/// The steps an operation has done, to be undone in reverse when a later one fails.
///
/// ```java
/// Undo undo = new Undo();
/// try {
///   step();
///   undo.with(this::unstep);
/// } catch (RuntimeException failure) {
///   throw undo.all(failure);
/// }
/// ```
///
/// An interrupt of the caller, which may be why the operation is undone, does not reach the steps:
/// it is held back until they are done.
final class Undo {

  private static final ScopedValue<Boolean> UNDOING = ScopedValue.newInstance();

  private final Deque<Runnable> steps = new ArrayDeque<>();

  /// Remembers how the step just done is undone.
  void with(Runnable step) {
    steps.push(step);
  }

  /// Undoes everything, the last step first, and answers the failure to be thrown; what fails on
  /// the way is suppressed by it, and stops nothing.
  RuntimeException all(RuntimeException failure) {
    boolean interrupted = Thread.interrupted();
    ScopedValue.where(UNDOING, true).run(() -> undoEach(failure));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return failure;
  }

  /// Whether the calling thread is undoing something, which nothing may cut short.
  static boolean running() {
    return UNDOING.isBound();
  }

  private void undoEach(RuntimeException failure) {
    while (!steps.isEmpty()) {
      try {
        steps.pop().run();
      } catch (RuntimeException second) {
        if (!second.equals(failure)) {
          failure.addSuppressed(second);
        }
      }
    }
  }
}
