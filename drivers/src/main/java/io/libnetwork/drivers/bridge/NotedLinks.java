package io.libnetwork.drivers.bridge;

import io.libnetwork.Difference.Whose;
import io.libnetwork.Host;
import io.libnetwork.PlannedStep;
import io.libnetwork.PlannedStep.Kind;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.linux.tc.OtherQdisc;
import io.libnetwork.linux.tc.Qdisc;
import io.libnetwork.linux.tc.Qdiscs;
import io.libnetwork.reconcile.NeighbourRoute;
import io.libnetwork.reconcile.Picture;
import io.libnetwork.reconcile.RouteText;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.Notes;
import io.libnetwork.spi.Removal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What would become of the host's links, which are only read. Used by one thread.
///
/// A link that would be made has a number that no link has.
final class NotedLinks implements HostLinks {

  private final Host host;
  private final Notes notes;
  private final Map<Ifindex, String> made = new HashMap<>();
  private final Set<String> removed = new HashSet<>();

  /// Taken once, when it is first needed.
  private @Nullable Picture present;

  NotedLinks(Host host, Notes notes) {
    this.host = host;
    this.notes = notes;
  }

  @Override
  public BridgeLink create(BridgePlan plan, List<Sysctl.Setting> more) {
    if (picture().link(plan.bridge().value()).isPresent()) {
      throw BridgeLink.taken(plan);
    }
    int mtu = BridgeLink.mtu(plan, host);
    Whose whose = Whose.network(plan.network());
    String name = plan.bridge().value();
    Ifindex index = add(name, whose, "a bridge with MTU " + mtu);
    BridgeLink.parameters(plan).forEach(setting -> change(setting, name, whose));
    more.stream()
        .flatMap(setting -> Forwarding.effects(host, setting, this::there).stream())
        .forEach(this::change);
    return new BridgeLink(index, mtu);
  }

  /// An interface begins with what is the default.
  private void change(Sysctl.Setting setting, String link, Whose whose) {
    String inherited = setting.key().replace("/" + link + "/", "/default/");
    Optional<String> before =
        Sysctl.find(host.namespaceThread(), host.namespace(), inherited).map(String::strip);
    if (before.isPresent() && !before.get().equals(setting.value())) {
      notes.note(
          PlannedStep.change(
              Kind.PARAMETER,
              whose,
              setting.key(),
              "from %s to %s".formatted(before.get(), setting.value())));
    }
  }

  private void change(Sysctl.Change change) {
    notes.note(
        PlannedStep.change(
            Kind.PARAMETER,
            Whose.NOBODY,
            change.key(),
            "from %s to %s".formatted(change.before(), change.after())));
  }

  @Override
  public void bringUp(BridgeLink bridge, BridgePlan plan) {
    Whose whose = Whose.network(plan.network());
    String name = plan.bridge().value();
    for (InterfaceAddress address : plan.addresses()) {
      notes.note(PlannedStep.make(Kind.ADDRESS, whose, "address " + address + " of " + name, ""));
      if (address.length() < address.family().bits()) {
        String route = RouteText.of(name, NeighbourRoute.of(bridge.index(), address));
        notes.note(PlannedStep.make(Kind.ROUTE, whose, route, ""));
      }
    }
  }

  @Override
  public Shard shard(BridgePlan plan, Ifindex hub, int mtu, int number) {
    Whose whose = Whose.network(plan.network());
    InterfaceName name = Shard.bridge(plan.id(), number);
    Ifindex bridge = add(name.value(), whose, "a further bridge with MTU " + mtu);
    Ifindex uplink = add(Shard.uplink(plan.id(), number).value(), whose, "a port of " + name);
    Ifindex downlink =
        add(
            Shard.downlink(plan.id(), number).value(),
            whose,
            "its other end, a port of "
                + plan.bridge()
                + (plan.communication() ? "" : ", isolated from the others"));
    Shard.PARAMETERS.forEach((parameter, value) ->
        change(
            Sysctl.Setting.ifPresent(parameter.key(name.value()), String.valueOf(value)),
            name.value(),
            whose));
    return new Shard(number, name, bridge, uplink, downlink);
  }

  @Override
  public Removal removeShard(Shard shard, Whose whose) {
    return delete(shard.uplink(), whose).and(delete(shard.index(), whose));
  }

  @Override
  public void addAddress(Ifindex bridge, IpAddress address, Whose whose) {
    notes.note(PlannedStep.make(Kind.ADDRESS, whose, virtual(bridge, address), ""));
  }

  @Override
  public void removeAddress(Ifindex bridge, IpAddress address, Whose whose) {
    notes.note(PlannedStep.remove(Kind.ADDRESS, whose, virtual(bridge, address), ""));
  }

  private String virtual(Ifindex bridge, IpAddress address) {
    InterfaceAddress own = new InterfaceAddress(address, address.family().bits());
    return "address " + own + " of " + name(bridge);
  }

  @Override
  public void set(List<Sysctl.Setting> parameters) {
    parameters.stream()
        .flatMap(setting -> Forwarding.effects(host, setting, this::there).stream())
        .forEach(this::change);
  }

  @Override
  public VethPair create(BridgeEndpoint endpoint, JoinRequest request, int mtu) {
    String name = endpoint.portName().value();
    if (picture().link(name).isPresent() || taken(request)) {
      throw VethPair.taken(endpoint, request);
    }
    String bridge = endpoint.bridgeName();
    String hairpin = endpoint.publishes() ? ", sending frames back" : "";
    Ifindex port =
        add(
            name,
            BridgeExamination.whose(endpoint),
            "a port of " + bridge + " with MTU " + mtu + hairpin + endpoint.segment().text());
    if (waiting(request)) {
      add(request.name().value(), BridgeExamination.whose(endpoint), "its other end");
    }
    return new VethPair(port, standIn());
  }

  /// In a namespace that would be made there is nothing yet, and the host's stands for it.
  private boolean taken(JoinRequest request) {
    if (request.namespace().id().equals(host.namespace().id())) {
      return waiting(request) && picture().link(request.name().value()).isPresent();
    }
    try (Rtnetlink inside = Rtnetlink.open(host.namespaceThread(), request.namespace())) {
      return inside.find(Links.get(request.name())).isPresent();
    }
  }

  /// The interface waits in the host's namespace until somebody moves it.
  private boolean waiting(JoinRequest request) {
    return request.namespace() == host.namespace();
  }

  @Override
  public void sendBack(Ifindex port, boolean on, Whose whose) {
    notes.note(
        PlannedStep.change(
            Kind.LINK,
            whose,
            "interface " + name(port),
            on ? "frames are sent back the way they came" : "no frame is sent back any more"));
  }

  @Override
  public void awaitCarrier(List<Ifindex> links) {}

  @Override
  public Ifindex addIfb(InterfaceName name, String mark) {
    return add(name.value(), Whose.NOBODY, "it limits what a container sends");
  }

  @Override
  public void take(List<Shaping.Step> steps) {
    for (Shaping.Step step : steps) {
      step.change()
          .ifPresent(change ->
              notes.note(
                  new PlannedStep(
                      Kind.TRAFFIC_CONTROL,
                      change.verb(),
                      Whose.NOBODY,
                      change.queue() + " of " + name(change.link()),
                      change.detail())));
      step.done().run();
    }
  }

  @Override
  public Removal retire(Ifindex bridge, List<InterfaceAddress> addresses, Whose whose) {
    return delete(bridge, whose);
  }

  /// With a link goes all that it has, and a veth's other end.
  @Override
  public Removal delete(Ifindex link, Whose whose) {
    picture().link(link).ifPresent(view -> remove(view, whose));
    return Removal.done();
  }

  @Override
  public Removal awaitRemoval(Ifindex port, Duration patience, Whose whose) {
    return delete(port, whose);
  }

  /// Whether a link that the host has would stay.
  boolean there(String name) {
    return !removed.contains(name);
  }

  private void remove(LinkView view, Whose whose) {
    String name = view.link().name();
    removed.add(name);
    Ifindex index = view.link().index();
    notes.note(PlannedStep.remove(Kind.LINK, whose, "interface " + name, ""));
    queues(index)
        .forEach(queue ->
            notes.note(PlannedStep.remove(Kind.TRAFFIC_CONTROL, whose, queue + " of " + name, "")));
    picture().addresses().stream()
        .filter(address -> address.link().equals(index) && !automatic(address))
        .forEach(address ->
            notes.note(
                PlannedStep.remove(
                    Kind.ADDRESS, whose, "address " + address.address() + " of " + name, "")));
    picture().routes().stream()
        .filter(
            route -> route.link().filter(index::equals).isPresent() && !RouteText.automatic(route))
        .forEach(route ->
            notes.note(PlannedStep.remove(Kind.ROUTE, whose, RouteText.of(name, route), "")));
    otherEnd(view)
        .ifPresent(other ->
            notes.note(
                PlannedStep.remove(Kind.LINK, whose, "interface " + other.link().name(), "")));
  }

  /// Of a pair that is in the host's namespace as a whole.
  private Optional<LinkView> otherEnd(LinkView view) {
    return view.link()
        .parent()
        .flatMap(picture()::link)
        .filter(other -> other.link().parent().filter(view.link().index()::equals).isPresent());
  }

  private List<String> queues(Ifindex link) {
    return host.rtnetlink().list(Qdiscs.list(link)).stream()
        .map(Qdisc::kind)
        .filter(kind -> !(kind instanceof OtherQdisc))
        .map(Shaping::queue)
        .toList();
  }

  private static boolean automatic(LinkAddress address) {
    return address.address().family() == IpFamily.V6 && address.address().address().linkLocal();
  }

  private Ifindex add(String name, Whose whose, String detail) {
    notes.note(PlannedStep.make(Kind.LINK, whose, "interface " + name, detail));
    Ifindex index = standIn();
    made.put(index, name);
    return index;
  }

  private Ifindex standIn() {
    Ifindex index = new Ifindex(Integer.MAX_VALUE - made.size());
    made.put(index, "");
    return index;
  }

  private String name(Ifindex link) {
    String planned = made.get(link);
    return planned != null
        ? planned
        : picture().link(link).map(view -> view.link().name()).orElse("link " + link);
  }

  private Picture picture() {
    Picture taken = present;
    if (taken == null) {
      taken = Picture.take(host.rtnetlink(), EnumSet.allOf(IpFamily.class));
      present = taken;
    }
    return taken;
  }
}
