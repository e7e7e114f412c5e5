package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.spi.ServiceSpec;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateRecord;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is kept of a service, without its backends.
///
/// @param addresses the virtual ones
/// @param bindings what it has of the host for what it publishes
record ServiceRecord(
    NetworkId network,
    String name,
    ServiceConfig config,
    List<IpAddress> addresses,
    List<PortBinding> bindings) {

  static final String KIND = "service";

  private static final String RANDOM = "random";
  private static final String SOURCE_HASH = "source-hash";

  ServiceRecord {
    addresses = List.copyOf(addresses);
    bindings = List.copyOf(bindings);
  }

  /// Names are unique in a network.
  static RecordKey key(NetworkId network, String name) {
    return new RecordKey(KIND, network.value() + "/" + name);
  }

  Fields fields() {
    Fields.Builder fields = Fields.builder().text("name", name).text("network", network.value());
    Stored.list(fields, "addresses", addresses);
    Stored.list(fields, "ports", config.ports());
    Stored.maybe(fields, "balancing", config.balancing().map(ServiceRecord::text));
    Stored.list(fields, "aliases", config.aliases());
    Stored.list(fields, "publish", config.published());
    Stored.each(fields, "bindings", bindings, StoredPorts::fields);
    Stored.maybe(fields, "check", config.check(), ServiceRecord::fields);
    return fields.build();
  }

  private static Fields fields(HealthCheck check) {
    Fields.Builder fields = Fields.builder().text("port", check.port().toString());
    Stored.maybe(fields, "path", check.path());
    return fields
        .text("interval", check.interval().toString())
        .text("timeout", check.timeout().toString())
        .whole("failures", check.failures())
        .whole("successes", check.successes())
        .build();
  }

  private static HealthCheck check(Fields fields) {
    return new HealthCheck(
        Stored.parse(fields.text("port"), "port", Port::parse),
        Stored.maybe(fields, "path", text -> text),
        Stored.parse(fields.text("interval"), "interval", Duration::parse),
        Stored.parse(fields.text("timeout"), "timeout", Duration::parse),
        (int) fields.whole("failures"),
        (int) fields.whole("successes"));
  }

  static ServiceRecord of(Service service) {
    return new ServiceRecord(
        service.network().id(),
        service.name(),
        service.config(),
        service.addresses(),
        service.bindings());
  }

  /// @throws NetworkException.InvalidParameter if the record does not say a service
  static ServiceRecord of(StateRecord stored) {
    Fields fields = stored.content();
    List<IpAddress> addresses = Stored.list(fields, "addresses", IpAddress::parse);
    Map<IpFamily, IpAddress> chosen = new EnumMap<>(IpFamily.class);
    addresses.forEach(address -> chosen.put(address.family(), address));
    return new ServiceRecord(
        Stored.parse(fields.text("network"), "network", NetworkId::new),
        ServiceNames.require("service", fields.text("name")),
        new ServiceConfig(
            Stored.list(fields, "ports", ServicePort::parse),
            Stored.maybe(fields, "balancing", ServiceRecord::balancing),
            Stored.list(fields, "aliases", name -> ServiceNames.require("alias", name)),
            chosen,
            Stored.list(fields, "publish", PublishedPort::parse),
            Stored.maybeFields(fields, "check", ServiceRecord::check)),
        addresses,
        Stored.each(fields, "bindings", StoredPorts::binding));
  }

  /// What its driver is told; nothing where it has no virtual addresses.
  Optional<ServiceSpec> spec() {
    return config
        .balancing()
        .map(balancing ->
            new ServiceSpec(name, addresses, config.ports(), config.published(), balancing));
  }

  private static String text(Balancing balancing) {
    return switch (balancing) {
      case Balancing.Random() -> RANDOM;
      case Balancing.SourceHash() -> SOURCE_HASH;
      case Balancing.Sticky(Duration time) -> time.toString();
    };
  }

  private static Balancing balancing(String text) {
    return switch (text) {
      case RANDOM -> Balancing.RANDOM;
      case SOURCE_HASH -> Balancing.SOURCE_HASH;
      default -> new Balancing.Sticky(Duration.parse(text));
    };
  }
}
