package io.libnetwork.resolver;

import io.libnetwork.address.Port;
import io.libnetwork.linux.SocketSource;
import io.libnetwork.linux.messages.MessageSockets;
import io.libnetwork.linux.nftables.PortRedirection;

/// Port 53 of 127.0.0.11 in one namespace, whatever the container does with its own port 53: the
/// sockets have ports of the kernel's choice, and a table of ours leads there.
///
/// @param sockets what arrives there
/// @param redirection leads there
record NamePort(MessageSockets sockets, PortRedirection redirection) implements AutoCloseable {

  private static final Port DOMAIN = new Port(53);

  /// In the calling thread's namespace.
  static NamePort open() {
    MessageSockets sockets = MessageSockets.open(SocketSource.HERE, NameServer.ADDRESS);
    try {
      PortRedirection.Target target = new PortRedirection.Target(sockets.udp(), sockets.tcp());
      return new NamePort(
          sockets, PortRedirection.open(NameServer.TABLE, NameServer.ADDRESS, DOMAIN, target));
    } catch (RuntimeException refused) {
      sockets.close();
      throw refused;
    }
  }

  @Override
  public void close() {
    redirection.close();
    sockets.close();
  }
}
