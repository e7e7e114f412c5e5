package io.libnetwork.drivers.ports;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.drivers.ports.Way.Service;
import io.libnetwork.linux.BoundSocket;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SocketSource;
import io.libnetwork.linux.SocketSupply;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.relay.Clients;
import io.libnetwork.linux.relay.ListeningSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sockets that hold the ports of one place; opened all or none. Where a proxy is to serve them,
/// those are among them that it takes over.
final class HeldSockets implements AutoCloseable {

  private static final IpAddress LOOPBACK = Ipv6Address.LOOPBACK;

  private final HostPlace place;
  private final List<BoundSocket> silent = new ArrayList<>();
  private final List<ListeningSocket> listening = new ArrayList<>();

  /// Those of a proxy have been closed.
  private volatile boolean silenced;

  /// Of a plan: what would be open, in place of any socket.
  private Optional<PlannedSockets> planned = Optional.empty();

  private HeldSockets(HostPlace place) {
    this.place = place;
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

  /// Opens them in the namespace where sockets come from.
  ///
  /// @param service what is to serve them
  /// @param clients who may use those of a proxy
  static Attempt open(SocketSource source, HostPlace place, Service service, Clients clients) {
    HeldSockets opened = new HeldSockets(place);
    PortRange ports = place.ports();
    for (int number = ports.first().number(); number <= ports.last().number(); number++) {
      Port port = new Port(number);
      try {
        opened.add(source, port, service, clients);
      } catch (SystemCallException refused) {
        opened.close();
        return new Attempt.Refused(place.at(port), refused);
      }
    }
    return new Attempt.Held(opened);
  }

  /// Those that [#open] would open.
  static HeldSockets planned(HostPlace place, Service service, NotedPorts notes) {
    HeldSockets held = new HeldSockets(place);
    boolean silent = service != Service.PROXIED;
    Optional<IpAddress> listening =
        switch (service) {
          case TRANSLATED -> Optional.empty();
          case TRANSLATED_AND_LOOPBACK -> Optional.of(LOOPBACK);
          case PROXIED -> Optional.of(place.address());
        };
    held.planned = Optional.of(new PlannedSockets(place, silent, listening, notes));
    return held;
  }

  /// The doubles of these, which are noted to be gone when they are closed.
  HeldSockets rehearsed(NotedPorts notes) {
    HeldSockets held = new HeldSockets(place);
    Optional<IpAddress> at =
        listening.isEmpty() || silenced ? Optional.empty() : Optional.of(listeningAt());
    PlannedSockets same = new PlannedSockets(place, !silent.isEmpty(), at, notes);
    same.present();
    held.planned = Optional.of(same);
    return held;
  }

  /// Notes that they are open, where they would be.
  void tell() {
    planned.ifPresent(PlannedSockets::tell);
  }

  /// The sockets that [#open] takes, in its order.
  static void kinds(HostPlace place, Service service, List<SocketSupply.Kind> into) {
    SocketSupply.Kind own = new SocketSupply.Kind(place.protocol(), place.family());
    SocketSupply.Kind loopback = new SocketSupply.Kind(place.protocol(), LOOPBACK.family());
    for (int port = 0; port < place.ports().size(); port++) {
      into.add(own);
      if (service == Service.TRANSLATED_AND_LOOPBACK) {
        into.add(loopback);
      }
    }
  }

  /// None, for ports that are merely noted.
  static HeldSockets none(HostPlace place) {
    return new HeldSockets(place);
  }

  /// How many ports are held.
  int size() {
    if (planned.isPresent()) {
      return planned.get().any() ? place.ports().size() : 0;
    }
    return silent.isEmpty() && listening.isEmpty() ? 0 : place.ports().size();
  }

  /// Those for a proxy, one for each port in their order; none where it serves none.
  List<ListeningSocket> listening() {
    return List.copyOf(listening);
  }

  /// At which address of the host the proxy's are.
  IpAddress listeningAt() {
    return silent.isEmpty() ? place.address() : LOOPBACK;
  }

  /// Closes those of a proxy.
  void closeListening() {
    silenced = true;
    planned.ifPresent(PlannedSockets::closeListening);
    listening.forEach(ListeningSocket::close);
  }

  @Override
  public void close() {
    closeListening();
    planned.ifPresent(PlannedSockets::closeSilent);
    silent.forEach(BoundSocket::close);
  }

  private void add(SocketSource source, Port port, Service service, Clients clients) {
    switch (service) {
      case TRANSLATED ->
          silent.add(BoundSocket.open(source, place.protocol(), place.address(), port));
      case TRANSLATED_AND_LOOPBACK -> addBoth(source, port);
      case PROXIED ->
          listening.add(
              ListeningSocket.open(source, place.protocol(), place.address(), port, clients));
    }
  }

  /// The proxy has a socket for `::1` alone, so that it serves nobody else when the rules are gone
  /// that translate the rest. A host without `::1` has nobody who would ask there.
  private void addBoth(SocketSource source, Port port) {
    BoundSocket everywhere =
        BoundSocket.openShared(source, place.protocol(), place.address(), port);
    silent.add(everywhere);
    try {
      listening.add(ListeningSocket.openBeside(source, place.protocol(), LOOPBACK, port));
    } catch (SystemCallException refused) {
      if (!refused.errno().equals(Errno.EADDRNOTAVAIL)) {
        throw refused;
      }
    }
    everywhere.takeAlone();
  }
}
