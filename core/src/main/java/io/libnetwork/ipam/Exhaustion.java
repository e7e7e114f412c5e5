package io.libnetwork.ipam;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.spi.PoolRequest;
import java.util.List;
import java.util.stream.Collectors;

/// Why no pool could be chosen, told so that whoever reads it knows what to free.
final class Exhaustion {

  /// How many predefined pools a message explains.
  private static final int EXPLAINED = 16;

  /// How many obstacles of each kind it names for one of them.
  private static final int NAMED = 4;

  private Exhaustion() {}

  static NetworkException explain(
      PoolRequest request,
      List<PredefinedPool> predefined,
      PrefixTree<Subnet> subnets,
      PrefixTree<IpPrefix> blocked) {
    List<IpPrefix> bases =
        predefined.stream()
            .filter(pool -> pool.lengthFor(request.choice()).isPresent())
            .map(PredefinedPool::base)
            .toList();
    if (bases.isEmpty()) {
      return new NetworkException.InvalidParameter(
          "%s has no predefined %s pool%s to choose for %s: name a subnet, or add one to the"
                  .formatted(
                      request.space(), request.family(), size(request.choice()), request.holder())
              + " driver's predefined pools");
    }
    String reasons =
        bases.stream()
            .limit(EXPLAINED)
            .map(base -> explain(base, subnets, blocked))
            .collect(Collectors.joining("; "));
    return new NetworkException.Unavailable(
        "all predefined address pools have been fully subnetted: no %s pool%s of %s is free for %s"
                .formatted(
                    request.family(), size(request.choice()), request.space(), request.holder())
            + " ("
            + reasons
            + "); remove a network, name a subnet, or add to the driver's predefined pools");
  }

  private static String size(PoolChoice choice) {
    return choice instanceof PoolChoice.AnyOfLength(int length) ? " of length " + length : "";
  }

  private static String explain(
      IpPrefix base, PrefixTree<Subnet> subnets, PrefixTree<IpPrefix> blocked) {
    String held = name(subnets.overlapping(base, NAMED + 1), "held as ");
    String excluded = name(blocked.overlapping(base, NAMED + 1), "excluded by ");
    String separator = held.isEmpty() || excluded.isEmpty() ? "" : ", ";
    return base + " is " + held + separator + excluded;
  }

  private static String name(List<?> obstacles, String how) {
    if (obstacles.isEmpty()) {
      return "";
    }
    String named =
        obstacles.stream().limit(NAMED).map(Object::toString).collect(Collectors.joining(", "));
    return how + named + (obstacles.size() > NAMED ? " and more" : "");
  }
}
