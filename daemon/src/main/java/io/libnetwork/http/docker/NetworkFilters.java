package io.libnetwork.http.docker;

import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.http.Query;
import java.util.Set;
import java.util.function.Predicate;

/// Which networks a list is narrowed to.
final class NetworkFilters implements Predicate<Network> {

  private static final Set<String> KEYS =
      Set.of("dangling", "driver", "id", "label", "name", "scope", "type");

  private final Filters filters;

  private NetworkFilters(Filters filters) {
    this.filters = filters;
  }

  /// @throws NetworkException.InvalidParameter if there is a key or a value that means nothing
  static NetworkFilters of(Query query) {
    Filters filters = Filters.of(query, KEYS);
    for (String type : filters.get("type")) {
      if (!type.equals("custom") && !type.equals("builtin")) {
        throw new NetworkException.InvalidParameter("invalid filter: 'type'='%s'".formatted(type));
      }
    }
    var _ = filters.flag("dangling");
    return new NetworkFilters(filters);
  }

  @Override
  public boolean test(Network network) {
    return filters.any("driver", NetworkDescription.driver(network)::equals)
        && filters.pattern("id", network.id().value())
        && filters.pattern("name", network.name())
        && filters.any("scope", "local"::equals)
        && filters.any("type", type -> type.equals("builtin") == Predefined.is(network))
        && filters.labels(key -> DockerWords.theirs(network.labels(), key))
        && filters.flag("dangling").map(wanted -> wanted == dangling(network)).orElse(true);
  }

  /// Nobody is on it, and somebody made it.
  static boolean dangling(Network network) {
    return !Predefined.is(network) && network.endpoints().isEmpty();
  }
}
