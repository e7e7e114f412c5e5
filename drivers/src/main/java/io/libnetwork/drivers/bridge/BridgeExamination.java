package io.libnetwork.drivers.bridge;

import io.libnetwork.Difference;
import io.libnetwork.Difference.Whose;
import io.libnetwork.EndpointId;
import io.libnetwork.NetworkId;
import io.libnetwork.PortBinding;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.edge.Forwarding;
import io.libnetwork.drivers.firewall.EndpointElements;
import io.libnetwork.drivers.firewall.NetworkElements;
import io.libnetwork.drivers.firewall.ServiceElements;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.drivers.proxy.PortProxy;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.drivers.tap.LeftTaps;
import io.libnetwork.linux.rtnetlink.BridgeVlan;
import io.libnetwork.linux.rtnetlink.BridgeVlans;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.reconcile.Action;
import io.libnetwork.reconcile.Comparison;
import io.libnetwork.reconcile.Picture;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.Examination;
import io.libnetwork.spi.NetworkSpec;
import io.libnetwork.spi.ServiceSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The host's links, addresses and routes as they are now, against what our networks should have of
/// them. A few dumps, however many networks there are.
final class BridgeExamination implements Examination {

  private static final String BRIDGE = "bridge";
  private static final String VETH = "veth";
  private static final String IFB = "ifb";

  /// The kinds of link that this driver makes: what else bears our mark is another driver's.
  static final Set<String> KINDS = Set.of(BRIDGE, VETH, IFB);

  private final BridgeHost host;
  private final PublishPolicy publishing;
  private final boolean speaks;
  private final Picture picture;

  /// Those that bear a mark of ours.
  private final Map<Mark, Map<String, LinkView>> marked = new HashMap<>();

  private final ShardPicture shards;

  private final Set<IpFamily> notForwarded;

  /// Those of all ports, asked for once, where an endpoint has some of its own.
  private @Nullable Map<Ifindex, SortedSet<BridgeVlan>> vlans;

  BridgeExamination(BridgeHost host, PublishPolicy publishing) {
    this(host, publishing, true);
  }

  /// @param speaks whether it tells of what the networks share with those of other drivers
  BridgeExamination(BridgeHost host, PublishPolicy publishing, boolean speaks) {
    this.speaks = speaks;
    this.host = host;
    this.publishing = publishing;
    this.picture = Picture.take(host.host().rtnetlink(), EnumSet.allOf(IpFamily.class));
    this.shards = new ShardPicture(picture);
    this.notForwarded = host.forwarding().off();
    picture.links().values().forEach(this::note);
  }

  private void note(LinkView view) {
    Mark.of(host.host(), view.link())
        .filter(mark -> mark.driver().isEmpty())
        .filter(_ -> KINDS.contains(view.link().kind()))
        .ifPresent(mark -> {
          boolean shard = mark.shard().isPresent();
          String role = shard ? ShardPicture.role(mark, view.link()) : view.link().kind();
          marked.computeIfAbsent(mark, _ -> new HashMap<>()).put(role, view);
          if (shard) {
            shards.note(mark, view);
          }
        });
  }

  @Override
  public Optional<DriverNetwork> planned(NetworkSpec spec) {
    BridgePlan plan = BridgePlan.of(spec, publishing);
    Optional<BridgeLink> found =
        plan.existing()
            ? others(plan)
            : marked(Mark.network(host.host(), plan.id()), BRIDGE)
                .map(LinkView::link)
                .map(link -> new BridgeLink(link.index(), link.mtu()));
    return Optional.of(BridgeNetwork.planned(plan, found, host));
  }

  @Override
  public void service(
      DriverNetwork network, ServiceSpec spec, Collection<DriverEndpoint> backends) {
    ((BridgeNetwork) network).plan(spec);
    // Of one that is only planned nothing is in the kernel that could be changed.
    own(backends).forEach(BridgeEndpoint::serve);
  }

  @Override
  public List<Difference> network(DriverNetwork network, Collection<DriverEndpoint> joined) {
    BridgeNetwork own = (BridgeNetwork) network;
    Whose whose = whose(own);
    List<Difference> found = new ArrayList<>();
    bridge(own).forEach(action -> found.add(action.difference(whose)));
    for (BridgeEndpoint endpoint : own(joined)) {
      port(endpoint).forEach(action -> found.add(action.difference(whose(endpoint))));
      found.addAll(EndpointTap.differences(endpoint));
      endpoint.unserved().forEach(proxy -> found.add(unserved(whose(endpoint), proxy)));
    }
    for (BridgeService service : own.services()) {
      service.unserved().forEach(proxy -> found.add(unserved(whose, proxy)));
    }
    return found;
  }

  /// A port of the host at which the proxy does not listen any more.
  static Difference unserved(Whose whose, PortProxy proxy) {
    return new Difference(
        Difference.Kind.HOST_PORT,
        whose,
        proxy.toString(),
        "served by the proxy",
        "nobody of ours listens there",
        true);
  }

  @Override
  public List<Difference> shared() {
    return speaks ? host.firewall().examine(host.host().namespaceThread()) : List.of();
  }

  /// What a proxy serves alone is none of the firewall's business.
  @Override
  public List<Difference> shared(
      Collection<DriverNetwork> networks, Map<DriverEndpoint, List<PortBinding>> joined) {
    List<NetworkElements> bridges =
        networks.stream()
            .map(BridgeNetwork.class::cast)
            .map(network -> network.plan().elements())
            .toList();
    List<EndpointElements> endpoints = new ArrayList<>();
    joined.forEach((endpoint, had) -> endpoints.add(((BridgeEndpoint) endpoint).elements(had)));
    List<ServiceElements> services = new ArrayList<>();
    networks.forEach(network -> services.addAll(((BridgeNetwork) network).planned()));
    return host.firewall().examine(host.host().namespaceThread(), bridges, endpoints, services);
  }

  static List<BridgeEndpoint> own(Collection<DriverEndpoint> endpoints) {
    return endpoints.stream().map(BridgeEndpoint.class::cast).toList();
  }

  static Whose whose(BridgeNetwork network) {
    return Whose.network(network.plan().network());
  }

  static Whose whose(BridgeEndpoint endpoint) {
    return Whose.endpoint(endpoint.network().plan().network(), endpoint.spec().name());
  }

  /// All links of the host, whoever's they are.
  Stream<Link> links() {
    return picture.links().values().stream().map(LinkView::link);
  }

  /// What has to be done to a network's bridge, and to the host for it.
  List<Action> bridge(BridgeNetwork network) {
    List<Action> actions = new ArrayList<>();
    network.forwarded().stream()
        .filter(notForwarded::contains)
        .sorted()
        .forEach(family -> actions.add(Forwarding.wanted(family)));
    Optional<LinkView> there = find(network);
    if (network.plan().existing()) {
      return there.isPresent() ? List.of() : List.of(others(network));
    }
    if (there.isPresent()) {
      Ifindex index = there.get().link().index();
      actions.addAll(
          Comparison.of(
              BridgeLink.wanted(
                  network.plan(), index, network.knownMtu(), network.virtualAddresses()),
              there.get(),
              picture));
      actions.addAll(shards.actions(network, index));
    } else {
      actions.add(missing(network.plan().bridge().value()));
    }
    return actions;
  }

  /// A network's further bridges by their numbers; empty where one is not what it should be.
  Map<Integer, Optional<Shard>> shards(BridgePlan plan, BridgeLink hub) {
    return shards.of(plan, hub.index(), OptionalInt.of(hub.mtu()));
  }

  /// What is to be done where a bridge of others is gone: nothing, until there is one again.
  private Action others(BridgeNetwork network) {
    String name = network.plan().bridge().value();
    return others(network.plan()).isPresent()
        ? new Action.Make(name, "another one, made anew")
        : new Action.Await(name, "gone");
  }

  /// A bridge of others, by its name.
  Optional<BridgeLink> others(BridgePlan plan) {
    return othersView(plan)
        .map(LinkView::link)
        .map(link -> new BridgeLink(link.index(), link.mtu()));
  }

  private Optional<LinkView> othersView(BridgePlan plan) {
    return picture.link(plan.bridge().value()).filter(view -> OthersBridge.isOthers(view.link()));
  }

  /// A bridge that has another's number by now is not the one that was found.
  private Optional<LinkView> find(BridgeNetwork network) {
    Optional<LinkView> candidate =
        network.plan().existing()
            ? othersView(network.plan())
            : marked(Mark.network(host.host(), network.plan().id()), BRIDGE);
    return candidate.filter(link ->
        network.link().filter(known -> known.index().equals(link.link().index())).isPresent());
  }

  private Action missing(String name) {
    return picture.link(name).isPresent()
        ? new Action.Yield(name, "an interface of others")
        : new Action.Make(name, "gone");
  }

  /// What has to be done to the host's end of an endpoint; nothing where that is gone, because then
  /// the other end is too.
  List<Action> port(BridgeEndpoint endpoint) {
    Optional<LinkView> there = find(endpoint);
    Optional<LinkView> bridge = there.flatMap(port -> bridge(endpoint, port.link()));
    if (there.isEmpty() || bridge.isEmpty()) {
      return List.of();
    }
    Link plugged = bridge.get().link();
    List<Action> actions =
        new ArrayList<>(
            Comparison.of(endpoint.wanted(plugged.index(), plugged.name()), there.get(), picture));
    vlans(endpoint, there.get().link()).ifPresent(actions::add);
    endpoint.shaper().differing(there.get(), ifb(endpoint)).ifPresent(actions::add);
    return actions;
  }

  /// The bridge that an endpoint is to be on: one that is only planned may be on any.
  private Optional<LinkView> bridge(BridgeEndpoint endpoint, Link port) {
    BridgeNetwork network = endpoint.network();
    Optional<Ifindex> further =
        endpoint.place().isPresent()
            ? network.shards().find(endpoint.place().getAsInt()).map(Shard::index)
            : port.master();
    Optional<LinkView> shard = further.flatMap(index -> shards.bridge(network.plan().id(), index));
    boolean known = endpoint.place().isPresent() && further.isPresent();
    return known ? shard : shard.or(() -> find(network));
  }

  private Optional<Action> vlans(BridgeEndpoint endpoint, Link port) {
    return endpoint
        .segment()
        .vlans()
        .map(PortVlans::vlans)
        .filter(wanted -> !List.copyOf(wanted).equals(List.copyOf(vlans(port))))
        .map(wanted -> new Action.Vlans(port, wanted, vlans(port)));
  }

  private SortedSet<BridgeVlan> vlans(Link port) {
    Map<Ifindex, SortedSet<BridgeVlan>> all = vlans;
    if (all == null) {
      all = new HashMap<>();
      for (BridgeVlans.OfPort of : host.host().rtnetlink().list(BridgeVlans.list())) {
        all.put(of.link(), of.vlans());
      }
      vlans = all;
    }
    return all.getOrDefault(port.index(), Collections.emptySortedSet());
  }

  /// A planned endpoint has no port of its own, and any with its mark is taken for it.
  private Optional<LinkView> find(BridgeEndpoint endpoint) {
    return marked(Mark.endpoint(host.host(), endpoint.spec().id()), VETH)
        .filter(link -> endpoint.port().map(port -> port.equals(link.link().index())).orElse(true));
  }

  /// The link that was made for an endpoint's limits.
  Optional<LinkView> ifb(BridgeEndpoint endpoint) {
    return marked(Mark.endpoint(host.host(), endpoint.spec().id()), IFB);
  }

  @Override
  public List<Difference> leftovers(
      Predicate<NetworkId> networks, Predicate<EndpointId> endpoints) {
    return left(networks, endpoints).stream()
        .map(action -> action.difference(Whose.NOBODY))
        .toList();
  }

  /// Who made one of these is through with it: an operation that makes one has claimed its id
  /// before, and one that removes it has the reaper do it.
  private List<Action.Remove> left(Predicate<NetworkId> networks, Predicate<EndpointId> endpoints) {
    List<Action.Remove> left = new ArrayList<>();
    marked.forEach((mark, links) -> {
      boolean known =
          mark.network()
              .map(networks::test)
              .or(() -> mark.shard().map(networks::test))
              .or(() -> mark.endpoint().map(endpoints::test))
              .orElse(true);
      if (!known) {
        links.values().stream()
            .map(LinkView::link)
            .filter(link -> !host.host().linkReaper().removing(link.index()))
            .forEach(link -> left.add(new Action.Remove(link)));
      }
    });
    return left;
  }

  /// Removes what is left over, and still is.
  Reconciliation removeLeftovers(Predicate<NetworkId> networks, Predicate<EndpointId> endpoints) {
    List<Reconciliation> done = new ArrayList<>();
    for (Action.Remove action : left(networks, endpoints)) {
      Difference difference = action.difference(Whose.NOBODY);
      if (same(action.link())) {
        try {
          LeftTaps.remove(host.host(), action.link());
          host.host().linkReaper().delete(action.link().index()).join();
          done.add(Reconciliation.repaired(difference));
        } catch (RuntimeException failure) {
          done.add(Reconciliation.failed(difference, failure));
        }
      }
    }
    return Reconciliation.all(done);
  }

  private boolean same(Link link) {
    return host.host()
        .rtnetlink()
        .find(Links.get(link.index()))
        .filter(now -> now.alias().equals(link.alias()))
        .isPresent();
  }

  /// A link by its mark. A mark is that of several where an endpoint's limits have a link of their
  /// own.
  Optional<LinkView> marked(Mark mark, String kind) {
    return Optional.ofNullable(marked.getOrDefault(mark, Map.of()).get(kind));
  }
}
