package io.libnetwork.explain;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.address.TransportPort;
import io.libnetwork.address.UInt128;
import io.libnetwork.drivers.firewall.Anchor;
import io.libnetwork.explain.NamespaceView.Routed;
import io.libnetwork.explain.ruleset.Packet;
import io.libnetwork.explain.ruleset.Ruleset;
import io.libnetwork.explain.ruleset.Tuple;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.RouteQuery;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Looks for rules of others that stop what our networks are meant to let pass, by having packets
/// judged that should pass.
final class Findings {

  /// Addresses of nobody (RFC 5737, RFC 3849), which stand for everybody outside.
  private static final Map<IpFamily, IpAddress> OUTSIDE =
      Map.of(
          IpFamily.V4, IpAddress.parse("192.0.2.1"), IpFamily.V6, IpAddress.parse("2001:db8::1"));

  private final Survey survey;
  private final NamespaceView host;
  private final Ruleset wanted;
  private final Map<Cause.ByRule, Finding> found = new LinkedHashMap<>();

  /// @param desired what the firewall should have; without it, what it has
  Findings(Survey survey, Optional<Ruleset> desired) {
    this.survey = survey;
    this.host = survey.host();
    this.wanted = desired.orElseGet(host::ruleset);
  }

  List<Finding> find() {
    for (Link link : host.links().values()) {
      if (link.group().equals(Anchor.BRIDGES)) {
        host.addresses().stream()
            .filter(address -> address.link().equals(link.index()))
            .filter(address -> !address.address().address().linkLocal())
            .forEach(address -> outwards(link, address));
      }
    }
    new PortMaps(wanted).all().forEach(this::inwards);
    return List.copyOf(found.values());
  }

  /// From a network to everybody outside.
  private void outwards(Link bridge, LinkAddress own) {
    InterfaceAddress gateway = own.address();
    IpAddress outside = OUTSIDE.get(gateway.address().family());
    if (outside == null || outgoing(outside).isEmpty()) {
      return;
    }
    TransportPort port = new TransportPort(Protocol.TCP, new Port(443));
    Tuple tuple = new Tuple(neighbour(gateway), Sender.OWN_PORT, outside, port.port().number());
    Journey journey = new Journey(survey);
    Leg leg = journey.receive(host, bridge, Packet.first(Protocol.TCP, tuple));
    note("from " + bridge.name() + " to the outside", leg, port);
  }

  /// An address of the network that is not the host's.
  private static IpAddress neighbour(InterfaceAddress gateway) {
    IpPrefix prefix = gateway.prefix();
    IpAddress second = prefix.addressAt(UInt128.ofUnsigned(2));
    return second.equals(gateway.address()) ? second.next() : second;
  }

  /// From everybody outside to a published port.
  private void inwards(PortMaps.Lead lead) {
    IpAddress outside = OUTSIDE.get(lead.family());
    Optional<Link> link = outside == null ? Optional.empty() : outgoing(outside);
    if (outside == null || link.isEmpty() || lead.at().filter(IpAddress::loopback).isPresent()) {
      return;
    }
    Optional<IpAddress> at = lead.at().or(() -> host.addressOf(link.get().name(), lead.family()));
    if (at.isPresent()) {
      TransportPort port = new TransportPort(lead.protocol(), new Port(lead.port()));
      Tuple tuple = new Tuple(outside, Sender.OWN_PORT, at.get(), lead.port());
      Leg leg = new Journey(survey).receive(host, link.get(), Packet.first(lead.protocol(), tuple));
      note("from outside to port " + lead, leg, port);
    }
  }

  private Optional<Link> outgoing(IpAddress outside) {
    return host.route(RouteQuery.to(outside)) instanceof Routed.By(Route route)
        ? route.link().flatMap(host::link)
        : Optional.empty();
  }

  private void note(String what, Leg leg, TransportPort port) {
    if (leg instanceof Leg.Halted(Cause cause)
        && cause instanceof Cause.ByRule by
        && by.place().equals(host.name())) {
      RuleOwner owner = RuleOwner.of(by.rule(), host.ruleset());
      if (owner != RuleOwner.LIBNETWORK) {
        List<String> toType = Advice.against(cause, false, port, host.ruleset());
        found.merge(
            by,
            new Finding(what, 0, by.rule(), owner, false, toType),
            (first, _) ->
                new Finding(
                    first.what(),
                    first.more() + 1,
                    first.rule(),
                    owner,
                    first.back(),
                    first.toType()));
      }
    }
  }
}
