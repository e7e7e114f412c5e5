package io.libnetwork.linux.relay;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// One port that a relay serves, until this is closed.
///
/// Safe for use by many threads.
public final class RelayedPort implements AutoCloseable {

  private final Relay relay;
  private final Service service;
  private final AtomicBoolean closed = new AtomicBoolean();

  RelayedPort(Relay relay, Service service) {
    this.relay = relay;
    this.service = service;
  }

  /// What it has relayed so far; also when it is closed.
  public RelayCounts counts() {
    return service.tally().counts();
  }

  /// Gives the port back, resets its connections and forgets its flows; all of it is done when this
  /// returns. Again does nothing.
  @Override
  public void close() {
    relay.close(List.of(this));
  }

  /// Whether what arrives is taken. Who ends the listening itself (`SOCK_DESTROY` of sock_diag(7))
  /// sees it begun again at once; it is not where the kernel has refused that.
  public boolean serving() {
    return !closed.get() && service.serving();
  }

  /// Takes what arrives again where it is not taken.
  ///
  /// @throws io.libnetwork.linux.SystemCallException `EADDRINUSE` when another listens there
  /// @throws IllegalStateException when this is closed
  public void serveAgain() {
    service.loop().await(service::serveAgain);
  }

  Service service() {
    return service;
  }

  /// Says that it is ended.
  ///
  /// @return whether it was open until now
  boolean end() {
    return closed.compareAndSet(false, true);
  }
}
