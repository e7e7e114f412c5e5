package io.libnetwork.drivers.ports;

import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.linux.BoundSocket;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SystemCallException;
import java.util.ArrayList;
import java.util.List;

/// Sockets that hold the ports of one place; opened all or none.
final class HeldSockets implements AutoCloseable {

  private final List<BoundSocket> sockets;

  private HeldSockets(List<BoundSocket> sockets) {
    this.sockets = sockets;
  }

  /// What came of an attempt.
  sealed interface Attempt {

    /// All ports are held.
    record Held(HeldSockets sockets) implements Attempt {}

    /// One is not to be had, so none is held.
    ///
    /// @param place the one port
    record Refused(HostPlace place, SystemCallException why) implements Attempt {

      /// Some socket has it.
      boolean busy() {
        return why.errno().equals(Errno.EADDRINUSE);
      }
    }
  }

  /// Opens them in the calling thread's namespace.
  static Attempt open(HostPlace place) {
    PortRange ports = place.ports();
    List<BoundSocket> opened = new ArrayList<>(ports.size());
    for (int number = ports.first().number(); number <= ports.last().number(); number++) {
      Port port = new Port(number);
      try {
        opened.add(BoundSocket.open(place.protocol(), place.address(), port));
      } catch (SystemCallException refused) {
        opened.forEach(BoundSocket::close);
        PortRange one = PortRange.single(port);
        return new Attempt.Refused(new HostPlace(place.protocol(), place.address(), one), refused);
      }
    }
    return new Attempt.Held(new HeldSockets(opened));
  }

  int size() {
    return sockets.size();
  }

  @Override
  public void close() {
    sockets.forEach(BoundSocket::close);
  }
}
