package io.libnetwork.dns.names;

import io.libnetwork.dns.zone.DomainName;
import io.libnetwork.dns.zone.Zone;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The zones of one network: at most one of each origin.
///
/// Safe for use by many threads. Who asks waits for nobody, and sees each zone as it was before a
/// change or after it.
public final class NetworkZones {

  private volatile Map<DomainName, Zone> zones = Map.of();

  /// Without any zone.
  public NetworkZones() {}

  /// Adds a zone, in place of the one of its origin.
  public synchronized void put(Zone zone) {
    Map<DomainName, Zone> more = new HashMap<>(zones);
    more.put(zone.origin(), zone);
    zones = Map.copyOf(more);
  }

  /// Takes the zone of an origin away, if there is one.
  public synchronized void remove(DomainName origin) {
    Map<DomainName, Zone> fewer = new HashMap<>(zones);
    fewer.remove(origin);
    zones = Map.copyOf(fewer);
  }

  /// The zone of an origin.
  public Optional<Zone> find(DomainName origin) {
    return Optional.ofNullable(zones.get(origin));
  }

  /// Every zone, in the order of their origins' texts.
  public List<Zone> all() {
    return zones.values().stream()
        .sorted(Comparator.comparing((Zone zone) -> zone.origin().toString()))
        .toList();
  }

  boolean isEmpty() {
    return zones.isEmpty();
  }

  /// Of the zones that a name is in, the one with the longest origin.
  Optional<Zone> covering(DomainName name) {
    Map<DomainName, Zone> now = zones;
    Optional<Zone> found = Optional.ofNullable(now.get(name));
    for (DomainName at = name; found.isEmpty() && at.labels() > 0; ) {
      at = at.parent();
      found = Optional.ofNullable(now.get(at));
    }
    return found;
  }
}
