package io.libnetwork.drivers.ptp;

import io.libnetwork.Difference.Whose;
import io.libnetwork.Host;
import io.libnetwork.PlannedStep;
import io.libnetwork.PlannedStep.Kind;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.drivers.edge.Forwarding;
import io.libnetwork.drivers.firewall.Anchor;
import io.libnetwork.drivers.links.HostMtu;
import io.libnetwork.drivers.links.PlannedLinks;
import io.libnetwork.drivers.shaping.NotedLimits;
import io.libnetwork.drivers.shaping.Shaping;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.reconcile.NeighbourRoute;
import io.libnetwork.reconcile.RouteText;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.Notes;
import io.libnetwork.spi.Removal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What would become of the host's links, which are only read. Used by one thread.
final class NotedPtpLinks implements PtpLinks {

  private final Host host;
  private final Notes notes;
  private final PlannedLinks planned;

  NotedPtpLinks(Host host, Notes notes) {
    this.host = host;
    this.notes = notes;
    this.planned = new PlannedLinks(host, notes);
  }

  @Override
  public Hub create(PtpPlan plan, Optional<LinkGroup> group, List<Sysctl.Setting> more) {
    String name = plan.hub().value();
    if (planned.picture().link(name).isPresent()) {
      throw KernelPtpLinks.taken(plan);
    }
    Whose whose = Whose.network(plan.network());
    int mtu = plan.mtu().orElseGet(() -> Math.max(plan.leastMtu(), hostMtu()));
    Ifindex index = planned.add(name, whose, "the hub of the network, with MTU " + mtu);
    Hub.parameters(plan).forEach(setting -> planned.change(setting, name, whose));
    set(more);
    return new Hub(index, mtu, group.orElseGet(() -> Anchor.routed(index)));
  }

  private int hostMtu() {
    NetlinkBatch batch = host.rtnetlink().batch();
    HostMtu asked = HostMtu.ask(batch);
    batch.trySend();
    return asked.value(host.rtnetlink());
  }

  @Override
  public void bringUp(Hub hub, PtpPlan plan) {
    Whose whose = Whose.network(plan.network());
    for (InterfaceAddress address : plan.addresses()) {
      String text = "address " + address + " of " + plan.hub();
      notes.note(PlannedStep.make(Kind.ADDRESS, whose, text, ""));
      if (address.length() < address.family().bits()) {
        note(plan.hub().value(), NeighbourRoute.of(hub.index(), address), whose);
      }
    }
  }

  private void note(String link, Route route, Whose whose) {
    notes.note(PlannedStep.make(Kind.ROUTE, whose, RouteText.of(link, route), ""));
  }

  @Override
  public RoutedPair create(PtpEndpoint endpoint, JoinRequest request, int mtu) {
    String name = endpoint.outsideName().value();
    if (planned.picture().link(name).isPresent() || planned.taken(request)) {
      throw RoutedPair.taken(endpoint, request.name());
    }
    Whose whose = endpoint.whose();
    Ifindex outside = planned.add(name, whose, "leads to the container, with MTU " + mtu);
    if (planned.waiting(request)) {
      Ifindex _ = planned.add(request.name().value(), whose, "its other end");
    }
    endpoint.parameters().forEach(setting -> planned.change(setting, name, whose));
    RoutedPair.addresses(endpoint, outside).stream()
        .map(LinkAddress::address)
        .filter(address -> !address.address().linkLocal())
        .map(address -> "address " + address + " of " + name)
        .forEach(text -> notes.note(PlannedStep.make(Kind.ADDRESS, whose, text, "")));
    RoutedPair.routes(endpoint, outside).forEach(route -> note(name, route, whose));
    return new RoutedPair(outside, planned.standIn());
  }

  @Override
  public void set(List<Sysctl.Setting> parameters) {
    parameters.stream()
        .flatMap(setting -> Forwarding.effects(host, setting, this::there).stream())
        .forEach(planned::change);
  }

  @Override
  public void setOf(InterfaceName link, List<Sysctl.Setting> parameters, Whose whose) {
    parameters.forEach(setting -> planned.change(setting, link.value(), whose));
  }

  @Override
  public void awaitCarrier(Ifindex link) {}

  @Override
  public Ifindex addIfb(InterfaceName name, String mark) {
    return planned.add(name.value(), Whose.NOBODY, "it limits what a container sends");
  }

  @Override
  public void take(List<Shaping.Step> steps) {
    NotedLimits.take(steps, planned, notes);
  }

  /// With a link goes all that it has, and a veth's other end.
  @Override
  public Removal delete(Ifindex link, Whose whose) {
    planned.remove(link, whose);
    return Removal.done();
  }

  @Override
  public Removal awaitRemoval(Ifindex link, Duration patience, Whose whose) {
    return delete(link, whose);
  }

  /// Whether a link that the host has would stay.
  boolean there(String name) {
    return planned.there(name);
  }
}
