package io.libnetwork;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// How it stands with a service's backends, and how many connections they have, at the moment of
/// asking. Nothing is counted while nobody asks, so of connections that have ended nothing is
/// known.
///
/// @param backends in the order in which they came
public record ServiceCounters(List<OfBackend> backends) {

  public ServiceCounters {
    backends = List.copyOf(backends);
  }

  /// How it stands with one.
  ///
  /// @param connections that were led to it and go on, by all ports of the service: of TCP those
  ///   that have not ended, of UDP those the kernel remembers, half a minute or two after the last
  ///   datagram. Empty where the service has no virtual addresses, so that nothing is led
  public record OfBackend(Backend backend, OptionalLong connections) {}

  /// How many backends are in each state.
  public Map<Backend.State, Integer> states() {
    Map<Backend.State, Integer> states = new EnumMap<>(Backend.State.class);
    for (Backend.State state : Backend.State.values()) {
      states.put(state, 0);
    }
    backends.forEach(each -> states.merge(each.backend().state(), 1, Integer::sum));
    return states;
  }

  /// The connections of all; empty where the service has no virtual addresses.
  public OptionalLong connections() {
    long sum = 0;
    for (OfBackend each : backends) {
      if (each.connections().isEmpty()) {
        return OptionalLong.empty();
      }
      sum += each.connections().getAsLong();
    }
    return OptionalLong.of(sum);
  }
}
