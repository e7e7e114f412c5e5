package io.libnetwork;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.spi.NetworkPool;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.store.Fields;
import io.libnetwork.store.RecordKey;
import io.libnetwork.store.StateRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is kept of a network: what it was asked to be, and the pools it was given.
///
/// @param driver the name of its driver
/// @param config with the driver's options as texts
/// @param pools empty where its kind has none
/// @param lease with what it goes, and since when that counts
record NetworkRecord(
    NetworkId id,
    String name,
    String driver,
    Instant created,
    NetworkConfig config,
    List<Pool> pools,
    Optional<LeaseTerms> lease) {

  static final String KIND = "network";

  /// A pool that the network has.
  ///
  /// @param token what its IPAM driver finds it again by
  record Pool(NetworkPool pool, String token) {

    private Fields fields() {
      Fields.Builder fields = Fields.builder().text("prefix", pool.prefix().toString());
      Stored.maybe(fields, "gateway", pool.gateway());
      Stored.map(fields, "auxiliary", pool.auxiliary());
      return fields.text("token", token).build();
    }

    private static Pool of(Fields fields) {
      return new Pool(
          new NetworkPool(
              Stored.parse(fields.text("prefix"), "prefix", IpPrefix::parse),
              Stored.maybe(fields, "gateway", InterfaceAddress::parse),
              Stored.map(fields, "auxiliary", IpAddress::parse)),
          fields.text("token"));
    }
  }

  NetworkRecord {
    pools = List.copyOf(pools);
  }

  static RecordKey key(NetworkId id) {
    return new RecordKey(KIND, id.value());
  }

  RecordKey key() {
    return key(id);
  }

  Fields fields() {
    Fields.Builder fields =
        Fields.builder().text("name", name).text("driver", driver).text("created", created + "");
    Stored.list(fields, "families", config.families().stream().map(Enum::name).sorted().toList());
    Stored.each(fields, "asked", config.pools(), NetworkRecord::asked);
    fields.text("ipam", config.ipamDriver());
    Stored.map(fields, "ipam-options", config.ipamOptions());
    Stored.flag(fields, "internal", config.internal());
    Stored.flag(fields, "without-names", !config.named());
    Stored.flag(fields, "config-only", config.configOnly());
    Stored.maybe(fields, "config-from", config.configFrom());
    Stored.map(fields, "labels", config.labels());
    Stored.map(fields, "options", config.driverLabels());
    Stored.flag(fields, "ephemeral", config.ephemeral());
    Stored.each(fields, "pools", pools, Pool::fields);
    Stored.maybe(fields, "lease", lease, LeaseTerms::fields);
    return fields.build();
  }

  static NetworkRecord of(Network network) {
    return new NetworkRecord(
        network.id(),
        network.name(),
        network.driver(),
        network.created(),
        network.configInTexts(),
        network.addresses().records(),
        network.leasehold().terms());
  }

  /// @throws NetworkException.InvalidParameter if the record does not say a network
  static NetworkRecord of(StateRecord stored) {
    Fields fields = stored.content();
    NetworkId id = Stored.parse(stored.key().id(), "network id", NetworkId::new);
    return new NetworkRecord(
        id,
        Names.require("network", fields.text("name")),
        fields.text("driver"),
        Stored.parse(fields.text("created"), "created", NetworkRecord::instant),
        config(id, fields),
        Stored.each(fields, "pools", Pool::of),
        Stored.maybeFields(fields, "lease", LeaseTerms::of));
  }

  private static NetworkConfig config(NetworkId id, Fields fields) {
    return new NetworkConfig(
        Optional.of(id),
        Set.copyOf(Stored.list(fields, "families", IpFamily::valueOf)),
        Stored.each(fields, "asked", NetworkRecord::asked),
        fields.text("ipam"),
        texts(fields, "ipam-options"),
        Stored.flag(fields, "internal"),
        !Stored.flag(fields, "without-names"),
        Stored.flag(fields, "config-only"),
        Stored.maybe(fields, "config-from", text -> text),
        texts(fields, "labels"),
        Optional.empty(),
        texts(fields, "options"),
        Stored.flag(fields, "ephemeral"),
        List.of(),
        List.of());
  }

  private static Map<String, String> texts(Fields fields, String name) {
    return Stored.map(fields, name, text -> text);
  }

  static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (java.time.format.DateTimeParseException malformed) {
      throw new IllegalArgumentException(malformed.getMessage(), malformed);
    }
  }

  private static Fields asked(NetworkOption.Pool pool) {
    Fields.Builder fields = Fields.builder().text("family", pool.family().name());
    switch (pool.choice()) {
      case PoolChoice.Exactly(IpPrefix prefix) -> fields.text("prefix", prefix.toString());
      case PoolChoice.AnyOfLength(int length) -> fields.whole("length", length);
      case PoolChoice.Any _ -> {} // said by neither of the two
    }
    Stored.maybe(fields, "range", pool.range());
    Stored.maybe(fields, "gateway", pool.gateway());
    Stored.map(fields, "auxiliary", pool.auxiliary());
    return fields.build();
  }

  private static NetworkOption.Pool asked(Fields fields) {
    return new NetworkOption.Pool(
        Stored.parse(fields.text("family"), "family", IpFamily::valueOf),
        choice(fields),
        Stored.maybe(fields, "range", IpPrefix::parse),
        Stored.maybe(fields, "gateway", IpAddress::parse),
        Stored.map(fields, "auxiliary", IpAddress::parse));
  }

  private static PoolChoice choice(Fields fields) {
    if (fields.find("prefix").isPresent()) {
      return new PoolChoice.Exactly(Stored.parse(fields.text("prefix"), "prefix", IpPrefix::parse));
    }
    return fields.find("length").isPresent()
        ? new PoolChoice.AnyOfLength(Math.toIntExact(fields.whole("length")))
        : new PoolChoice.Any();
  }
}
