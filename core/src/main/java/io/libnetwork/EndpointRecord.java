package io.libnetwork;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.EndpointDriverOptions;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is kept of an endpoint: what it was asked to be, its addresses, and where it is.
///
/// @param config as it is now: with the ports it publishes and the limits it has by now, and
///   without the driver's record
/// @param options the driver's options, as texts
/// @param place the sandbox that has joined
/// @param ports what it has of the host for what it publishes
/// @param state what its driver finds it again by
record EndpointRecord(
    EndpointId id,
    String name,
    NetworkId network,
    EndpointConfig config,
    Map<String, String> options,
    EndpointAddresses addresses,
    Optional<Place> place,
    List<PortBinding> ports,
    Map<String, String> state) {

  static final String KIND = "endpoint";

  /// Where an endpoint is.
  ///
  /// @param order of the endpoints of one sandbox, in which they joined
  record Place(SandboxId sandbox, Optional<InterfaceName> interfaceName, long order) {

    private Fields fields() {
      Fields.Builder fields = Fields.builder().text("sandbox", sandbox.value());
      Stored.maybe(fields, "interface", interfaceName.map(InterfaceName::value));
      return fields.whole("order", order).build();
    }

    private static Place of(Fields fields) {
      return new Place(
          Stored.parse(fields.text("sandbox"), "sandbox", SandboxId::new),
          Stored.maybe(fields, "interface", InterfaceName::new),
          fields.whole("order"));
    }
  }

  EndpointRecord {
    options = Map.copyOf(options);
    ports = List.copyOf(ports);
    state = Map.copyOf(state);
  }

  static RecordKey key(EndpointId id) {
    return new RecordKey(KIND, id.value());
  }

  RecordKey key() {
    return key(id);
  }

  Fields fields() {
    Fields.Builder fields = Fields.builder().text("name", name).text("network", network.value());
    Stored.list(fields, "addresses", addresses.all());
    Stored.list(fields, "held", addresses.held());
    Stored.maybe(fields, "mac", addresses.mac());
    Stored.maybe(fields, "place", place, Place::fields);
    Stored.each(fields, "bindings", ports, StoredPorts::fields);
    EndpointConfigFields.write(fields, config);
    Stored.map(fields, "options", options);
    Stored.map(fields, "state", state);
    return fields.build();
  }

  static EndpointRecord of(Endpoint endpoint) {
    return new EndpointRecord(
        endpoint.id(),
        endpoint.name(),
        endpoint.network().id(),
        endpoint.configNow(),
        endpoint.optionTexts(),
        endpoint.addressesHeld(),
        endpoint.recordedPlace(),
        endpoint.bindings(),
        endpoint.driverEndpoint().state());
  }

  /// The same with the driver's own options.
  EndpointRecord with(Optional<EndpointDriverOptions> driverOptions) {
    return new EndpointRecord(
        id, name, network, config.with(driverOptions), options, addresses, place, ports, state);
  }

  static Place place(Endpoint.Joined joined) {
    return new Place(joined.sandbox().id(), joined.interfaceName(), joined.order());
  }

  /// @throws NetworkException.InvalidParameter if the record does not say an endpoint
  static EndpointRecord of(StateRecord stored) {
    Fields fields = stored.content();
    return new EndpointRecord(
        Stored.parse(stored.key().id(), "endpoint id", EndpointId::new),
        Names.require("endpoint", fields.text("name")),
        Stored.parse(fields.text("network"), "network", NetworkId::new),
        EndpointConfigFields.read(fields),
        Stored.map(fields, "options", text -> text),
        new EndpointAddresses(
            Stored.list(fields, "addresses", InterfaceAddress::parse),
            Stored.list(fields, "held", IpAddress::parse),
            Stored.maybe(fields, "mac", MacAddress::parse)),
        Stored.maybeFields(fields, "place", Place::of),
        Stored.each(fields, "bindings", StoredPorts::binding),
        Stored.map(fields, "state", text -> text));
  }
}
