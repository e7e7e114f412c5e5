package io.libnetwork;

import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateRecord;
import java.time.Instant;
import java.util.Optional;

/// What is kept of a service's backend.
///
/// @param drains until when it keeps its connections, where it is about to go
/// @param number in which order the backends came
record BackendRecord(
    NetworkId network,
    String service,
    EndpointId endpoint,
    int weight,
    boolean healthy,
    Optional<Instant> drains,
    long number) {

  static final String KIND = "backend";

  static RecordKey key(NetworkId network, String service, EndpointId endpoint) {
    return new RecordKey(KIND, network.value() + "/" + service + "/" + endpoint.value());
  }

  Fields fields() {
    Fields.Builder fields =
        Fields.builder()
            .text("network", network.value())
            .text("service", service)
            .text("endpoint", endpoint.value())
            .whole("weight", weight);
    Stored.flag(fields, "unhealthy", !healthy);
    Stored.maybe(fields, "drains", drains);
    return fields.whole("number", number).build();
  }

  static BackendRecord of(Service service, Backend backend) {
    return new BackendRecord(
        service.network().id(),
        service.name(),
        backend.endpoint().id(),
        backend.weight(),
        backend.healthy(),
        backend.drains(),
        backend.number());
  }

  /// @throws NetworkException.InvalidParameter if the record does not say a backend
  static BackendRecord of(StateRecord stored) {
    Fields fields = stored.content();
    return new BackendRecord(
        Stored.parse(fields.text("network"), "network", NetworkId::new),
        ServiceNames.require("service", fields.text("service")),
        Stored.parse(fields.text("endpoint"), "endpoint", EndpointId::new),
        (int) fields.whole("weight"),
        !Stored.flag(fields, "unhealthy"),
        Stored.maybe(fields, "drains", Instant::parse),
        fields.whole("number"));
  }
}
