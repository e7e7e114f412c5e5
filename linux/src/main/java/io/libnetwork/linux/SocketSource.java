package io.libnetwork.linux;

import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.foreign.InternetSockets;
import io.libnetwork.linux.foreign.Sockets;
import io.libnetwork.linux.foreign.StreamSockets;

/// Where sockets come from that are neither bound nor connected.
///
/// A socket belongs to the namespace of the thread that opens it, whichever binds it. So who binds
/// many may have them opened by another thread ([SocketSupply]).
public interface SocketSource {

  /// Opens them in the calling thread's namespace.
  SocketSource HERE = SocketSource::open;

  /// The next one, which does not block.
  ///
  /// @return its descriptor, which is the caller's to close
  /// @throws SystemCallException `EMFILE` or `ENFILE` when no further file can be opened,
  ///   `EPROTONOSUPPORT` when the kernel has no SCTP, `EAFNOSUPPORT` when it has no IPv6
  int next(Protocol protocol, IpFamily family);

  private static int open(Protocol protocol, IpFamily family) {
    int type =
        switch (protocol) {
          case TCP, SCTP -> InternetSockets.SOCK_STREAM;
          case UDP -> InternetSockets.SOCK_DGRAM;
        };
    return Sockets.socket(
        InternetSockets.family(family), type | StreamSockets.SOCK_NONBLOCK, protocol.number());
  }
}
