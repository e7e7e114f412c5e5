package io.libnetwork.daemon;

import io.libnetwork.Controller;
import io.libnetwork.lab.apply.Labs;
import io.libnetwork.store.StateStore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/// The labs of the daemon's host: opened when the daemon is where there are some, because their
/// commands are to be watched, and when somebody asks otherwise.
final class HostLabs implements Supplier<Labs>, AutoCloseable {

  private static final String FOLDER = "labs";

  private final Controller controller;
  private final StateStore store;
  private final Path folder;

  /// Guarded by this.
  private Optional<Labs> opened = Optional.empty();

  private HostLabs(Controller controller, StateStore store, Path folder) {
    this.controller = controller;
    this.store = store;
    this.folder = folder;
  }

  /// @param state the folder in which there is one for what commands write
  static HostLabs of(Controller controller, StateStore store, Path state) {
    HostLabs labs = new HostLabs(controller, store, state.resolve(FOLDER));
    if (Labs.remembered(store)) {
      var _ = labs.get();
    }
    return labs;
  }

  @Override
  public synchronized Labs get() {
    if (opened.isEmpty()) {
      opened = Optional.of(Labs.open(controller, store, folder));
    }
    return opened.get();
  }

  @Override
  public synchronized void close() {
    opened.ifPresent(Labs::close);
  }
}
