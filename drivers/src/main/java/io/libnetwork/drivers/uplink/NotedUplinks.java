package io.libnetwork.drivers.uplink;

import io.libnetwork.Difference.Whose;
import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.PlannedStep;
import io.libnetwork.PlannedStep.Kind;
import io.libnetwork.drivers.links.PlannedLinks;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.LinkKind;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.linux.rtnetlink.Rule;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.Notes;
import io.libnetwork.spi.Removal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What would become of the host's links, which are only read. Used by one thread.
///
/// A link that would be made has a number that no link has.
final class NotedUplinks implements UplinkLinks {

  private final Host host;
  private final Notes notes;
  private final PlannedLinks planned;
  private final KernelUplinks kernel;
  private final Map<String, Parent> made = new HashMap<>();
  private final Set<Ifindex> removed = new HashSet<>();
  private int numbers;

  NotedUplinks(Host host, Notes notes) {
    this.host = host;
    this.notes = notes;
    this.planned = new PlannedLinks(host, notes);
    this.kernel = new KernelUplinks(host);
  }

  @Override
  public Optional<Parent> find(String name) {
    return Optional.ofNullable(made.get(name))
        .or(() -> kernel.find(name).filter(there -> !removed.contains(there.index())));
  }

  @Override
  public Parent addParent(UplinkPlan plan, LinkKind kind) {
    String name = plan.parent().value();
    int mtu =
        plan.tagged().flatMap(tagged -> find(tagged.base().value())).map(Parent::mtu).orElse(1_500);
    note(plan.whose(), name, "a parent of kind " + kind.text());
    Parent parent = new Parent(number(), name, mtu, true, false, false, Optional.of(plan.id()));
    made.put(name, parent);
    return parent;
  }

  @Override
  public void remark(Parent parent, UplinkPlan plan) {
    notes.note(
        PlannedStep.change(
            Kind.LINK,
            plan.whose(),
            "interface " + parent.name(),
            "it goes with network " + plan.network()));
  }

  @Override
  public Removal delete(Ifindex link, Whose whose) {
    name(link).ifPresent(name -> gone(link, name, whose));
    return Removal.done();
  }

  private Optional<String> name(Ifindex link) {
    return made.values().stream()
        .filter(parent -> parent.index().equals(link))
        .map(Parent::name)
        .findFirst()
        .or(() -> host.rtnetlink().find(Links.get(link)).map(Link::name));
  }

  private void gone(Ifindex link, String name, Whose whose) {
    removed.add(link);
    made.remove(name);
    notes.note(PlannedStep.remove(Kind.LINK, whose, "interface " + name, ""));
  }

  /// What becomes of it inside is noted there.
  @Override
  public Ifindex plug(UplinkEndpoint endpoint, JoinRequest request, Parent parent) {
    if (taken(request)) {
      throw new NetworkException.Conflict(
          "endpoint %s: there is an interface %s in the sandbox already; choose another name"
              .formatted(endpoint.spec().name(), request.name()));
    }
    return InsideNumber.of(endpoint.spec().id()).getFirst();
  }

  /// In a namespace that would be made there is nothing yet, and the host's stands for it.
  private boolean taken(JoinRequest request) {
    if (request.namespace().id().equals(host.namespace().id())) {
      return false;
    }
    try (Rtnetlink inside = Rtnetlink.open(host.namespaceThread(), request.namespace())) {
      return inside.find(Links.get(request.name())).isPresent();
    }
  }

  @Override
  public Removal unplug(
      UplinkEndpoint endpoint, UplinkEndpoint.Plugged plugged, boolean namespaceEnds) {
    return Removal.done();
  }

  @Override
  public Ifindex addShim(ShimPlan shim) {
    Whose whose = shim.plan().whose();
    String name = shim.name().value();
    note(whose, name, "by which the host reaches containers, on " + shim.plan().parent());
    Ifindex link = number();
    for (LinkAddress address : shim.addresses(link)) {
      if (!address.address().address().linkLocal()) {
        notes.note(
            PlannedStep.make(
                Kind.ADDRESS, whose, "address " + address.address() + " of " + name, ""));
      }
    }
    shim.settings().forEach(setting -> planned.change(setting, name, whose));
    shim.rules().forEach(rule -> notes.note(PlannedStep.make(Kind.ROUTE, whose, text(rule), "")));
    return link;
  }

  /// Nothing is found again in a plan.
  @Override
  public void openShim(ShimPlan shim, Ifindex link) {}

  private static String text(Rule rule) {
    return "rule that keeps %s from %s being forwarded"
        .formatted(rule.family(), rule.input().orElseThrow());
  }

  @Override
  public void addRoutes(List<Route> routes, Whose whose, String link) {
    routes.forEach(route -> notes.note(PlannedStep.make(Kind.ROUTE, whose, text(route, link), "")));
  }

  @Override
  public void removeRoutes(List<Route> routes, Whose whose, String link) {
    routes.forEach(
        route -> notes.note(PlannedStep.remove(Kind.ROUTE, whose, text(route, link), "")));
  }

  private static String text(Route route, String link) {
    return "route %s by %s".formatted(route.destination(), link);
  }

  @Override
  public Removal removeShim(ShimPlan shim, Ifindex link) {
    Whose whose = shim.plan().whose();
    shim.rules().forEach(rule -> notes.note(PlannedStep.remove(Kind.ROUTE, whose, text(rule), "")));
    gone(link, shim.name().value(), whose);
    return Removal.done();
  }

  private void note(Whose whose, String name, String detail) {
    notes.note(PlannedStep.make(Kind.LINK, whose, "interface " + name, detail));
  }

  private Ifindex number() {
    numbers++;
    return new Ifindex(Integer.MAX_VALUE - numbers);
  }
}
