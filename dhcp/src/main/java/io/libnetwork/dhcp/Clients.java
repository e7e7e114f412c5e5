package io.libnetwork.dhcp;

import io.libnetwork.dhcp.client.LeaseClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The clients of a segment, by what a server's message says whom it is for. For the loop's thread.
///
/// @param <K> what it says
/// @param <C> clients of one family
final class Clients<K, C extends LeaseClient> {

  private final Function<C, K> key;
  private final Map<K, List<C>> clients = new HashMap<>();

  Clients(Function<C, K> key) {
    this.key = key;
  }

  void add(C client) {
    clients.computeIfAbsent(key.apply(client), _ -> new ArrayList<>()).add(client);
  }

  void remove(C client) {
    clients.computeIfPresent(
        key.apply(client),
        (_, some) -> {
          some.remove(client);
          return some.isEmpty() ? null : some;
        });
  }

  /// Those that a message is for: a list of its own, since they may come and go by it.
  List<C> of(K meant) {
    return List.copyOf(clients.getOrDefault(meant, List.of()));
  }

  /// All of them: a list of its own.
  List<C> all() {
    return clients.values().stream().flatMap(List::stream).toList();
  }
}
