package io.libnetwork.drivers.bridge;

import io.libnetwork.NetworkException;
import io.libnetwork.drivers.firewall.NetworkElements;
import io.libnetwork.drivers.neighbour.Admission;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.spi.Removal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/// The bridges of one network: the first, which has the number 0 and the network's addresses, and
/// those that are made beside it when it is full, each with one link to it. A further bridge goes
/// with its last endpoint.
///
/// Changed under the network's lock, and read without it by who only looks.
final class Shards {

  /// How many endpoints a bridge takes. The kernel allows 1,023 ports (`BR_MAX_PORTS`); the rest of
  /// the first bridge is for the links to others.
  static final int MOST_PORTS = 1_000;

  private static final int KERNELS_PORTS = 1_023;

  /// The number of the first bridge.
  static final int HUB = 0;

  private final BridgeNetwork network;
  private final BridgeHost host;
  private final Map<Integer, Shard> made = new ConcurrentSkipListMap<>();

  /// How many endpoints each bridge has.
  private final Map<Integer, Integer> ports = new HashMap<>();

  /// Those that are to go; until they are gone their names are taken.
  private final Set<Integer> leaving = ConcurrentHashMap.newKeySet();

  Shards(BridgeNetwork network, BridgeHost host) {
    this.network = network;
    this.host = host;
  }

  /// Their double on their network's double.
  Shards(BridgeNetwork noted, BridgeHost host, Shards live) {
    this(noted, host);
    made.putAll(live.made);
    ports.putAll(live.ports);
    leaving.addAll(live.leaving);
  }

  /// @param single there can be one bridge only
  /// @throws NetworkException.InvalidParameter when that is no number of ports, or none is to be
  ///   asked for
  static void requireSense(OptionalInt portsPerBridge, boolean single) {
    if (portsPerBridge.isEmpty()) {
      return;
    }
    int most = portsPerBridge.getAsInt();
    if (most < 1 || most > MOST_PORTS) {
      throw new NetworkException.InvalidParameter(
          "invalid number %d of endpoints for each bridge: expected 1 to %d"
              .formatted(most, MOST_PORTS));
    }
    if (single) {
      throw new NetworkException.InvalidParameter(
          "%d endpoints for each bridge were asked for, of a network that has one bridge only: one of others, or with VLANs"
              .formatted(most));
    }
  }

  /// Finds a bridge for an endpoint, and makes one where all are full.
  ///
  /// @param endpoint its name, for the message
  /// @return the bridge's number
  /// @throws NetworkException.Unavailable when there can be no more
  int place(String endpoint, EndpointSegment segment) {
    int number = choose(endpoint, segment);
    if (number != HUB && !made.containsKey(number)) {
      make(number);
    }
    count(number);
    return number;
  }

  /// Notes that an endpoint that was found is on a bridge.
  void count(int number) {
    ports.merge(number, 1, Integer::sum);
  }

  private int choose(String endpoint, EndpointSegment segment) {
    BridgePlan plan = network.plan();
    if (!plan.shards()) {
      return HUB;
    }
    // The kernel keeps two isolated ports apart on one bridge. On several it does so only where
    // the links between them are isolated too, which keeps all endpoints apart.
    boolean anywhere = !segment.isolated() || !plan.communication();
    int most = anywhere ? KERNELS_PORTS - plan.portsPerBridge() : HUB;
    for (int number = HUB; number <= most; number++) {
      if (!leaving.contains(number) && ports.getOrDefault(number, 0) < plan.portsPerBridge()) {
        return number;
      }
    }
    throw new NetworkException.Unavailable(
        "endpoint %s: network %s has no room left: %d endpoints for each of %d bridges%s"
            .formatted(
                endpoint,
                plan.network(),
                plan.portsPerBridge(),
                most + 1,
                anywhere ? "" : ", on the first of which an isolated endpoint has to be"));
  }

  private void make(int number) {
    BridgePlan plan = network.plan();
    NetworkElements elements = NetworkElements.shard(Shard.bridge(plan.id(), number));
    host.firewall().addNetwork(elements);
    try {
      Admission admission = host.neighbours().admit(elements.bridge());
      take(host.links().shard(plan, network.bridge(), network.mtu(), number));
      admission.await();
    } catch (RuntimeException failure) {
      undo(elements, failure);
      throw failure;
    }
  }

  private void undo(NetworkElements elements, RuntimeException failure) {
    host.neighbours().dismiss(elements.bridge());
    try {
      host.firewall().removeNetwork(elements);
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }

  private void take(Shard shard) {
    made.put(shard.number(), shard);
    host.watch().watch(network, shard);
  }

  /// Takes over one that was found, and makes it what it should be.
  ///
  /// @param sound it is what it should be already
  void restore(int number, Optional<Shard> sound) {
    BridgePlan plan = network.plan();
    NetworkElements elements = NetworkElements.shard(Shard.bridge(plan.id(), number));
    host.firewall().expect(elements);
    Admission admission = host.neighbours().admit(elements.bridge());
    take(sound.orElseGet(() -> host.links().shard(plan, network.bridge(), network.mtu(), number)));
    admission.await();
  }

  /// Makes anew what is missing of one, by a link's name.
  void remake(String link) {
    for (Shard shard : List.copyOf(made.values())) {
      BridgePlan plan = network.plan();
      boolean of =
          shard.name().value().equals(link)
              || Shard.uplink(plan.id(), shard.number()).value().equals(link)
              || Shard.downlink(plan.id(), shard.number()).value().equals(link);
      if (of) {
        host.watch().forget(shard);
        take(host.links().shard(plan, network.bridge(), network.mtu(), shard.number()));
      }
    }
  }

  /// Notes that an endpoint has left a bridge, which goes with its last. Nothing is noted where
  /// that is refused.
  Removal leave(int number) {
    int left = ports.getOrDefault(number, 0) - 1;
    Removal removal = left == 0 ? removed(number) : Removal.done();
    ports.put(number, left);
    return removal;
  }

  /// Removes those that have nobody.
  void removeEmpty() {
    empty()
        .forEach(number -> {
          Removal _ = removed(number);
        });
  }

  /// Gives up those that were found and have nobody.
  ///
  /// @return those, which are the caller's to remove
  List<Shard> dropEmpty() {
    List<Shard> empty = empty().stream().flatMap(number -> find(number).stream()).toList();
    for (Shard shard : empty) {
      made.remove(shard.number());
      host.watch().forget(shard);
      host.neighbours().dismiss(shard.name());
    }
    return empty;
  }

  /// The links of those that have somebody.
  Stream<Ifindex> links() {
    List<Integer> empty = empty();
    return made.values().stream()
        .filter(shard -> !empty.contains(shard.number()))
        .flatMap(shard -> shard.links().stream());
  }

  private List<Integer> empty() {
    return made.keySet().stream().filter(number -> ports.getOrDefault(number, 0) == 0).toList();
  }

  /// Its rules first, which may be refused: nobody has anything to send through it.
  private Removal removed(int number) {
    Shard shard = made.get(number);
    if (shard == null) {
      return Removal.done();
    }
    host.firewall().removeNetwork(NetworkElements.shard(shard.name()));
    host.watch().forget(shard);
    leaving.add(number);
    Removal removal = host.links().removeShard(shard, BridgeExamination.whose(network));
    made.remove(number);
    network.leave(shard, removal);
    var _ = removal.released().thenRun(() -> leaving.remove(number));
    return new Removal(removal.announced());
  }

  /// Those that are there, in the order of their numbers.
  Collection<Shard> all() {
    return made.values();
  }

  Optional<Shard> find(int number) {
    return Optional.ofNullable(made.get(number));
  }

  /// The number of a bridge of the network.
  OptionalInt numberOf(Ifindex bridge) {
    if (network.link().filter(hub -> hub.index().equals(bridge)).isPresent()) {
      return OptionalInt.of(HUB);
    }
    return made.values().stream()
        .filter(shard -> shard.index().equals(bridge))
        .mapToInt(Shard::number)
        .findFirst();
  }
}
