package io.libnetwork.store.mvstore;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// MVStore wraps what a file throws, twice; who waits for a commit wants the cause.
final class Failures {

  private Failures() {}

  /// The [IOException] that caused a failure, or one that has the failure as its cause.
  static IOException unwrapped(Throwable failure) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException io) {
        return io;
      }
    }
    return new IOException("MVStore failed: " + failure, failure);
  }
}
