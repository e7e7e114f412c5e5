package io.libnetwork.drivers.ports;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Which endpoint has which of the host's ports.
///
/// Ports at the unspecified address conflict with the same ports at every address of its family;
/// the families, and the protocols, are apart. A range is one entry, and looking for a conflict
/// costs the logarithm of how many entries an address has.
///
/// Safe for use by many threads; its lock is a leaf.
final class PortBook {

  private record Kind(Protocol protocol, IpFamily family) {}

  /// Two that cannot both be.
  ///
  /// @param wanted what was asked for
  /// @param holder who has some of it
  record Clash(Reservation wanted, Reservation holder) {}

  private final ReentrantLock lock = new ReentrantLock();

  /// By address of the host, by first port. The entries of one address do not overlap, and no
  /// address is kept without any. Guarded by `lock`.
  private final Map<Kind, Map<IpAddress, NavigableMap<Integer, Reservation>>> entries =
      new HashMap<>();

  /// Notes all of them, or none.
  ///
  /// @return the first that is taken; empty when all are noted
  Optional<Clash> note(List<Reservation> wanted) {
    lock.lock();
    try {
      for (int i = 0; i < wanted.size(); i++) {
        Reservation holder = holder(wanted.get(i).place());
        if (holder != null) {
          wanted.subList(0, i).forEach(this::remove);
          return Optional.of(new Clash(wanted.get(i), holder));
        }
        put(wanted.get(i));
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /// Notes the first port that is free at all of some addresses.
  ///
  /// @param candidates the ports that will do
  /// @param start where to begin; after the last candidate comes the first again
  /// @return one reservation for each address; empty when none is free
  List<Reservation> noteFree(
      PortOwner owner, Protocol protocol, List<IpAddress> hosts, BitSet candidates, int start) {
    lock.lock();
    try {
      int port = free(protocol, hosts, candidates, start, Integer.MAX_VALUE);
      if (port < 0) {
        port = free(protocol, hosts, candidates, 0, start);
      }
      if (port < 0) {
        return List.of();
      }
      PortRange found = PortRange.single(new Port(port));
      List<Reservation> noted = new ArrayList<>(hosts.size());
      for (IpAddress host : hosts) {
        noted.add(new Reservation(owner, new HostPlace(protocol, host, found)));
      }
      noted.forEach(this::put);
      return noted;
    } finally {
      lock.unlock();
    }
  }

  /// Whether somebody has some of the ports of a place.
  boolean has(HostPlace place) {
    lock.lock();
    try {
      return holder(place) != null;
    } finally {
      lock.unlock();
    }
  }

  /// Forgets reservations. What is not noted, or not any more, is left as it is.
  void release(Collection<Reservation> noted) {
    lock.lock();
    try {
      noted.forEach(this::remove);
    } finally {
      lock.unlock();
    }
  }

  /// How many entries there are.
  int size() {
    lock.lock();
    try {
      return entries.values().stream()
          .flatMap(byAddress -> byAddress.values().stream())
          .mapToInt(Map::size)
          .sum();
    } finally {
      lock.unlock();
    }
  }

  /// The first candidate in `[from, to)` that nobody has, or −1. What somebody has is passed over
  /// at once, however long it is.
  private int free(Protocol protocol, List<IpAddress> hosts, BitSet candidates, int from, int to) {
    int port = candidates.nextSetBit(from);
    while (port >= 0 && port < to) {
      int last = lastTaken(protocol, hosts, port);
      if (last < 0) {
        return port;
      }
      port = candidates.nextSetBit(last + 1);
    }
    return -1;
  }

  /// The last port of who has this one at one of the addresses, or −1.
  private int lastTaken(Protocol protocol, List<IpAddress> hosts, int port) {
    PortRange range = PortRange.single(new Port(port));
    for (IpAddress host : hosts) {
      Reservation holder = holder(new HostPlace(protocol, host, range));
      if (holder != null) {
        return holder.place().ports().last().number();
      }
    }
    return -1;
  }

  private @Nullable Reservation holder(HostPlace place) {
    Map<IpAddress, NavigableMap<Integer, Reservation>> byAddress =
        entries.getOrDefault(new Kind(place.protocol(), place.family()), Map.of());
    if (place.address().unspecified()) {
      for (NavigableMap<Integer, Reservation> there : byAddress.values()) {
        Reservation holder = overlapping(there, place.ports());
        if (holder != null) {
          return holder;
        }
      }
      return null;
    }
    Reservation everywhere =
        overlapping(byAddress.get(Ways.everyAddress(place.family())), place.ports());
    return everywhere != null
        ? everywhere
        : overlapping(byAddress.get(place.address()), place.ports());
  }

  /// Entries do not overlap each other, so only the last that begins within the range, or before
  /// it, can reach into it.
  private static @Nullable Reservation overlapping(
      @Nullable NavigableMap<Integer, Reservation> there, PortRange ports) {
    if (there == null) {
      return null;
    }
    Map.Entry<Integer, Reservation> before = there.floorEntry(ports.last().number());
    boolean overlaps = before != null && before.getValue().place().ports().overlaps(ports);
    return overlaps ? before.getValue() : null;
  }

  private void put(Reservation reservation) {
    HostPlace place = reservation.place();
    entries
        .computeIfAbsent(new Kind(place.protocol(), place.family()), _ -> new HashMap<>())
        .computeIfAbsent(place.address(), _ -> new TreeMap<>())
        .put(place.ports().first().number(), reservation);
  }

  private void remove(Reservation reservation) {
    HostPlace place = reservation.place();
    Kind kind = new Kind(place.protocol(), place.family());
    entries.computeIfPresent(
        kind,
        (_, byAddress) -> {
          byAddress.computeIfPresent(
              place.address(),
              (_, there) -> {
                there.remove(place.ports().first().number(), reservation);
                return there.isEmpty() ? null : there;
              });
          return byAddress.isEmpty() ? null : byAddress;
        });
  }
}
