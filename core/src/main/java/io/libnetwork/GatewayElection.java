package io.libnetwork;

import io.libnetwork.address.IpFamily;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which endpoint of a sandbox is its way out, for each address family by itself.
///
/// The order: larger priority first; internal networks last; then who has a way out in more
/// families; then by the network's name. A family's gateway is the first in this order that has a
/// way out in it, so the two families may have different ones.
final class GatewayElection {

  /// Who comes first is the way out, where he has one.
  static final Comparator<Candidate> ORDER =
      Comparator.comparingInt(Candidate::priority)
          .reversed()
          .thenComparing(Candidate::internal)
          .thenComparingInt(candidate -> -candidate.connectivity().size())
          .thenComparing(Candidate::network)
          .thenComparing(Candidate::endpoint);

  private GatewayElection() {}

  /// An endpoint that stands for election.
  ///
  /// @param connectivity the families in which it has a way out
  record Candidate(
      EndpointId endpoint,
      int priority,
      boolean internal,
      String network,
      Set<IpFamily> connectivity) {

    Candidate {
      connectivity = Set.copyOf(connectivity);
    }
  }

  /// The endpoints elected.
  ///
  /// @param byFamily who is the gateway of a family; a family without one has no way out
  record Result(Map<IpFamily, EndpointId> byFamily) {

    static final Result NONE = new Result(Map.of());

    Result {
      byFamily = Map.copyOf(byFamily);
    }

    /// The families an endpoint is the gateway of.
    Set<IpFamily> families(EndpointId endpoint) {
      Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
      byFamily.forEach((family, elected) -> {
        if (elected.equals(endpoint)) {
          families.add(family);
        }
      });
      return families;
    }

    /// The families in which the host's ports are an endpoint's to publish: those it is the gateway
    /// of, and one that nobody is the gateway of, if it is in the other.
    Set<IpFamily> publishes(EndpointId endpoint) {
      Set<IpFamily> families = families(endpoint);
      if (!families.isEmpty()) {
        EnumSet.allOf(IpFamily.class).stream()
            .filter(family -> !byFamily.containsKey(family))
            .forEach(families::add);
      }
      return families;
    }
  }

  static Result elect(Collection<Candidate> candidates) {
    List<Candidate> ordered = candidates.stream().sorted(ORDER).toList();
    Map<IpFamily, EndpointId> elected = new EnumMap<>(IpFamily.class);
    for (IpFamily family : IpFamily.values()) {
      ordered.stream()
          .filter(candidate -> candidate.connectivity().contains(family))
          .findFirst()
          .ifPresent(candidate -> elected.put(family, candidate.endpoint()));
    }
    return new Result(elected);
  }
}
