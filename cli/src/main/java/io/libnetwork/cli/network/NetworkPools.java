package io.libnetwork.cli.network;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.cli.session.BodyBuilder;
import io.libnetwork.cli.session.Pairs;
import io.libnetwork.wire.JsonArray;
import io.libnetwork.wire.JsonObject;
import io.libnetwork.wire.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which subnet the ranges, gateways and further addresses that were typed belong to.
///
/// Each belongs to the subnet that contains it, as with `docker network create`.
final class NetworkPools {

  private static final class Pool {
    private final IpPrefix subnet;
    private String range = "";
    private String gateway = "";
    private final Map<String, String> auxiliary = new LinkedHashMap<>();

    Pool(IpPrefix subnet) {
      this.subnet = subnet;
    }
  }

  private final List<Pool> pools = new ArrayList<>();

  /// @throws IllegalArgumentException if a text is no address or prefix, belongs to no subnet, or
  ///   is the second of its kind there, or two subnets overlap
  NetworkPools(
      List<String> subnets, List<String> ranges, List<String> gateways, List<String> auxiliary) {
    for (String subnet : subnets) {
      add(IpPrefix.parse(subnet));
    }
    for (String range : ranges) {
      IpPrefix prefix = prefix(range);
      Pool pool = of("--ip-range", range, prefix.network());
      requireFirst("--ip-range", range, pool.range, pool);
      pool.range = range;
    }
    for (String gateway : gateways) {
      Pool pool = of("--gateway", gateway, IpAddress.parse(gateway));
      requireFirst("--gateway", gateway, pool.gateway, pool);
      pool.gateway = gateway;
    }
    Pairs.of("--aux-address", auxiliary, true)
        .forEach((name, address) ->
            of("--aux-address", address, IpAddress.parse(address)).auxiliary.put(name, address));
  }

  /// Docker takes a range whose address has host bits for the range it is in.
  private static IpPrefix prefix(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "invalid --ip-range '%s': expected a prefix, as in 10.1.0.128/25".formatted(text));
    }
    return IpPrefix.containing(
        IpAddress.parse(text.substring(0, slash)), length(text, text.substring(slash + 1)));
  }

  private static int length(String text, String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "invalid --ip-range '%s': '%s' is no length".formatted(text, digits), wrong);
    }
  }

  private void add(IpPrefix subnet) {
    for (Pool other : pools) {
      if (other.subnet.overlaps(subnet)) {
        throw new IllegalArgumentException(
            "the subnets %s and %s overlap".formatted(other.subnet, subnet));
      }
    }
    pools.add(new Pool(subnet));
  }

  private Pool of(String option, String text, IpAddress address) {
    for (Pool pool : pools) {
      if (pool.subnet.contains(address)) {
        return pool;
      }
    }
    throw new IllegalArgumentException(
        pools.isEmpty()
            ? "%s '%s' belongs to no subnet: give one with --subnet".formatted(option, text)
            : "%s '%s' is in none of the subnets given".formatted(option, text));
  }

  private static void requireFirst(String option, String text, String before, Pool pool) {
    if (!before.isEmpty()) {
      throw new IllegalArgumentException(
          "%s '%s' is the second in subnet %s, which has %s"
              .formatted(option, text, pool.subnet, before));
    }
  }

  /// As the Engine API has them.
  JsonArray docker() {
    List<JsonValue> all = new ArrayList<>();
    for (Pool pool : pools) {
      all.add(body(pool, "Subnet", "IPRange", "Gateway", "AuxiliaryAddresses"));
    }
    return new JsonArray(all);
  }

  /// As our own API has them.
  JsonArray own() {
    List<JsonValue> all = new ArrayList<>();
    for (Pool pool : pools) {
      all.add(body(pool, "prefix", "range", "gateway", "auxiliary"));
    }
    return new JsonArray(all);
  }

  private static JsonObject body(
      Pool pool, String subnet, String range, String gateway, String auxiliary) {
    return new BodyBuilder()
        .text(subnet, pool.subnet.toString())
        .text(range, pool.range.isEmpty() ? null : pool.range)
        .text(gateway, pool.gateway.isEmpty() ? null : pool.gateway)
        .object(auxiliary, JsonObject.ofTexts(pool.auxiliary))
        .build();
  }
}
