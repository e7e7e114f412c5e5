package io.libnetwork.drivers.ptp;

import io.libnetwork.Difference;
import io.libnetwork.Difference.Whose;
import io.libnetwork.EndpointId;
import io.libnetwork.NetworkId;
import io.libnetwork.PortBinding;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.edge.Forwarding;
import io.libnetwork.drivers.firewall.EndpointElements;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.drivers.links.OwnLinks;
import io.libnetwork.drivers.proxy.PortProxy;
import io.libnetwork.drivers.publish.PublishPolicy;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.reconcile.Action;
import io.libnetwork.reconcile.Comparison;
import io.libnetwork.spi.DriverEndpoint;
import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.Examination;
import io.libnetwork.spi.NetworkSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The host's links, addresses and routes as they are now, against what our networks should have of
/// them. A few dumps, however many networks there are.
final class PtpExamination implements Examination {

  /// That of a network whose hub nobody has found.
  static final LinkGroup NOBODYS = new LinkGroup(0x7000_0000);

  private static final String VETH = "veth";
  private static final String IFB = "ifb";

  private final PtpHost host;
  private final PublishPolicy publishing;
  private final boolean speaks;
  private final OwnLinks links;
  private final Set<IpFamily> notForwarded;

  /// @param speaks whether it tells of what the networks share with those of other drivers
  PtpExamination(PtpHost host, PublishPolicy publishing, boolean speaks) {
    this.host = host;
    this.publishing = publishing;
    this.speaks = speaks;
    this.links = new OwnLinks(host.host(), PtpDriver.NAME);
    this.notForwarded = host.forwarding().off();
  }

  @Override
  public Optional<DriverNetwork> planned(NetworkSpec spec) {
    PtpPlan plan = PtpPlan.of(spec, publishing);
    return Optional.of(PtpNetwork.planned(plan, foundHub(plan), host));
  }

  /// A network's hub, by its mark.
  Optional<Hub> foundHub(PtpPlan plan) {
    return links
        .marked(Mark.network(host.host(), plan.id(), PtpDriver.NAME), Hub.KIND)
        .map(LinkView::link)
        .map(link -> new Hub(link.index(), link.mtu(), link.group()));
  }

  @Override
  public List<Difference> network(DriverNetwork network, Collection<DriverEndpoint> joined) {
    PtpNetwork own = (PtpNetwork) network;
    Whose whose = whose(own);
    List<Difference> found = new ArrayList<>();
    hub(own).forEach(action -> found.add(action.difference(whose)));
    for (PtpEndpoint endpoint : own(joined)) {
      outside(endpoint).forEach(action -> found.add(action.difference(endpoint.whose())));
      endpoint.unserved().forEach(proxy -> found.add(unserved(endpoint, proxy)));
    }
    return found;
  }

  /// A port of the host at which the proxy does not listen any more.
  static Difference unserved(PtpEndpoint endpoint, PortProxy proxy) {
    return new Difference(
        Difference.Kind.HOST_PORT,
        endpoint.whose(),
        proxy.toString(),
        "served by the proxy",
        "nobody of ours listens there",
        true);
  }

  @Override
  public List<Difference> shared() {
    return speaks ? host.firewall().examine(host.host().namespaceThread()) : List.of();
  }

  @Override
  public List<Difference> shared(
      Collection<DriverNetwork> networks, Map<DriverEndpoint, List<PortBinding>> joined) {
    List<EndpointElements> endpoints = new ArrayList<>();
    joined.forEach((endpoint, had) -> endpoints.add(((PtpEndpoint) endpoint).elements(had)));
    return host.firewall()
        .examine(
            host.host().namespaceThread(),
            networks.stream().map(network -> ((PtpNetwork) network).elements()).toList(),
            endpoints);
  }

  static List<PtpEndpoint> own(Collection<DriverEndpoint> endpoints) {
    return endpoints.stream().map(PtpEndpoint.class::cast).toList();
  }

  static Whose whose(PtpNetwork network) {
    return Whose.network(network.plan().network());
  }

  /// What the host has.
  OwnLinks links() {
    return links;
  }

  /// What has to be done to a network's hub, and to the host for it.
  List<Action> hub(PtpNetwork network) {
    List<Action> actions = new ArrayList<>();
    network.plan().families().stream()
        .filter(notForwarded::contains)
        .sorted()
        .forEach(family -> actions.add(Forwarding.wanted(family)));
    Optional<Hub> known = network.knownHub();
    Optional<LinkView> there =
        links
            .marked(Mark.network(host.host(), network.plan().id(), PtpDriver.NAME), Hub.KIND)
            .filter(
                link -> known.filter(hub -> hub.index().equals(link.link().index())).isPresent());
    if (there.isPresent() && known.isPresent()) {
      actions.addAll(
          Comparison.of(known.get().wanted(network.plan()), there.get(), links.picture()));
    } else {
      actions.add(missing(network.plan().hub().value()));
    }
    return actions;
  }

  private Action missing(String name) {
    return links.picture().link(name).isPresent()
        ? new Action.Yield(name, "an interface of others")
        : new Action.Make(name, "gone");
  }

  /// What has to be done to the host's end of an endpoint; nothing where that is gone, because then
  /// the other end is too.
  List<Action> outside(PtpEndpoint endpoint) {
    Optional<LinkView> there = find(endpoint);
    if (there.isEmpty()) {
      return List.of();
    }
    List<Action> actions =
        new ArrayList<>(
            Comparison.of(
                endpoint.wanted(there.get().link().index()), there.get(), links.picture()));
    endpoint.shaper().differing(there.get(), ifb(endpoint)).ifPresent(actions::add);
    return actions;
  }

  /// A planned endpoint has no link of its own, and any with its mark is taken for it.
  private Optional<LinkView> find(PtpEndpoint endpoint) {
    return veth(endpoint)
        .filter(
            link -> endpoint.outside().map(own -> own.equals(link.link().index())).orElse(true));
  }

  /// The host's end of an endpoint, by its mark.
  Optional<LinkView> veth(PtpEndpoint endpoint) {
    return links.marked(mark(endpoint), VETH);
  }

  /// The link that was made for an endpoint's limits.
  Optional<LinkView> ifb(PtpEndpoint endpoint) {
    return links.marked(mark(endpoint), IFB);
  }

  private Mark mark(PtpEndpoint endpoint) {
    return Mark.endpoint(host.host(), endpoint.spec().id(), PtpDriver.NAME);
  }

  @Override
  public List<Difference> leftovers(
      Predicate<NetworkId> networks, Predicate<EndpointId> endpoints) {
    return links.leftovers(networks, endpoints);
  }

  /// Removes what is left over, and still is.
  Reconciliation removeLeftovers(Predicate<NetworkId> networks, Predicate<EndpointId> endpoints) {
    return links.removeLeftovers(networks, endpoints);
  }
}
