package io.libnetwork.drivers.ports;

import io.libnetwork.PortBinding;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// Ports of the host that an endpoint has until this is closed.
///
/// From before it was handed out sockets hold them, so rules may be made for its bindings at any
/// time while it is open; they are to be gone before it is closed.
public final class PortLease implements AutoCloseable {

  private final PortBook book;
  private final List<HostSocket> noted;
  private final List<HeldSockets> held;
  private final List<PortBinding> bindings;
  private final AtomicBoolean closed = new AtomicBoolean();

  PortLease(
      PortBook book, List<HostSocket> noted, List<HeldSockets> held, List<PortBinding> bindings) {
    this.book = book;
    this.noted = List.copyOf(noted);
    this.held = List.copyOf(held);
    this.bindings = List.copyOf(bindings);
  }

  /// What was given: of each request in order, its IPv4 binding and then its IPv6 one.
  public List<PortBinding> bindings() {
    return bindings;
  }

  /// Gives the ports back. Again does nothing.
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      close(book, noted, held);
    }
  }

  /// Sockets first, or who is given the port next finds it held.
  static void close(PortBook book, List<HostSocket> noted, List<HeldSockets> held) {
    held.forEach(HeldSockets::close);
    book.release(noted);
  }
}
