package io.libnetwork.drivers.ports;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Which endpoint has which of the host's ports.
///
/// A port at the unspecified address conflicts with the same port at every address of its family;
/// the families, and the protocols, are apart. Safe for use by many threads; its lock is a leaf.
final class PortBook {

  private record Slot(Protocol protocol, IpFamily family, Port port) {

    static Slot of(HostSocket socket) {
      return new Slot(socket.protocol(), socket.address().family(), socket.port());
    }
  }

  private final ReentrantLock lock = new ReentrantLock();

  /// By address of the host, the endpoint's name; no slot is kept empty. Guarded by `lock`.
  private final Map<Slot, Map<IpAddress, String>> holders = new HashMap<>();

  /// Notes all of them for an endpoint, or none.
  ///
  /// @throws NetworkException.Conflict when one is taken
  void reserve(String endpoint, List<HostSocket> sockets) {
    tryReserve(endpoint, sockets)
        .ifPresent(conflict -> {
          throw new NetworkException.Conflict(conflict);
        });
  }

  /// Notes all of them for an endpoint, or none.
  ///
  /// @return who has one of them, as a message; empty when all are noted
  Optional<String> tryReserve(String endpoint, List<HostSocket> sockets) {
    lock.lock();
    try {
      List<HostSocket> noted = new ArrayList<>();
      for (HostSocket socket : sockets) {
        Optional<String> conflict = conflict(socket);
        if (conflict.isPresent()) {
          noted.forEach(this::remove);
          return conflict;
        }
        holders
            .computeIfAbsent(Slot.of(socket), _ -> new HashMap<>())
            .put(socket.address(), endpoint);
        noted.add(socket);
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /// Forgets sockets that are noted.
  void release(List<HostSocket> sockets) {
    lock.lock();
    try {
      sockets.forEach(this::remove);
    } finally {
      lock.unlock();
    }
  }

  private Optional<String> conflict(HostSocket socket) {
    return holders.getOrDefault(Slot.of(socket), Map.of()).entrySet().stream()
        .filter(holder -> overlap(holder.getKey(), socket.address()))
        .findAny()
        .map(holder -> taken(socket, holder.getKey(), holder.getValue()));
  }

  private static boolean overlap(IpAddress one, IpAddress other) {
    return one.unspecified() || other.unspecified() || one.equals(other);
  }

  private static String taken(HostSocket socket, IpAddress at, String endpoint) {
    String where = at.equals(socket.address()) ? "" : " at " + at;
    return "%s is taken%s by endpoint \"%s\": expected another port or address of the host"
        .formatted(socket, where, endpoint);
  }

  private void remove(HostSocket socket) {
    holders.computeIfPresent(
        Slot.of(socket),
        (_, addresses) -> {
          addresses.remove(socket.address());
          return addresses.isEmpty() ? null : addresses;
        });
  }
}
