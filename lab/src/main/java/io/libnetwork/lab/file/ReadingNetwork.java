package io.libnetwork.lab.file;

import io.libnetwork.NetworkOption;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.dns.zone.Zone;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.spi.PoolChoice;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a network.
final class ReadingNetwork {

  private static final String BRIDGE = "bridge";

  private ReadingNetwork() {}

  static Optional<LabNetwork> read(String name, Part part) {
    return part.fields(Keys.NETWORK).flatMap(fields -> read(name, fields));
  }

  private static Optional<LabNetwork> read(String name, Fields fields) {
    String driver = fields.text("driver").orElse(BRIDGE);
    boolean ipv4 = fields.truth("ipv4", true);
    boolean ipv6 = fields.truth("ipv6", false);
    boolean internal = fields.truth("internal", false);
    boolean named = fields.truth("named", true);
    List<NetworkOption.Pool> pools = fields.items("pools", ReadingNetwork::pool);
    Map<String, String> options = fields.texts("options");
    Map<String, String> labels = ReadingLabels.read(fields);
    List<Zone> zones = ReadingZones.read(fields.entries("records"));
    return fields
        .of()
        .made(() ->
            new LabNetwork(
                name, driver, ipv4, ipv6, internal, named, pools, options, labels, zones));
  }

  private static Optional<NetworkOption.Pool> pool(Part part) {
    return part.map()
        ? part.fields(Keys.POOL).flatMap(ReadingNetwork::pool)
        : part.parsed(IpPrefix::parse).flatMap(subnet -> part.made(() -> pool(subnet)));
  }

  private static NetworkOption.Pool pool(IpPrefix subnet) {
    return new NetworkOption.Pool(
        subnet.family(), PoolChoice.of(subnet), Optional.empty(), Optional.empty(), Map.of());
  }

  private static Optional<NetworkOption.Pool> pool(Fields fields) {
    Optional<IpPrefix> subnet =
        fields.require("subnet").flatMap(part -> part.parsed(IpPrefix::parse));
    Optional<IpPrefix> range = fields.parsed("range", IpPrefix::parse);
    Optional<IpAddress> gateway = fields.parsed("gateway", IpAddress::parse);
    Map<String, IpAddress> auxiliary =
        fields.parsedEntries("auxiliary", each -> each.parsed(IpAddress::parse));
    return subnet.flatMap(prefix ->
        fields
            .of()
            .made(() ->
                new NetworkOption.Pool(
                    prefix.family(), PoolChoice.of(prefix), range, gateway, auxiliary)));
  }
}
