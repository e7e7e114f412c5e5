package io.libnetwork.drivers.publish;

import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.ports.PortLease;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One request of an endpoint, and what it has of the host for it: one lease for each family at
/// most. Equal to itself alone, because the same may be asked for twice.
final class Published {

  private final PublishedPort request;
  private final Map<IpFamily, PortLease> leases = new EnumMap<>(IpFamily.class);

  Published(PublishedPort request) {
    this.request = request;
  }

  /// A lease, and for what it is.
  record Taken(Published by, PortLease lease) {

    void begin() {
      by.leases.put(lease.family(), lease);
    }

    void end() {
      by.leases.remove(lease.family(), lease);
    }
  }

  PublishedPort request() {
    return request;
  }

  Collection<PortLease> leases() {
    return leases.values();
  }

  /// In a family of these there may be something to take for it.
  ///
  /// @param usual where ports are published whose request does not say; everywhere when empty
  boolean within(Set<IpFamily> families, List<IpAddress> usual) {
    List<IpAddress> at = request.hostAddress().map(List::of).orElse(usual);
    return !families.isEmpty()
        && (at.isEmpty() || at.stream().anyMatch(host -> families.contains(host.family())));
  }
}
