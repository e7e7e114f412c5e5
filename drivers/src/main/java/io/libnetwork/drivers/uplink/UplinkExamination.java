package io.libnetwork.drivers.uplink;

import io.libnetwork.Difference;
import io.libnetwork.Difference.Whose;
import io.libnetwork.EndpointId;
import io.libnetwork.NetworkId;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.Rule;
import io.libnetwork.linux.rtnetlink.Rules;
import io.libnetwork.reconcile.Action;
import io.libnetwork.reconcile.Comparison;
import io.libnetwork.reconcile.Picture;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.Examination;
import io.libnetwork.spi.NetworkSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The host's links, addresses, routes and rules as they are now, against what networks on uplinks
/// should have of them.
final class UplinkExamination implements Examination {

  /// The kinds of link that may be ours on the host's side: parents, and interfaces of the host
  /// among containers.
  private static final Set<String> KINDS = Set.of("vlan", "dummy", "macvlan", "ipvlan");

  private final UplinkHost host;
  private final Picture picture;
  private final List<Rule> rules = new ArrayList<>();

  UplinkExamination(UplinkHost host) {
    this.host = host;
    this.picture = Picture.take(host.host().rtnetlink(), EnumSet.allOf(IpFamily.class));
    for (IpFamily family : IpFamily.values()) {
      rules.addAll(host.host().rtnetlink().list(Rules.list(family)));
    }
  }

  @Override
  public Optional<DriverNetwork> planned(NetworkSpec spec) {
    UplinkNetwork planned = UplinkNetwork.planned(host.kind().plan(spec), host);
    planned
        .parent()
        .ifPresent(parent ->
            shim(planned.plan())
                .ifPresent(link -> planned.shim().found(link.link().index(), parent)));
    return Optional.of(planned);
  }

  @Override
  public List<Difference> network(DriverNetwork network, Collection<DriverEndpoint> joined) {
    UplinkNetwork own = (UplinkNetwork) network;
    UplinkPlan plan = own.plan();
    List<Difference> found = new ArrayList<>();
    if (picture.link(plan.parent().value()).isEmpty()) {
      found.add(parentGone(own));
    } else if (own.shim().wanted() && !joined.isEmpty()) {
      shim(own, joined).forEach(action -> found.add(action.difference(plan.whose())));
      missingRules(plan).forEach(rule -> found.add(missing(plan, rule)));
    }
    return found;
  }

  /// A link of others comes back when they bring it back.
  static Difference parentGone(UplinkNetwork network) {
    return new Difference(
        Difference.Kind.LINK,
        network.plan().whose(),
        "interface " + network.plan().parent(),
        Difference.THERE,
        "gone",
        network.parents().makeable(network.plan()));
  }

  /// What has to be done to the host's interface among a network's containers.
  List<Action> shim(UplinkNetwork network, Collection<DriverEndpoint> joined) {
    Optional<LinkView> there = shim(network.plan()).filter(view -> stands(network, view.link()));
    String name = network.plan().shim().value();
    if (there.isEmpty()) {
      return List.of(
          picture.link(name).isPresent() && shim(network.plan()).isEmpty()
              ? new Action.Yield(name, "an interface of others")
              : new Action.Make(name, "gone"));
    }
    Link link = there.get().link();
    List<Route> routes = new ArrayList<>();
    own(joined).forEach(endpoint -> routes.addAll(network.shim().routes(endpoint, link.index())));
    ShimPlan plan = new ShimPlan(network.plan(), link.parent().orElseThrow());
    return Comparison.of(plan.wanted(link.index(), routes), there.get(), picture);
  }

  private static boolean stands(UplinkNetwork network, Link link) {
    return network
        .parent()
        .filter(parent -> link.parent().equals(Optional.of(parent.index())))
        .isPresent();
  }

  static List<UplinkEndpoint> own(Collection<DriverEndpoint> endpoints) {
    return endpoints.stream().map(UplinkEndpoint.class::cast).toList();
  }

  /// The rules of the host's interface that are not there.
  List<Rule> missingRules(UplinkPlan plan) {
    return plan.families().stream()
        .map(family -> ShimPlan.rule(family, plan.shim()))
        .filter(wanted -> rules.stream().noneMatch(rule -> same(wanted, rule)))
        .toList();
  }

  private static boolean same(Rule wanted, Rule rule) {
    return rule.family() == wanted.family()
        && rule.action() == wanted.action()
        && Objects.equals(rule.input(), wanted.input())
        && rule.priority().equals(wanted.priority());
  }

  static Difference missing(UplinkPlan plan, Rule rule) {
    return new Difference(
        Difference.Kind.ROUTE,
        plan.whose(),
        "rule that keeps %s from %s being forwarded".formatted(rule.family(), plan.shim()),
        Difference.THERE,
        "missing",
        true);
  }

  /// The host's interface among a network's containers, by its mark.
  Optional<LinkView> shim(UplinkPlan plan) {
    Mark mark = Mark.network(host.host(), plan.id());
    return picture
        .link(plan.shim().value())
        .filter(view -> Mark.of(host.host(), view.link()).equals(Optional.of(mark)));
  }

  /// The host's links of ours, of these kinds.
  Stream<Link> ours() {
    return links().filter(link -> Mark.of(host.host(), link).isPresent());
  }

  /// Links that were made and not marked before the process that made them ended.
  Stream<Link> halfMade() {
    return links()
        .filter(link -> link.alias().isEmpty() && link.group().equals(Mark.unmarked(host.host())));
  }

  private Stream<Link> links() {
    return picture.links().values().stream()
        .map(LinkView::link)
        .filter(link -> KINDS.contains(link.kind()));
  }

  @Override
  public List<Difference> leftovers(
      Predicate<NetworkId> networks, Predicate<EndpointId> endpoints) {
    return left(networks).map(link -> new Action.Remove(link).difference(Whose.NOBODY)).toList();
  }

  private Stream<Link> left(Predicate<NetworkId> networks) {
    return ours()
        .filter(link ->
            Mark.of(host.host(), link).flatMap(Mark::network).filter(networks.negate()).isPresent())
        .filter(link -> !host.host().linkReaper().removing(link.index()));
  }

  /// Removes what is left over, and still is.
  Reconciliation removeLeftovers(Predicate<NetworkId> networks) {
    List<Reconciliation> done = new ArrayList<>();
    left(networks).filter(this::still).forEach(link -> done.add(remove(link)));
    return Reconciliation.all(done);
  }

  private boolean still(Link link) {
    return host.host()
        .rtnetlink()
        .find(Links.get(link.index()))
        .filter(now -> now.alias().equals(link.alias()))
        .isPresent();
  }

  private Reconciliation remove(Link link) {
    Difference difference = new Action.Remove(link).difference(Whose.NOBODY);
    try {
      LeftLinks.remove(host.host(), link).join();
      return Reconciliation.repaired(difference);
    } catch (RuntimeException failure) {
      return Reconciliation.failed(difference, failure);
    }
  }
}
