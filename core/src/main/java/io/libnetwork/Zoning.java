package io.libnetwork;

import io.libnetwork.dns.zone.DomainName;
import io.libnetwork.dns.zone.Zone;
import io.libnetwork.dns.zone.ZoneFile;
import io.libnetwork.dns.zone.ZoneFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Giving networks zones, and taking them away; under the network's lock.
final class Zoning {

  private static final int MOST_ZONES = 64;
  private static final int MOST_RECORDS = 16_384;

  private final ControllerCore core;

  Zoning(ControllerCore core) {
    this.core = core;
  }

  /// Reads an origin.
  ///
  /// @throws NetworkException.InvalidParameter when it is no name, or a wildcard
  static DomainName origin(String text) {
    DomainName origin = Texts.parse("origin of a zone", text, DomainName::parse);
    if (origin.wildcard()) {
      throw new NetworkException.InvalidParameter(
          "invalid origin of a zone %s: expected a name that is no wildcard"
              .formatted(Names.quoted(text)));
    }
    return origin;
  }

  /// Reads a zone's file.
  ///
  /// @throws NetworkException.InvalidParameter when there are mistakes, each with its line and
  ///   column
  static Zone read(String origin, String text) {
    DomainName name = origin(origin);
    try {
      return ZoneFile.parse(text, name);
    } catch (ZoneFileException wrong) {
      String mistakes =
          wrong.mistakes().stream()
              .map(ZoneFileException.Mistake::toString)
              .collect(Collectors.joining("; "));
      throw new NetworkException.InvalidParameter(
          "zone %s is refused whole, at line:column %s".formatted(name, mistakes), wrong);
    }
  }

  static NetworkException ofTemplate(String network, DomainName origin) {
    return new NetworkException.Forbidden(
        "%s is a template (ConfigOnly), which has no containers and no zone %s"
            .formatted(network, origin));
  }

  /// Requires that a network can have these and no others.
  static void requireFitting(String network, Collection<Zone> zones) {
    Set<DomainName> origins = new HashSet<>();
    int records = 0;
    for (Zone zone : zones) {
      if (!origins.add(zone.origin())) {
        throw new NetworkException.InvalidParameter(
            "network %s has one zone of an origin, and two of %s were given"
                .formatted(network, zone.origin()));
      }
      requireReadable(zone);
      records += zone.records().size();
    }
    requireRoom(network, origins.size(), records);
  }

  private static void requireReadable(Zone zone) {
    NetworkId any = new NetworkId("0".repeat(64));
    if (!new StoredZone(any, zone).readable()) {
      throw new NetworkException.InvalidParameter(
          "%s has names that no master file can say: expected labels of letters, digits, \"-\" or \"_\""
              .formatted(zone));
    }
  }

  private static void requireRoom(String network, int zones, int records) {
    if (zones > MOST_ZONES) {
      throw new NetworkException.InvalidParameter(
          "network %s would have %d zones: expected %d at most"
              .formatted(network, zones, MOST_ZONES));
    }
    if (records > MOST_RECORDS) {
      throw new NetworkException.InvalidParameter(
          "network %s would have %d records in its zones: expected %d at most"
              .formatted(network, records, MOST_RECORDS));
    }
  }

  void put(Network network, Zone zone) {
    requireReadable(zone);
    change(network, zone.origin(), Optional.of(zone));
  }

  void remove(Network network, DomainName origin) {
    if (!network.deleted()) {
      change(network, origin, Optional.empty());
    }
  }

  private void change(Network network, DomainName origin, Optional<Zone> wanted) {
    Optional<Zone> before =
        Locks.holding(network.lock(), () -> changeLocked(network, origin, wanted));
    try {
      core.ledger().commit(StoredZone.entry(network, origin));
    } catch (RuntimeException failure) {
      Undo undo = new Undo();
      undo.with(() -> Locks.run(network.lock(), () -> takeBack(network, origin, wanted, before)));
      throw undo.all(failure);
    }
    if (!before.equals(wanted)) {
      core.events()
          .publish(
              revision -> new Event.NetworkZoneChanged(revision, network.id(), origin.toString()));
    }
  }

  private static Optional<Zone> changeLocked(
      Network network, DomainName origin, Optional<Zone> wanted) {
    Optional<Zone> before = network.zoned().find(origin);
    if (wanted.isPresent()) {
      network.requireAlive();
      requireRoom(network, origin, wanted.get());
    }
    set(network, origin, wanted);
    return before;
  }

  private static void requireRoom(Network network, DomainName origin, Zone wanted) {
    if (network.configOnly()) {
      throw ofTemplate(network.toString(), origin);
    }
    List<Zone> zones = new ArrayList<>(network.zones());
    zones.removeIf(zone -> zone.origin().equals(origin));
    zones.add(wanted);
    int records = zones.stream().mapToInt(zone -> zone.records().size()).sum();
    requireRoom(network.name(), zones.size(), records);
  }

  private static void set(Network network, DomainName origin, Optional<Zone> wanted) {
    wanted.ifPresentOrElse(network.zoned()::put, () -> network.zoned().remove(origin));
  }

  /// Unless somebody has changed it again.
  private static void takeBack(
      Network network, DomainName origin, Optional<Zone> wanted, Optional<Zone> before) {
    if (network.zoned().find(origin).equals(wanted)) {
      set(network, origin, before);
    }
  }
}
