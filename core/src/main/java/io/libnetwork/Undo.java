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
final class Undo {

  private final Deque<Runnable> steps = new ArrayDeque<>();

  /// Remembers how the step just done is undone.
  void with(Runnable step) {
    steps.push(step);
  }

  /// Undoes everything, the last step first, and answers the failure to be thrown; what fails on
  /// the way is suppressed by it, and stops nothing.
  RuntimeException all(RuntimeException failure) {
    while (!steps.isEmpty()) {
      try {
        steps.pop().run();
      } catch (RuntimeException second) {
        failure.addSuppressed(second);
      }
    }
    return failure;
  }
}
