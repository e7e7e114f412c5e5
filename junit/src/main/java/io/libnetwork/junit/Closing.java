package io.libnetwork.junit;

import java.util.Deque;
import java.util.Optional;

/// Closing what was opened, the last first. What comes after a failure stays open, because it is
/// what the failed one stood on.
final class Closing {

  private Closing() {}

  /// Closes them.
  ///
  /// @return what kept one from being closed; empty where nothing did
  static Optional<RuntimeException> all(Deque<AutoCloseable> opened) {
    while (!opened.isEmpty()) {
      AutoCloseable last = opened.pop();
      try {
        last.close();
      } catch (RuntimeException failure) {
        return Optional.of(failure);
      } catch (Exception failure) {
        return Optional.of(new IllegalStateException("cannot close " + last, failure));
      }
    }
    return Optional.empty();
  }
}
