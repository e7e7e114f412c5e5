package io.libnetwork.drivers.bridge;

import io.libnetwork.NetworkId;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.reconcile.Action;
import io.libnetwork.reconcile.Comparison;
import io.libnetwork.reconcile.Picture;
import io.libnetwork.reconcile.WantedLink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The further bridges of networks among a host's links, against what they should be.
final class ShardPicture {

  private static final String BRIDGE = "bridge";
  private static final String UPLINK = "uplink";
  private static final String DOWNLINK = "downlink";

  private final Picture picture;
  private final Map<NetworkId, TreeMap<Integer, Map<String, LinkView>>> found = new HashMap<>();

  ShardPicture(Picture picture) {
    this.picture = picture;
  }

  /// What a link with the mark of a further bridge is to it.
  static String role(Mark mark, Link link) {
    if (link.kind().equals(BRIDGE)) {
      return BRIDGE;
    }
    boolean up =
        mark.shard()
            .map(network -> Shard.uplink(network, mark.shardNumber().orElseThrow()))
            .filter(name -> name.value().equals(link.name()))
            .isPresent();
    return up ? UPLINK : DOWNLINK;
  }

  void note(Mark mark, LinkView view) {
    found
        .computeIfAbsent(mark.shard().orElseThrow(), _ -> new TreeMap<>())
        .computeIfAbsent(mark.shardNumber().orElseThrow(), _ -> new HashMap<>())
        .put(role(mark, view.link()), view);
  }

  /// The number of a network's further bridge.
  Optional<LinkView> bridge(NetworkId network, Ifindex bridge) {
    return of(network).values().stream()
        .flatMap(parts -> Optional.ofNullable(parts.get(BRIDGE)).stream())
        .filter(view -> view.link().index().equals(bridge))
        .findFirst();
  }

  /// Those of a network by their numbers; empty where one is not what it should be.
  Map<Integer, Optional<Shard>> of(BridgePlan plan, Ifindex hub, OptionalInt mtu) {
    Map<Integer, Optional<Shard>> all = new TreeMap<>();
    of(plan.id())
        .forEach((number, parts) ->
            all.put(
                number,
                shard(plan, number, parts)
                    .filter(shard -> actions(plan, shard, hub, mtu).isEmpty())));
    return all;
  }

  /// What has to be done to those that a network should have.
  ///
  /// @param hub its first bridge
  List<Action> actions(BridgeNetwork network, Ifindex hub) {
    List<Action> actions = new ArrayList<>();
    network
        .shards()
        .all()
        .forEach(shard -> actions.addAll(actions(network.plan(), shard, hub, network.knownMtu())));
    return actions;
  }

  private static Optional<Shard> shard(BridgePlan plan, int number, Map<String, LinkView> parts) {
    LinkView bridge = parts.get(BRIDGE);
    LinkView uplink = parts.get(UPLINK);
    LinkView downlink = parts.get(DOWNLINK);
    return bridge == null || uplink == null || downlink == null
        ? Optional.empty()
        : Optional.of(
            new Shard(
                number,
                Shard.bridge(plan.id(), number),
                bridge.link().index(),
                uplink.link().index(),
                downlink.link().index()));
  }

  private List<Action> actions(BridgePlan plan, Shard shard, Ifindex hub, OptionalInt mtu) {
    Map<String, LinkView> parts = of(plan.id()).getOrDefault(shard.number(), Map.of());
    List<Action> actions = new ArrayList<>();
    InterfaceName uplink = Shard.uplink(plan.id(), shard.number());
    compare(actions, parts.get(BRIDGE), shard.index(), shard.wanted(mtu), shard.name());
    compare(actions, parts.get(UPLINK), shard.uplink(), shard.wantedUplink(plan, mtu), uplink);
    if (actions.stream().noneMatch(action -> action instanceof Action.Make)) {
      InterfaceName downlink = Shard.downlink(plan.id(), shard.number());
      WantedLink wanted = shard.wantedDownlink(plan, hub, mtu);
      compare(actions, parts.get(DOWNLINK), shard.downlink(), wanted, downlink);
    }
    return actions;
  }

  private void compare(
      List<Action> actions,
      @Nullable LinkView there,
      Ifindex known,
      WantedLink wanted,
      InterfaceName name) {
    if (there == null || !there.link().index().equals(known)) {
      actions.add(new Action.Make(name.value(), "gone"));
    } else {
      actions.addAll(Comparison.of(wanted, there, picture));
    }
  }

  private Map<Integer, Map<String, LinkView>> of(NetworkId network) {
    TreeMap<Integer, Map<String, LinkView>> parts = found.get(network);
    return parts == null ? Map.of() : parts;
  }
}
