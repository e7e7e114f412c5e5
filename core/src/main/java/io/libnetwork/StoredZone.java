package io.libnetwork;

import io.libnetwork.dns.zone.DomainName;
import io.libnetwork.dns.zone.Zone;
import io.libnetwork.dns.zone.ZoneFile;
import io.libnetwork.dns.zone.ZoneFileException;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateRecord;
import java.util.List;
import java.util.Locale;

/// What is kept of a network's zone: its records, as the lines of a master file.
record StoredZone(NetworkId network, Zone zone) {

  static final String KIND = "zone";

  /// Origins are unique in a network, whatever the case of their letters.
  static RecordKey key(NetworkId network, DomainName origin) {
    return new RecordKey(KIND, network.value() + "/" + origin.toString().toLowerCase(Locale.ROOT));
  }

  RecordKey key() {
    return key(network, zone.origin());
  }

  Fields fields() {
    Fields.Builder fields =
        Fields.builder().text("name", zone.origin().toString()).text("network", network.value());
    Stored.list(fields, "lines", ZoneFile.print(zone).lines().toList());
    return fields.build();
  }

  /// What is kept of the zone that a network has of an origin by then.
  static Ledger.Entry entry(Network network, DomainName origin) {
    return new Ledger.Entry(
        key(network.id(), origin),
        () ->
            network
                .zoned()
                .find(origin)
                .filter(_ -> !network.deleted())
                .map(zone -> new StoredZone(network.id(), zone).fields()));
  }

  /// @throws NetworkException.InvalidParameter if the record does not say a zone
  static StoredZone of(StateRecord stored) {
    Fields fields = stored.content();
    return new StoredZone(
        Stored.parse(fields.text("network"), "network", NetworkId::new),
        zone(fields.text("name"), Stored.list(fields, "lines", line -> line)));
  }

  private static Zone zone(String origin, List<String> lines) {
    DomainName name = Stored.parse(origin, "zone", DomainName::parse);
    try {
      return ZoneFile.parse(String.join("\n", lines), name);
    } catch (ZoneFileException damaged) {
      throw new NetworkException.InvalidParameter(
          "stored zone %s cannot be read: %s".formatted(name, damaged.getMessage()), damaged);
    }
  }

  /// Whether it is read as it is written: names in data may have octets that no master file takes.
  boolean readable() {
    try {
      return of(new StateRecord(key(), 1, 1, fields())).zone().equals(zone);
    } catch (NetworkException.InvalidParameter unreadable) {
      return false;
    }
  }
}
