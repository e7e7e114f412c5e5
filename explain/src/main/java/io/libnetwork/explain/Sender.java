package io.libnetwork.explain;

import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.address.TransportPort;
import io.libnetwork.explain.NamespaceView.Routed;
import io.libnetwork.explain.ruleset.Packet;
import io.libnetwork.explain.ruleset.RuleName;
import io.libnetwork.explain.ruleset.Tuple;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.RouteQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks as somebody would: a packet there, a look at who takes it, and the answer back.
final class Sender {

  /// The first of the ports that are for nobody but who asks (RFC 6335 section 6).
  static final int OWN_PORT = 49_152;

  private final Survey survey;
  private final ProxiedPorts proxied;
  private List<String> backends = List.of();

  Sender(Survey survey) {
    this(survey, ProxiedPorts.NONE);
  }

  /// @param proxied the host's ports that lead on
  Sender(Survey survey, ProxiedPorts proxied) {
    this.survey = survey;
    this.proxied = proxied;
  }

  /// Where a backend of a service is drawn it is asked about each.
  Answer ask(Origin from, IpAddress to, TransportPort port) {
    Optional<Drawing> drawing = Drawing.of(survey, to, port, () -> once(from, to, port));
    drawing.ifPresent(drawn -> backends = drawn.told());
    return drawing.map(Drawing::answer).orElseGet(() -> once(from, to, port));
  }

  /// What was said of each backend of the service that was asked about last.
  List<String> backends() {
    return backends;
  }

  private Answer once(Origin from, IpAddress to, TransportPort port) {
    Journey journey = new Journey(survey);
    return switch (start(journey, from, to, port)) {
      case Leg.Arrived arrived -> arrived(journey, arrived);
      case Leg.Left(NamespaceView view, Link link, _) ->
          new Answer.Unclear(
              "it leaves %s by %s, and what is behind that cannot be seen"
                  .formatted(view.name(), link.name()),
              Optional.empty(),
              journey.path());
      case Leg.Halted(Cause cause) -> new Answer.Stopped(cause, false, journey.path());
      case Leg.Lost(String why, Optional<RuleName> rule) ->
          new Answer.Unclear(why, rule, journey.path());
    };
  }

  /// Sends the first packet, whoever takes it.
  Leg start(Journey journey, Origin from, IpAddress to, TransportPort port) {
    IpAddress unspecified = IpAddress.parse(to.family() == IpFamily.V4 ? "0.0.0.0" : "::");
    Tuple tuple = new Tuple(unspecified, OWN_PORT, to, port.port().number());
    Packet packet = Packet.first(port.protocol(), tuple);
    return switch (from) {
      case Origin.Inside(var path, String name) -> journey.send(survey.at(path, name), packet);
      case Origin.OfHost() -> journey.send(survey.host(), packet);
      case Origin.Having(IpAddress address) ->
          journey.send(having(address), source(packet, address));
      case Origin.Remote(IpAddress address) ->
          journey.receive(survey.host(), towards(address), source(packet, address));
    };
  }

  private NamespaceView having(IpAddress address) {
    return survey
        .having(address)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "nobody on this host has the address "
                    + address
                    + ": expected a container's; another machine is named as remote:"
                    + address));
  }

  private static Packet source(Packet packet, IpAddress address) {
    if (address.family() != packet.family()) {
      return packet;
    }
    Tuple tuple = packet.tuple();
    return Packet.first(
        packet.protocol(),
        new Tuple(address, OWN_PORT, tuple.destination(), tuple.destinationPort()));
  }

  /// The link by which the host would answer.
  private Link towards(IpAddress address) {
    Optional<Link> link =
        survey.host().route(RouteQuery.to(address)) instanceof Routed.By(Route route)
            ? route.link().flatMap(survey.host()::link)
            : Optional.empty();
    return link.filter(found -> !found.name().equals("lo"))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "the host has no way to "
                    + address
                    + ": expected the address of another machine that it has a route to"));
  }

  private Answer arrived(Journey journey, Leg.Arrived arrived) {
    boolean host = arrived.view() == survey.host();
    List<String> legacy = legacyTables();
    if (!legacy.isEmpty()) {
      return new Answer.Unclear(
          "there are tables of iptables as it was before nftables, which cannot be seen here: "
              + String.join(", ", legacy)
              + "; iptables-legacy-save shows them",
          Optional.empty(),
          journey.path());
    }
    return switch (new Listeners(arrived.view(), host).take(arrived.packet())) {
      case Listeners.Taken.No(Cause cause) -> new Answer.Stopped(cause, false, journey.path());
      case Listeners.Taken.By(String listener) ->
          switch (journey.answer(arrived)) {
            case Leg.Arrived _, Leg.Left _ -> answered(journey, arrived, listener);
            case Leg.Halted(Cause cause) -> new Answer.Stopped(cause, true, journey.path());
            case Leg.Lost(String why, Optional<RuleName> rule) ->
                new Answer.Unclear("on the way back, " + why, rule, journey.path());
          };
    };
  }

  private Answer answered(Journey journey, Leg.Arrived arrived, String listener) {
    Packet packet = arrived.packet();
    IpAddress client = packet.tuple().source();
    Port asked = new Port(packet.tuple().destinationPort());
    TransportPort port = new TransportPort(packet.protocol(), asked);
    Optional<PortBinding> proxy =
        arrived.view() == survey.host()
            ? proxied.at(packet.tuple().destination(), port)
            : Optional.empty();
    if (proxy.isEmpty()) {
      return new Answer.Reached(arrived.view().name() + ", " + listener, client, journey.path());
    }
    return allows(proxy.get(), packet)
        ? passedOn(
            journey,
            proxy.get(),
            new TransportPort(packet.protocol(), ProxiedPorts.behind(proxy.get(), asked)))
        : new Answer.Stopped(
            new Cause.NotAClient(arrived.view().name(), port, client), false, journey.path());
  }

  /// The host itself always may.
  private static boolean allows(PortBinding proxy, Packet packet) {
    IpAddress client = packet.tuple().source();
    return packet.in().filter(in -> in.name().equals("lo")).isPresent()
        || (!proxy.hostAddress().loopback()
            && (proxy.sources().isEmpty()
                || proxy.sources().stream().anyMatch(each -> each.contains(client))));
  }

  /// The proxy asks for its part, from the host.
  private Answer passedOn(Journey journey, PortBinding proxy, TransportPort port) {
    Sender sender = new Sender(survey);
    Answer behind = sender.ask(new Origin.OfHost(), proxy.containerAddress(), port);
    backends = sender.backends();
    List<Step> path = new ArrayList<>(journey.path());
    path.addAll(behind.path());
    return switch (behind) {
      case Answer.Reached(String listener, IpAddress as, _) ->
          new Answer.Reached(listener + ", by the proxy", as, path);
      case Answer.Stopped(Cause cause, boolean back, _) -> new Answer.Stopped(cause, back, path);
      case Answer.Unclear(String why, Optional<RuleName> rule, _) ->
          new Answer.Unclear(why, rule, path);
    };
  }

  private List<String> legacyTables() {
    return survey.host().legacyTables();
  }

  /// The address under which somebody asks.
  static Optional<IpAddress> address(Origin from, Survey survey, IpFamily family) {
    return switch (from) {
      case Origin.OfHost() -> Optional.empty();
      case Origin.Remote(IpAddress address) -> same(address, family);
      case Origin.Having(IpAddress address) -> same(address, family);
      case Origin.Inside(var path, String name) ->
          survey.at(path, name).addresses().stream()
              .map(own -> own.address().address())
              .filter(own -> own.family() == family && !own.loopback() && !own.linkLocal())
              .findFirst();
    };
  }

  private static Optional<IpAddress> same(IpAddress address, IpFamily family) {
    return Optional.of(address).filter(own -> own.family() == family);
  }
}
