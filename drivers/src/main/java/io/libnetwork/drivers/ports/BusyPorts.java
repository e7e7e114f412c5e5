package io.libnetwork.drivers.ports;

import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.sockdiag.InetSocket;
import io.libnetwork.linux.sockdiag.SocketDiagnosis;
import io.libnetwork.linux.sockdiag.SocketHolder;
import io.libnetwork.linux.sockdiag.SocketHolders;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The ports that sockets of a host have, as the kernel told at one moment.
final class BusyPorts {

  private final NavigableMap<Port, List<InetSocket>> byPort = new TreeMap<>();

  private BusyPorts(Collection<InetSocket> sockets) {
    for (InetSocket socket : sockets) {
      byPort.computeIfAbsent(socket.localPort(), _ -> new ArrayList<>()).add(socket);
    }
  }

  /// Asks the kernel for the sockets of some protocols: two dumps for each, whatever the number of
  /// ports somebody wants to know of. Of SCTP it tells none.
  static BusyPorts read(
      NamespaceThread thread, NetworkNamespace host, Collection<Protocol> protocols) {
    List<InetSocket> sockets = new ArrayList<>();
    try (SocketDiagnosis diagnosis = SocketDiagnosis.open(thread, host)) {
      for (Protocol protocol : EnumSet.copyOf(protocols)) {
        sockets.addAll(diagnosis.bound(protocol));
      }
    }
    return new BusyPorts(sockets);
  }

  /// A socket that has one of the ports there.
  Optional<InetSocket> holder(HostPlace place) {
    return byPort.subMap(place.ports().first(), true, place.ports().last(), true).values().stream()
        .flatMap(List::stream)
        .filter(socket -> socket.takes(place.protocol(), place.address(), socket.localPort()))
        .findFirst();
  }

  /// The numbers of the ports that some socket of a protocol has, at whatever address.
  BitSet numbers(Protocol protocol) {
    BitSet numbers = new BitSet();
    byPort.forEach((port, sockets) -> {
      if (sockets.stream().anyMatch(socket -> socket.protocol() == protocol)) {
        numbers.set(port.number());
      }
    });
    return numbers;
  }

  /// Which process has a socket, as far as it can be seen.
  static Optional<SocketHolder> process(InetSocket socket) {
    return Optional.ofNullable(SocketHolders.find(List.of(socket.inode())).get(socket.inode()));
  }
}
