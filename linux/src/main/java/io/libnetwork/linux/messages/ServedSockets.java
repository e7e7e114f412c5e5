package io.libnetwork.linux.messages;

import java.util.concurrent.atomic.AtomicBoolean;

/// Sockets whose messages are answered until this is closed.
public final class ServedSockets implements AutoCloseable {

  private final MessageLoop loop;
  private final DatagramPort datagrams;
  private final ConnectionPort connections;
  private final AtomicBoolean closed = new AtomicBoolean();

  ServedSockets(MessageLoop loop, MessageSockets sockets, MessageService service) {
    this.loop = loop;
    this.datagrams = new DatagramPort(loop, sockets.datagrams(), service);
    this.connections = new ConnectionPort(loop, sockets.listener(), service);
  }

  void begin() {
    datagrams.begin();
    connections.begin();
  }

  /// Gives the ports back, and closes what has been connected to them. Again does nothing. Not from
  /// the loop's own thread.
  @Override
  public void close() {
    loop.await(this::end);
  }

  /// As [#close], for the loop's own thread.
  public void end() {
    if (closed.compareAndSet(false, true)) {
      datagrams.abandon();
      connections.abandon();
    }
  }
}
