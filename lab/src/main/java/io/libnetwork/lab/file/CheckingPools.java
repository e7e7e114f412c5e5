package io.libnetwork.lab.file;

import io.libnetwork.NetworkOption;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.lab.Lab;
import io.libnetwork.lab.LabNetwork;
import io.libnetwork.spi.PoolChoice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Pools that overlap, or whose parts are not in them, and families without any.
final class CheckingPools {

  private CheckingPools() {}

  private record Placed(String network, IpPrefix prefix, String path) {}

  static void check(Lab lab, Findings findings) {
    List<Placed> placed = new ArrayList<>();
    for (LabNetwork network : lab.networks()) {
      families(network, findings);
      for (int i = 0; i < network.pools().size(); i++) {
        NetworkOption.Pool pool = network.pools().get(i);
        String path = "networks.%s.pools.%d".formatted(network.name(), i);
        family(network, pool, path, findings);
        exact(pool)
            .ifPresent(prefix -> {
              placed.add(new Placed(network.name(), prefix, path));
              parts(pool, prefix, path, findings);
            });
      }
    }
    overlaps(placed, findings);
  }

  /// The prefix that a pool asks for, where it leaves no choice.
  static Optional<IpPrefix> exact(NetworkOption.Pool pool) {
    return pool.choice() instanceof PoolChoice.Exactly(IpPrefix prefix)
        ? Optional.of(prefix)
        : Optional.empty();
  }

  static boolean has(LabNetwork network, IpFamily family) {
    return switch (family) {
      case V4 -> network.ipv4();
      case V6 -> network.ipv6();
    };
  }

  private static void families(LabNetwork network, Findings findings) {
    if (!network.ipv4() && !network.ipv6()) {
      findings.add(
          "networks." + network.name(),
          "network %s has neither IPv4 nor IPv6: expected one".formatted(network.name()));
    }
  }

  private static void family(
      LabNetwork network, NetworkOption.Pool pool, String path, Findings findings) {
    if (!has(network, pool.family())) {
      findings.add(
          path,
          "a pool of %s, which network %s has not: expected `%s: true`"
              .formatted(pool.family(), network.name(), key(pool.family())));
    }
  }

  /// By which a network gets a family.
  static String key(IpFamily family) {
    return switch (family) {
      case V4 -> "ipv4";
      case V6 -> "ipv6";
    };
  }

  private static void parts(
      NetworkOption.Pool pool, IpPrefix prefix, String path, Findings findings) {
    pool.range()
        .filter(range -> !prefix.contains(range))
        .ifPresent(range -> findings.add(path + ".range", outside("range " + range, prefix)));
    pool.gateway()
        .ifPresent(gateway -> inside("gateway", gateway, prefix, path + ".gateway", findings));
    pool.auxiliary()
        .forEach((name, address) ->
            inside("address", address, prefix, path + ".auxiliary." + name, findings));
  }

  private static void inside(
      String what, IpAddress address, IpPrefix prefix, String path, Findings findings) {
    if (!prefix.contains(address)) {
      findings.add(path, outside(what + " " + address, prefix));
    }
  }

  private static String outside(String what, IpPrefix prefix) {
    return "%s is not in pool %s: expected one that is".formatted(what, prefix);
  }

  /// Of two prefixes that overlap one contains the other, and comes before it.
  private static void overlaps(List<Placed> placed, Findings findings) {
    placed.sort(Comparator.comparing(Placed::prefix));
    Optional<Placed> around = Optional.empty();
    for (Placed each : placed) {
      if (around.filter(before -> before.prefix().overlaps(each.prefix())).isPresent()) {
        findings.add(
            each.path(),
            "pool %s of network %s overlaps %s of network %s"
                .formatted(
                    each.prefix(), each.network(), around.get().prefix(), around.get().network()));
      } else {
        around = Optional.of(each);
      }
    }
  }
}
