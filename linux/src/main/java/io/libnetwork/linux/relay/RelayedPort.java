package io.libnetwork.linux.relay;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// One port that a relay serves, until this is closed.
///
/// Safe for use by many threads.
public final class RelayedPort implements AutoCloseable {

  private final Service service;
  private final Runnable forget;
  private final AtomicBoolean closed = new AtomicBoolean();

  RelayedPort(Service service, Consumer<RelayedPort> forget) {
    this.service = service;
    this.forget = () -> forget.accept(this);
  }

  /// What it has relayed so far; also when it is closed.
  public RelayCounts counts() {
    return service.tally().counts();
  }

  /// Gives the port back, resets its connections and forgets its flows; all of it is done when this
  /// returns. Again does nothing.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      service.end();
      forget.run();
    }
  }
}
