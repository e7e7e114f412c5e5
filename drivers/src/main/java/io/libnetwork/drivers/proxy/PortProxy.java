package io.libnetwork.drivers.proxy;

import io.libnetwork.PortBinding;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.relay.RelayCounts;
import io.libnetwork.linux.relay.RelayedPort;

/// One published port that is served by the process, until this is closed.
///
/// Safe for use by many threads.
public final class PortProxy implements AutoCloseable {

  private final PortBinding binding;
  private final RelayedPort port;

  PortProxy(PortBinding binding, RelayedPort port) {
    this.binding = binding;
    this.port = port;
  }

  /// From where to where.
  public PortBinding binding() {
    return binding;
  }

  /// What has passed so far; also when it is closed.
  public RelayCounts counts() {
    return port.counts();
  }

  /// Gives the host's port back, resets its connections and forgets its flows; all of it is done
  /// when this returns. Again does nothing.
  @Override
  public void close() {
    port.close();
  }

  /// Whether what arrives at the host's port is taken.
  public boolean serving() {
    return port.serving();
  }

  /// Takes what arrives again where somebody else has ended that.
  ///
  /// @throws io.libnetwork.NetworkException.Conflict when another process listens there by now
  /// @throws IllegalStateException when this is closed
  public void serveAgain() {
    try {
      port.serveAgain();
    } catch (SystemCallException refused) {
      throw Refusals.of(binding, refused);
    }
  }

  /// As in `port 80/tcp at ::1`.
  @Override
  public String toString() {
    return Refusals.place(binding);
  }

  RelayedPort port() {
    return port;
  }
}
