package io.libnetwork;

import java.util.ArrayList;
import java.util.List;

/// What was opened by and by, and is closed together: the last first, because what was opened later
/// uses what was opened before. Not for several threads.
final class OpenResources implements AutoCloseable {

  private final String owner;
  private final List<AutoCloseable> open = new ArrayList<>();

  /// @param owner for messages, as in `the host`
  OpenResources(String owner) {
    this.owner = owner;
  }

  void add(AutoCloseable opened) {
    open.add(opened);
  }

  /// Closes all of them, whatever fails.
  ///
  /// @throws IllegalStateException when something could not be closed
  @Override
  public void close() {
    Undo undo = new Undo();
    open.forEach(resource -> undo.with(() -> close(resource)));
    open.clear();
    RuntimeException failure = undo.all(new IllegalStateException("closing " + owner + " failed"));
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (RuntimeException failure) {
      throw failure;
    } catch (Exception failure) {
      throw new IllegalStateException("could not close " + resource, failure);
    }
  }
}
