package io.libnetwork;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateRecord;
import java.util.List;

/// What is kept of a reservation.
///
/// @param ports what its endpoint has published last
record ReservationRecord(
    NetworkId network, String name, EndpointAddresses addresses, List<PortBinding> ports) {

  static final String KIND = "reservation";

  ReservationRecord {
    ports = List.copyOf(ports);
  }

  /// Names are unique in a network.
  static RecordKey key(NetworkId network, String name) {
    return new RecordKey(KIND, network.value() + "/" + name);
  }

  RecordKey key() {
    return key(network, name);
  }

  Fields fields() {
    Fields.Builder fields = Fields.builder().text("name", name).text("network", network.value());
    Stored.list(fields, "addresses", addresses.all());
    Stored.list(fields, "held", addresses.held());
    Stored.maybe(fields, "mac", addresses.mac());
    Stored.each(fields, "bindings", ports, StoredPorts::fields);
    return fields.build();
  }

  static ReservationRecord of(Reservation reservation) {
    return new ReservationRecord(
        reservation.network().id(),
        reservation.name(),
        reservation.addressesHeld(),
        reservation.ports());
  }

  /// @throws NetworkException.InvalidParameter if the record does not say a reservation
  static ReservationRecord of(StateRecord stored) {
    Fields fields = stored.content();
    return new ReservationRecord(
        Stored.parse(fields.text("network"), "network", NetworkId::new),
        Names.require("reservation", fields.text("name")),
        new EndpointAddresses(
            Stored.list(fields, "addresses", InterfaceAddress::parse),
            Stored.list(fields, "held", IpAddress::parse),
            Stored.maybe(fields, "mac", MacAddress::parse)),
        Stored.each(fields, "bindings", StoredPorts::binding));
  }
}
