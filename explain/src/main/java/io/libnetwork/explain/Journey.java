package io.libnetwork.explain;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.explain.NamespaceView.Routed;
import io.libnetwork.explain.ruleset.Deed;
import io.libnetwork.explain.ruleset.Interface;
import io.libnetwork.explain.ruleset.Judge;
import io.libnetwork.explain.ruleset.Judgement;
import io.libnetwork.explain.ruleset.Packet;
import io.libnetwork.explain.ruleset.Point;
import io.libnetwork.explain.ruleset.RuleName;
import io.libnetwork.explain.ruleset.Tracking;
import io.libnetwork.explain.ruleset.Tuple;
import io.libnetwork.linux.rtnetlink.BridgePort;
import io.libnetwork.linux.rtnetlink.BridgePortOption;
import io.libnetwork.linux.rtnetlink.BridgePorts;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.RouteQuery;
import io.libnetwork.linux.rtnetlink.RouteType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A packet's way through namespaces, and that of the answer, as the kernel would take it: hooks in
/// its order, its routes, its bridges, and the wires between namespaces. Not for several threads.
final class Journey {

  /// A way that is longer goes in circles.
  private static final int MOST_HOPS = 32;

  private final Survey survey;
  private final Map<NamespaceView, Tracking> tracked = new HashMap<>();
  private final List<Step> path = new ArrayList<>();
  private boolean back;
  private int hops;

  Journey(Survey survey) {
    this.survey = survey;
  }

  List<Step> path() {
    return List.copyOf(path);
  }

  /// Sends a packet that begins in a namespace; one whose source is unspecified gets one.
  Leg send(NamespaceView view, Packet packet) {
    Tuple tuple = packet.tuple();
    RouteQuery query = RouteQuery.to(tuple.destination());
    if (!tuple.source().unspecified()) {
      query = query.withSource(tuple.source());
    }
    return switch (view.route(query)) {
      case Routed.Nowhere(String why) -> unrouted(view, tuple.destination(), why);
      case Routed.By(Route route) -> {
        Optional<IpAddress> source =
            tuple.source().unspecified() ? route.source() : Optional.of(tuple.source());
        Optional<Link> out = out(view, route);
        yield source.isEmpty() || out.isEmpty()
            ? unrouted(view, tuple.destination(), "no address to send from")
            : leave(view, from(packet, source.get()), out.get());
      }
    };
  }

  /// Has a packet come in by a link from outside of everything that is seen.
  Leg receive(NamespaceView view, Link link, Packet packet) {
    return enter(view, link, Optional.empty(), packet);
  }

  /// Sends the answer to a packet that has arrived.
  Leg answer(Leg.Arrived to) {
    back = true;
    hops = 0;
    Tuple reversed = to.packet().tuple().reversed();
    Tracking known = to.packet().tracking().answered();
    return send(to.view(), to.packet().elsewhere(known).withTuple(reversed));
  }

  private static Packet from(Packet packet, IpAddress source) {
    if (packet.tuple().source().equals(source)) {
      return packet;
    }
    Tuple tuple = packet.tuple();
    return Packet.first(
        packet.protocol(),
        new Tuple(source, tuple.sourcePort(), tuple.destination(), tuple.destinationPort()));
  }

  /// What begins here: `output`, a new route where its destination was changed, `postrouting`.
  private Leg leave(NamespaceView view, Packet packet, Link first) {
    Passing output =
        judge(view, Point.OUTPUT, packet.enteringBy(Optional.empty()).leavingBy(of(first)));
    if (output.ended().isPresent()) {
      return output.ended().get();
    }
    Packet judged = output.packet();
    IpAddress to = judged.tuple().destination();
    RouteQuery query =
        RouteQuery.to(to).withSource(judged.tuple().source()).withMark((int) judged.mark());
    return switch (view.route(query)) {
      case Routed.Nowhere(String why) -> unrouted(view, to, why);
      case Routed.By(Route route) ->
          out(view, route)
              .map(out -> depart(view, judged.leavingBy(of(out)), out, nextHop(route, to)))
              .orElseGet(() -> unrouted(view, to, "the route has no link"));
    };
  }

  private static IpAddress nextHop(Route route, IpAddress destination) {
    return route.gateway().orElse(destination);
  }

  private static Optional<Link> out(NamespaceView view, Route route) {
    return route.type() == RouteType.LOCAL
        ? view.link("lo")
        : route
            .link()
            .or(() -> route.nextHops().stream().flatMap(hop -> hop.link().stream()).findFirst())
            .flatMap(view::link);
  }

  private static Optional<Interface> of(Link link) {
    return Optional.of(Interface.of(link));
  }

  private Leg depart(NamespaceView view, Packet packet, Link out, IpAddress nextHop) {
    Passing post = judge(view, Point.POSTROUTING, packet);
    if (post.ended().isPresent()) {
      return post.ended().get();
    }
    Packet leaving = post.packet();
    remember(view, leaving);
    if (!out.up()) {
      return new Leg.Halted(new Cause.Down(view.name(), out.name()));
    }
    if (out.name().equals("lo")) {
      return enter(view, out, Optional.empty(), leaving);
    }
    note(view, "leaves by " + named(out) + " for " + nextHop);
    return emit(view, out, nextHop, leaving.sentBy(out.mac()));
  }

  private void remember(NamespaceView view, Packet packet) {
    if (!back) {
      tracked.put(view, packet.tracking());
    }
  }

  /// The wire: a bridge's ports, or the other end of a pair.
  private Leg emit(NamespaceView view, Link out, IpAddress nextHop, Packet packet) {
    if (out.kind().equals("bridge")) {
      return flood(view, out, FromPort.NONE, nextHop, packet);
    }
    Optional<Survey.End> peer = survey.peer(view, out);
    if (peer.isEmpty()) {
      return new Leg.Left(view, out, packet);
    }
    Survey.End end = peer.get();
    if (!end.link().up()) {
      return new Leg.Halted(new Cause.Down(end.view().name(), end.link().name()));
    }
    Optional<Link> master = end.link().master().flatMap(end.view()::link);
    if (master.filter(link -> link.kind().equals("bridge")).isPresent()) {
      return bridge(end.view(), master.get(), end.link(), nextHop, packet);
    }
    return end.view().answersFor(end.link(), nextHop)
        ? enter(end.view(), end.link(), Optional.empty(), elsewhere(end.view(), packet))
        : new Leg.Halted(new Cause.NobodyHas(view.name(), out.name(), nextHop));
  }

  /// What another namespace knows of a packet that comes in: nothing of the first one.
  private Packet elsewhere(NamespaceView view, Packet packet) {
    if (!back) {
      return packet.elsewhere(Tracking.first(packet.tuple()));
    }
    Tracking known = tracked.get(view);
    boolean belongs =
        known != null
            && known.translated().source().equals(packet.tuple().destination())
            && known.translated().destination().equals(packet.tuple().source());
    return packet.elsewhere(
        known != null && belongs ? known.answered() : Tracking.stray(packet.tuple()));
  }

  /// A frame enters a bridge by a port: for the bridge itself, or for another port.
  private Leg bridge(NamespaceView view, Link bridge, Link port, IpAddress nextHop, Packet packet) {
    note(view, "enters " + named(bridge) + " by its port " + named(port));
    Packet frame = elsewhere(view, packet).enteringBy(of(port));
    Passing in = judgeFrame(view, Point.PREROUTING, frame);
    if (in.ended().isPresent()) {
      return in.ended().get();
    }
    if (!view.answersFor(bridge, nextHop)) {
      return flood(view, bridge, FromPort.of(port, false), nextHop, packet);
    }
    Passing up = judgeFrame(view, Point.INPUT, frame);
    return up.ended().isPresent()
        ? up.ended().get()
        : enter(view, bridge, Optional.of(port), elsewhere(view, packet));
  }

  /// Where a frame came into a bridge.
  ///
  /// @param port empty where it is the bridge's own
  /// @param judged the host's rules have judged it already
  private record FromPort(Optional<Link> port, boolean judged) {

    static final FromPort NONE = new FromPort(Optional.empty(), false);

    static FromPort of(Link port, boolean judged) {
      return new FromPort(Optional.of(port), judged);
    }

    boolean is(Link other) {
      return port.filter(link -> link.index().equals(other.index())).isPresent();
    }
  }

  /// A frame leaves a bridge by the port behind which somebody has the address; by that it came in
  /// by only where that may be.
  private Leg flood(
      NamespaceView view, Link bridge, FromPort from, IpAddress nextHop, Packet packet) {
    List<String> unseen = new ArrayList<>();
    for (Link port : view.links().values()) {
      boolean may = !from.is(port) || on(view, port, BridgePortOption.HAIRPIN);
      if (may && port.master().equals(Optional.of(bridge.index()))) {
        Optional<Survey.End> peer = survey.peer(view, port);
        if (peer.isEmpty()) {
          unseen.add(port.name());
        } else if (peer.get().view().answersFor(peer.get().link(), nextHop)) {
          return cross(view, bridge, from, port, peer.get(), packet);
        }
      }
    }
    return unseen.isEmpty()
        ? new Leg.Halted(new Cause.NobodyHas(view.name(), bridge.name(), nextHop))
        : new Leg.Lost(
            "in %s somebody behind %s may have the address %s, and who that is cannot be seen"
                .formatted(view.name(), String.join(", ", unseen), nextHop),
            Optional.empty());
  }

  private Leg cross(
      NamespaceView view, Link bridge, FromPort from, Link to, Survey.End end, Packet packet) {
    Optional<Leg> kept =
        from.port().isPresent()
            ? across(view, bridge, from.port().get(), from.judged(), to, packet)
            : out(view, bridge, to, packet);
    if (kept.isPresent()) {
      return kept.get();
    }
    note(view, "leaves " + named(bridge) + " by its port " + named(to));
    return to.up() && end.link().up()
        ? enter(end.view(), end.link(), Optional.empty(), elsewhere(end.view(), packet))
        : new Leg.Halted(new Cause.Down(end.view().name(), end.link().name()));
  }

  /// From the bridge itself to a port.
  private Optional<Leg> out(NamespaceView view, Link bridge, Link to, Packet packet) {
    Packet frame = packet.enteringBy(Optional.empty()).leavingBy(of(to));
    return judgeFrame(view, Point.OUTPUT, frame.leavingBy(of(bridge)))
        .ended()
        .or(() -> judgeFrame(view, Point.POSTROUTING, frame).ended());
  }

  /// From port to port, which the host's own rules judge too where `br_netfilter` is asked to.
  private Optional<Leg> across(
      NamespaceView view, Link bridge, Link from, boolean judged, Link to, Packet packet) {
    if (on(view, from, BridgePortOption.ISOLATED) && on(view, to, BridgePortOption.ISOLATED)) {
      return Optional.of(new Leg.Halted(new Cause.Isolated(view.name(), from.name(), to.name())));
    }
    Packet frame = elsewhere(view, packet);
    Packet between = frame.enteringBy(of(from)).leavingBy(of(to));
    Optional<Leg> ended = judgeFrame(view, Point.FORWARD, between).ended();
    if (ended.isEmpty() && !judged && callsHost(view, packet.family())) {
      ended = asRouted(view, bridge, frame);
    }
    return ended.or(() -> judgeFrame(view, Point.POSTROUTING, frame.leavingBy(of(to))).ended());
  }

  private Optional<Leg> asRouted(NamespaceView view, Link bridge, Packet frame) {
    note(view, "is judged as if it were routed, because bridge-nf-call is 1");
    Passing pre = judge(view, Point.PREROUTING, frame.enteringBy(of(bridge)));
    if (pre.ended().isPresent()) {
      return pre.ended();
    }
    Passing forward = judge(view, Point.FORWARD, pre.packet().leavingBy(of(bridge)));
    if (forward.ended().isPresent()) {
      return forward.ended();
    }
    Packet leaving = forward.packet().enteringBy(Optional.empty()).leavingBy(of(bridge));
    Passing post = judge(view, Point.POSTROUTING, leaving);
    remember(view, post.packet());
    return post.ended();
  }

  private static boolean on(NamespaceView view, Link port, BridgePortOption option) {
    return view.rtnetlink()
        .find(BridgePorts.get(port.index()))
        .filter((BridgePort found) -> found.on(option))
        .isPresent();
  }

  private static boolean callsHost(NamespaceView view, IpFamily family) {
    String tables = family == IpFamily.V4 ? "iptables" : "ip6tables";
    return view.parameter("net/bridge/bridge-nf-call-" + tables).filter("1"::equals).isPresent();
  }

  /// What comes in by a link: `prerouting`, a route, and then `input`, or `forward` and
  /// `postrouting`.
  ///
  /// @param port the port of the bridge that `link` is; empty for another link
  private Leg enter(NamespaceView view, Link link, Optional<Link> port, Packet packet) {
    hops++;
    if (hops > MOST_HOPS) {
      return new Leg.Lost("the packet goes in circles", Optional.empty());
    }
    note(view, "comes in by " + named(link) + ": " + packet.tuple());
    Passing pre = judge(view, Point.PREROUTING, packet.enteringBy(of(link)));
    if (pre.ended().isPresent()) {
      return pre.ended().get();
    }
    Packet judged = pre.packet();
    IpAddress to = judged.tuple().destination();
    boolean loop = link.name().equals("lo");
    RouteQuery query =
        RouteQuery.to(to).withSource(judged.tuple().source()).withMark((int) judged.mark());
    return switch (view.route(loop ? query : query.withIn(link.index()))) {
      case Routed.Nowhere(String why) -> unforwarded(view, link, to, why);
      case Routed.By(Route route) ->
          route.type() == RouteType.LOCAL
              ? arrive(view, judged)
              : forward(view, link, port, judged, route);
    };
  }

  private Leg arrive(NamespaceView view, Packet packet) {
    Passing input = judge(view, Point.INPUT, packet);
    if (input.ended().isPresent()) {
      return input.ended().get();
    }
    remember(view, input.packet());
    return new Leg.Arrived(view, input.packet());
  }

  private Leg forward(
      NamespaceView view, Link in, Optional<Link> port, Packet packet, Route route) {
    IpAddress to = packet.tuple().destination();
    if (packet.family() == IpFamily.V6 && !forwards(view, in)) {
      return new Leg.Halted(new Cause.NotForwarding(view.name(), "net.ipv6.conf.all.forwarding"));
    }
    Optional<Link> out = out(view, route);
    if (out.isEmpty()) {
      return unrouted(view, to, "the route has no link");
    }
    Passing forward = judge(view, Point.FORWARD, packet.leavingBy(of(out.get())));
    if (forward.ended().isPresent()) {
      return forward.ended().get();
    }
    Packet judged = forward.packet();
    boolean frame = in.index().equals(out.get().index()) && callsHost(view, packet.family());
    return port.isPresent() && frame
        ? turned(view, out.get(), port.get(), nextHop(route, to), judged)
        : depart(view, judged, out.get(), nextHop(route, to));
  }

  /// A frame whose destination `br_netfilter` changed goes on as a frame: as if it had come in by
  /// no link, from port to port.
  private Leg turned(NamespaceView view, Link bridge, Link port, IpAddress nextHop, Packet packet) {
    Passing post =
        judge(view, Point.POSTROUTING, packet.enteringBy(Optional.empty()).leavingBy(of(bridge)));
    if (post.ended().isPresent()) {
      return post.ended().get();
    }
    remember(view, post.packet());
    note(view, "goes on as a frame of " + named(bridge) + ", because bridge-nf-call is 1");
    return flood(view, bridge, FromPort.of(port, true), nextHop, post.packet());
  }

  /// IPv6 is not asked by the route.
  private static boolean forwards(NamespaceView view, Link in) {
    return view.parameter("net/ipv6/conf/all/forwarding").filter("0"::equals).isEmpty()
        || view.parameter("net/ipv6/conf/" + in.name() + "/force_forwarding")
            .filter("1"::equals)
            .isPresent();
  }

  private static Leg unforwarded(NamespaceView view, Link in, IpAddress to, String why) {
    String parameter = "net/ipv4/conf/" + in.name() + "/forwarding";
    boolean off =
        to.family() == IpFamily.V4
            && view.parameter(parameter).filter("0"::equals).isPresent()
            && view.route(RouteQuery.to(to)) instanceof Routed.By;
    return off
        ? new Leg.Halted(new Cause.NotForwarding(view.name(), parameter.replace('/', '.')))
        : unrouted(view, to, why);
  }

  private static Leg unrouted(NamespaceView view, IpAddress to, String why) {
    return new Leg.Halted(new Cause.Unrouted(view.name(), to, why));
  }

  /// What came of a hook.
  ///
  /// @param ended the way ends here
  private record Passing(Packet packet, Optional<Leg> ended) {}

  private Passing judge(NamespaceView view, Point point, Packet packet) {
    return passing(view, packet, new Judge(view.ruleset(), view).at(point, packet));
  }

  private Passing judgeFrame(NamespaceView view, Point point, Packet frame) {
    return passing(view, frame, new Judge(view.ruleset(), view).onBridge(point, frame));
  }

  private Passing passing(NamespaceView view, Packet before, Judgement judged) {
    for (Deed deed : judged.deeds()) {
      path.add(new Step(view.name(), deed.what(), Optional.of(deed.rule()), back));
    }
    return switch (judged) {
      case Judgement.Passed(Packet packet, _) -> new Passing(packet, Optional.empty());
      case Judgement.Stopped(RuleName rule, boolean told, _) ->
          new Passing(before, Optional.of(stopped(view, before, rule, told)));
      case Judgement.Unclear(RuleName rule, String why, _) ->
          new Passing(
              before,
              Optional.of(new Leg.Lost("in " + view.name() + " " + why, Optional.of(rule))));
    };
  }

  private Leg stopped(NamespaceView view, Packet packet, RuleName rule, boolean told) {
    path.add(new Step(view.name(), told ? "rejected" : "dropped", Optional.of(rule), back));
    return new Leg.Halted(
        new Cause.ByRule(
            view.name(),
            rule,
            told,
            packet.in().map(Interface::name).orElse(""),
            packet.out().map(Interface::name).orElse("")));
  }

  private void note(NamespaceView view, String what) {
    path.add(new Step(view.name(), what, Optional.empty(), back));
  }

  /// A link of ours says in its alias whose it is.
  private static String named(Link link) {
    return link.name()
        + link.alias()
            .filter(alias -> alias.startsWith("libnetwork "))
            .map(a -> " (" + short12(a) + ")")
            .orElse("");
  }

  private static String short12(String alias) {
    int end = alias.lastIndexOf(' ') + 13;
    return alias.substring("libnetwork ".length(), Math.min(end, alias.length()));
  }
}
