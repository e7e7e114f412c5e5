package io.libnetwork.drivers.ports;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.BoundSocket;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SystemCallException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Sockets that hold ports of the host; opened all or none.
final class HeldSockets implements AutoCloseable {

  private final List<BoundSocket> sockets = new ArrayList<>();

  /// Opens them in the calling thread's namespace.
  ///
  /// @throws NetworkException.Conflict when another process has one
  /// @throws NetworkException.InvalidParameter when an address is not the host's
  /// @throws NetworkException.Forbidden when the process may not take a port
  /// @throws NetworkException.Unavailable when the kernel gives no further socket
  static HeldSockets open(List<HostSocket> places) {
    HeldSockets held = new HeldSockets();
    for (HostSocket place : places) {
      try {
        held.sockets.add(BoundSocket.open(place.protocol(), place.address(), place.port()));
      } catch (SystemCallException refused) {
        held.close();
        throw failure(place, refused);
      }
    }
    return held;
  }

  @Override
  public void close() {
    sockets.forEach(BoundSocket::close);
  }

  private static NetworkException failure(HostSocket place, SystemCallException refused) {
    Map<Errno, NetworkException> known =
        Map.of(
            Errno.EADDRINUSE,
            new NetworkException.Conflict(
                place
                    + " is taken by another process: expected another port or address of the host"),
            Errno.EADDRNOTAVAIL,
            new NetworkException.InvalidParameter(
                place + " cannot be published: expected an address that the host has", refused),
            Errno.EACCES,
            new NetworkException.Forbidden(
                place + " may not be taken: expected CAP_NET_BIND_SERVICE, or a port above 1023",
                refused),
            Errno.EMFILE,
            new NetworkException.Unavailable(
                place + " cannot be held: expected a higher limit of open files, see ulimit -n",
                refused));
    return known.getOrDefault(
        refused.errno(),
        new NetworkException.System(place + " cannot be held: " + refused.getMessage(), refused));
  }
}
