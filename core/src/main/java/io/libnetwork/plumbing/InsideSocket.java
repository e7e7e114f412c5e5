package io.libnetwork.plumbing;

import io.libnetwork.linux.rtnetlink.Rtnetlink;
import java.util.Optional;
import java.util.function.Supplier;

/// A netlink socket inside a namespace, opened when it is first asked for. Safe for use by many
/// threads.
final class InsideSocket implements AutoCloseable {

  private final Supplier<Rtnetlink> opening;
  private Optional<Rtnetlink> opened = Optional.empty();
  private boolean closed;

  InsideSocket(Supplier<Rtnetlink> opening) {
    this.opening = opening;
  }

  /// One that is open.
  static InsideSocket of(Rtnetlink open) {
    InsideSocket socket = new InsideSocket(() -> open);
    socket.opened = Optional.of(open);
    return socket;
  }

  /// @throws IllegalStateException when it is closed
  synchronized Rtnetlink get() {
    if (closed) {
      throw new IllegalStateException("the namespace is given up, and nothing is done inside");
    }
    if (opened.isEmpty()) {
      opened = Optional.of(opening.get());
    }
    return opened.get();
  }

  @Override
  public synchronized void close() {
    closed = true;
    opened.ifPresent(Rtnetlink::close);
  }
}
