package io.libnetwork.drivers.bridge;

import io.libnetwork.Difference.Whose;
import io.libnetwork.Host;
import io.libnetwork.PlannedStep;
import io.libnetwork.PlannedStep.Kind;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.drivers.edge.Forwarding;
import io.libnetwork.drivers.links.PlannedLinks;
import io.libnetwork.drivers.shaping.NotedLimits;
import io.libnetwork.drivers.shaping.Shaping;
import io.libnetwork.drivers.tap.SandboxTap;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.reconcile.NeighbourRoute;
import io.libnetwork.reconcile.RouteText;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.Notes;
import io.libnetwork.spi.Removal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What would become of the host's links, which are only read. Used by one thread.
///
/// A link that would be made has a number that no link has.
final class NotedLinks implements HostLinks {

  private final Host host;
  private final Notes notes;
  private final PlannedLinks planned;

  NotedLinks(Host host, Notes notes) {
    this.host = host;
    this.notes = notes;
    this.planned = new PlannedLinks(host, notes);
  }

  @Override
  public BridgeLink create(BridgePlan plan, List<Sysctl.Setting> more) {
    if (planned.picture().link(plan.bridge().value()).isPresent()) {
      throw BridgeLink.taken(plan);
    }
    int mtu = BridgeLink.mtu(plan, host);
    Whose whose = Whose.network(plan.network());
    String name = plan.bridge().value();
    Ifindex index = add(name, whose, "a bridge with MTU " + mtu);
    BridgeLink.parameters(plan).forEach(setting -> planned.change(setting, name, whose));
    more.stream()
        .flatMap(setting -> Forwarding.effects(host, setting, this::there).stream())
        .forEach(planned::change);
    return new BridgeLink(index, mtu);
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
        planned.change(
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
        .forEach(planned::change);
  }

  @Override
  public VethPair create(BridgeEndpoint endpoint, JoinRequest request, int mtu) {
    String name = endpoint.portName().value();
    if (planned.picture().link(name).isPresent() || planned.taken(request)) {
      throw VethPair.taken(endpoint, request);
    }
    String bridge = endpoint.bridgeName();
    String hairpin = endpoint.publishes() ? ", sending frames back" : "";
    Ifindex port =
        add(
            name,
            BridgeExamination.whose(endpoint),
            "a port of " + bridge + " with MTU " + mtu + hairpin + endpoint.segment().text());
    VethPair.parameters(endpoint.portName())
        .forEach(setting -> planned.change(setting, name, BridgeExamination.whose(endpoint)));
    if (planned.waiting(request)) {
      add(request.name().value(), BridgeExamination.whose(endpoint), "its other end");
    }
    endpoint.tap().ifPresent(tap -> add(tap, endpoint, request, mtu));
    return new VethPair(port, planned.standIn());
  }

  /// In a namespace that would be made there is nothing yet, and the host's stands for it.
  private void add(SandboxTap tap, BridgeEndpoint endpoint, JoinRequest request, int mtu) {
    boolean fresh = request.namespace().id().equals(host.namespace().id());
    if (!fresh && tap.present(request.namespace())) {
      throw tap.taken();
    }
    add(
        tap.device().name().value(),
        BridgeExamination.whose(endpoint),
        "in the sandbox, the %s with MTU %d: who opens it is the endpoint"
            .formatted(tap.device(), mtu));
  }

  @Override
  public void removeTap(BridgeEndpoint endpoint, Optional<NetworkNamespace> sandbox) {
    endpoint
        .tap()
        .ifPresent(tap ->
            notes.note(
                PlannedStep.remove(
                    Kind.LINK,
                    BridgeExamination.whose(endpoint),
                    "interface " + tap.device().name(),
                    "in the sandbox")));
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
    NotedLimits.take(steps, planned, notes);
  }

  @Override
  public Removal retire(Ifindex bridge, List<InterfaceAddress> addresses, Whose whose) {
    return delete(bridge, whose);
  }

  /// With a link goes all that it has, and a veth's other end.
  @Override
  public Removal delete(Ifindex link, Whose whose) {
    planned.remove(link, whose);
    return Removal.done();
  }

  @Override
  public Removal awaitRemoval(Ifindex port, Duration patience, Whose whose) {
    return delete(port, whose);
  }

  private Ifindex add(String name, Whose whose, String detail) {
    return planned.add(name, whose, detail);
  }

  /// Whether a link that the host has would stay.
  boolean there(String name) {
    return planned.there(name);
  }

  private String name(Ifindex link) {
    return planned.name(link);
  }
}
