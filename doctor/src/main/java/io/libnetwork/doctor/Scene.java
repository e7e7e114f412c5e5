package io.libnetwork.doctor;

import io.libnetwork.Host;
import io.libnetwork.StoredNames;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.drivers.links.MarkedLink;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.store.StoredState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A host as it is at one moment, looked at once for all checks.
///
/// @param state where the store is looked for
/// @param stored what the store has; empty where there is none, or it cannot be read
/// @param marked links of ours, made with this host's folder
/// @param links of the host
/// @param routes of the host, of all tables and both families
record Scene(
    Host host,
    Path state,
    Optional<StoredState> stored,
    List<MarkedLink> marked,
    Map<Ifindex, Link> links,
    List<LinkAddress> addresses,
    List<Route> routes) {

  static Scene of(Host host, Path state, Optional<StoredState> stored) {
    Map<Ifindex, Link> links = new LinkedHashMap<>();
    host.rtnetlink().list(Links.list()).forEach(link -> links.put(link.index(), link));
    List<Route> routes = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      routes.addAll(host.rtnetlink().list(Routes.list(family)));
    }
    return new Scene(
        host,
        state,
        stored,
        MarkedLink.of(host).stream().filter(MarkedLink::here).toList(),
        links,
        host.rtnetlink().list(Addresses.list()),
        routes);
  }

  /// Our bridges.
  List<MarkedLink> bridges() {
    return marked.stream().filter(one -> one.link().kind().equals("bridge")).toList();
  }

  /// A link with the network or endpoint it belongs to, as in `interface br-0123 (network shop)`.
  String describe(MarkedLink link) {
    String name = "interface " + link.link().name();
    Optional<StoredNames> names = stored.map(found -> StoredNames.of(found.snapshot()));
    Optional<String> owner =
        names.flatMap(known ->
            link.network()
                .map(known.networks()::get)
                .map("network "::concat)
                .or(() -> link.endpoint().map(known.endpoints()::get).map("endpoint "::concat)));
    return owner.map(of -> name + " (" + of + ")").orElse(name);
  }

  /// The prefixes on a link that are not link-local.
  Set<IpPrefix> prefixes(Ifindex link) {
    Set<IpPrefix> found = new HashSet<>();
    addresses.stream()
        .filter(address -> address.link().equals(link))
        .filter(address -> !address.address().address().linkLocal())
        .forEach(address -> found.add(address.address().prefix()));
    return found;
  }

  String name(Ifindex link) {
    Link known = links.get(link);
    return known == null ? "link " + link : known.name();
  }
}
