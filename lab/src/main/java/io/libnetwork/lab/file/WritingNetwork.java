package io.libnetwork.lab.file;

import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.UInt128;
import io.libnetwork.dns.zone.Zone;
import io.libnetwork.dns.zone.ZoneFile;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.spi.PoolChoice;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.Node;

/// Writes a network.
final class WritingNetwork {

  private WritingNetwork() {}

  static Node node(LabNetwork network) {
    LabNetwork usual = LabNetwork.of(network.name());
    YamlMap zones = new YamlMap();
    network.zones().forEach(zone -> zones.put(origin(zone), YamlNodes.lines(records(zone))));
    return new YamlMap()
        .text("driver", Optional.of(network.driver()).filter(name -> !name.equals(usual.driver())))
        .truth("ipv4", network.ipv4(), usual.ipv4())
        .truth("ipv6", network.ipv6(), usual.ipv6())
        .truth("internal", network.internal(), usual.internal())
        .truth("named", network.named(), usual.named())
        .list("pools", network.pools(), WritingNetwork::pool)
        .texts("options", network.options())
        .texts("labels", network.labels())
        .map("records", zones)
        .block();
  }

  private static Node pool(NetworkOption.Pool pool) {
    String subnet = subnet(pool).toString();
    boolean only = pool.range().isEmpty() && pool.gateway().isEmpty() && pool.auxiliary().isEmpty();
    return only
        ? YamlNodes.quoted(subnet)
        : new YamlMap()
            .put("subnet", YamlNodes.quoted(subnet))
            .text("range", pool.range().map(IpPrefix::toString))
            .text("gateway", pool.gateway().map(IpAddress::toString))
            .texts("auxiliary", new TreeMap<>(pool.auxiliary()))
            .block();
  }

  /// The prefix by which [PoolChoice#of] makes the choice.
  private static IpPrefix subnet(NetworkOption.Pool pool) {
    return switch (pool.choice()) {
      case PoolChoice.Exactly(IpPrefix prefix) when prefix.network().unspecified() ->
          throw new NetworkException.InvalidParameter(
              "pool %s cannot be written: in a file it asks for any other of its length"
                  .formatted(prefix));
      case PoolChoice.Exactly(IpPrefix prefix) -> prefix;
      case PoolChoice.AnyOfLength(int length) -> any(pool.family(), length);
      case PoolChoice.Any() -> any(pool.family(), 0);
    };
  }

  private static IpPrefix any(IpFamily family, int length) {
    return new IpPrefix(IpAddress.of(family, UInt128.ZERO), length);
  }

  private static String origin(Zone zone) {
    String name = zone.origin().toString();
    return name.length() > 1 ? name.substring(0, name.length() - 1) : name;
  }

  /// Every name is whole, so no `$ORIGIN` is needed. Tabs are between columns only.
  private static String records(Zone zone) {
    String text = ZoneFile.print(zone);
    return text.substring(text.indexOf('\n') + 1).replace('\t', ' ');
  }
}
