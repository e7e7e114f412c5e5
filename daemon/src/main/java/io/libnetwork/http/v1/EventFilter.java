package io.libnetwork.http.v1;

import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.http.Call;
import io.libnetwork.wire.v1.EventResource;
import io.libnetwork.wire.v1.EventResource.DifferenceResource;
import io.libnetwork.wire.v1.EventResource.NamedResource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which events are asked for.
///
/// @param kinds these alone; all when empty
/// @param networks ids and names of networks, of these alone; of all, and of none, when empty
record EventFilter(Set<String> kinds, Set<String> networks) {

  static final String KIND = "kind";
  static final String NETWORK = "network";

  EventFilter {
    kinds = Set.copyOf(kinds);
    networks = Set.copyOf(networks);
  }

  /// @throws NetworkException.InvalidParameter when there is no such kind
  static EventFilter of(Call call, References references) {
    List<String> known = EventResources.kinds();
    List<String> kinds = Values.all(call, KIND);
    for (String kind : kinds) {
      if (!known.contains(kind)) {
        throw new NetworkException.InvalidParameter(
            "invalid kind '%s': expected one of %s".formatted(kind, String.join(", ", known)));
      }
    }
    Set<String> networks = new HashSet<>();
    for (String text : Values.all(call, NETWORK)) {
      networks.add(text);
      references.findNetwork(text).map(Network::id).ifPresent(id -> networks.add(id.value()));
    }
    return new EventFilter(Set.copyOf(kinds), networks);
  }

  /// Whether an event is asked for. That something was missed everybody has to know.
  boolean passes(EventResource event) {
    return event.kind().equals(EventResources.MISSED)
        || ((kinds.isEmpty() || kinds.contains(event.kind()))
            && (networks.isEmpty() || concerns(event)));
  }

  private boolean concerns(EventResource event) {
    NamedResource network = event.network();
    if (network != null) {
      String name = network.name();
      return networks.contains(network.id()) || (name != null && networks.contains(name));
    }
    DifferenceResource difference = event.difference();
    String whose = difference == null ? null : difference.network();
    return whose != null && networks.contains(whose);
  }
}
