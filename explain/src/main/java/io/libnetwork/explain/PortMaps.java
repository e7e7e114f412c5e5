package io.libnetwork.explain;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.explain.ruleset.Ruleset;
import io.libnetwork.explain.ruleset.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The maps of our firewall's table that lead from ports of the host to containers.
final class PortMaps {

  private static final String TABLE = "inet libnetwork";

  private final Ruleset ruleset;

  PortMaps(Ruleset ruleset) {
    this.ruleset = ruleset;
  }

  /// A port of the host that leads to a container; the first of a range.
  ///
  /// @param at the host's address; empty for every one
  record Lead(Protocol protocol, IpFamily family, Optional<IpAddress> at, int port) {

    @Override
    public String toString() {
      String address = at.map(IpAddress::toString).orElse(family == IpFamily.V4 ? "0.0.0.0" : "::");
      return (family == IpFamily.V6 ? "[" + address + "]" : address) + ":" + port + "/" + protocol;
    }
  }

  /// Every port that leads somewhere.
  List<Lead> all() {
    List<Lead> leads = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      String suffix = family == IpFamily.V4 ? "4" : "6";
      for (String map : List.of("pub", "any", "pubspan", "span")) {
        for (List<Term> key : ruleset.keys(TABLE, map + suffix)) {
          lead(family, key).ifPresent(leads::add);
        }
      }
    }
    return leads;
  }

  /// Whether a port of an address of the host leads somewhere.
  boolean lead(Protocol protocol, IpAddress address, int port) {
    String suffix = address.family() == IpFamily.V4 ? "4" : "6";
    Term number = new Term.Number(port);
    Term transport = new Term.Number(protocol.number());
    Term at = new Term.Address(address);
    return serves(protocol, address, port)
        || ruleset.leads(TABLE, "any" + suffix, List.of(transport, number))
        || ruleset.leads(TABLE, "span" + suffix, List.of(transport, number))
        || ruleset.leads(TABLE, "pub" + suffix, List.of(at, transport, number))
        || ruleset.leads(TABLE, "pubspan" + suffix, List.of(at, transport, number));
  }

  /// Whether it is a service's, whether anybody serves it or not.
  boolean serves(Protocol protocol, IpAddress address, int port) {
    String suffix = address.family() == IpFamily.V4 ? "4" : "6";
    return ruleset.decides(TABLE, "serviceany" + suffix, at(protocol, port))
        || ruleset.decides(TABLE, "service" + suffix, at(address, protocol, port));
  }

  /// The backends among which connections to a port of a service are shared out, each with a slot
  /// that leads to it. Empty where it is no service's, or nobody serves it.
  Map<String, String> backends(Protocol protocol, IpAddress address, int port) {
    String suffix = address.family() == IpFamily.V4 ? "4" : "6";
    Map<String, String> one =
        ruleset.leadingFrom(TABLE, "slot" + suffix, at(address, protocol, port));
    return one.isEmpty() ? ruleset.leadingFrom(TABLE, "slotany" + suffix, at(protocol, port)) : one;
  }

  private static List<Term> at(Protocol protocol, int port) {
    return List.of(new Term.Number(protocol.number()), new Term.Number(port));
  }

  private static List<Term> at(IpAddress address, Protocol protocol, int port) {
    return List.of(
        new Term.Address(address), new Term.Number(protocol.number()), new Term.Number(port));
  }

  private static Optional<Lead> lead(IpFamily family, List<Term> key) {
    Optional<IpAddress> at =
        key.getFirst() instanceof Term.Address(IpAddress address)
            ? Optional.of(address)
            : Optional.empty();
    int from = at.isPresent() ? 1 : 0;
    if (key.size() == from + 2
        && key.get(from) instanceof Term.Number(long transport)
        && key.get(from + 1) instanceof Term.Number(long port)) {
      for (Protocol protocol : Protocol.values()) {
        if (protocol.number() == transport) {
          return Optional.of(new Lead(protocol, family, at, (int) port));
        }
      }
    }
    return Optional.empty();
  }
}
