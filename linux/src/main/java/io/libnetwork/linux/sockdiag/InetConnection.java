package io.libnetwork.linux.sockdiag;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.Port;
import java.util.Optional;

/// A connection of TCP as one of its sockets has it.
///
/// @param local the socket's own address
/// @param remote the other end's, of the same family
public record InetConnection(IpAddress local, Port localPort, IpAddress remote, Port remotePort) {

  /// @throws IllegalArgumentException if the addresses are of two families
  public InetConnection {
    if (local.family() != remote.family()) {
      throw new IllegalArgumentException(
          "a connection of %s and %s: expected addresses of one family".formatted(local, remote));
    }
  }

  /// What a connected socket has, in IPv4 where an IPv6 socket speaks that.
  static Optional<InetConnection> of(InetSocket socket) {
    return socket
        .remotePort()
        .map(port ->
            new InetConnection(
                plain(socket.localAddress()),
                socket.localPort(),
                plain(socket.remoteAddress()),
                port));
  }

  private static IpAddress plain(IpAddress address) {
    return address instanceof Ipv6Address v6 ? v6.toUnmapped() : address;
  }
}
