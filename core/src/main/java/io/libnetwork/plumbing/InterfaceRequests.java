package io.libnetwork.plumbing;

import io.libnetwork.RouteType;
import io.libnetwork.SandboxRoute;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.rtnetlink.AddressFlag;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.linux.rtnetlink.Scope;
import io.libnetwork.reconcile.NeighbourRoute;
import java.util.ArrayList;
import java.util.List;

/// The netlink requests that make an interface what it is to become, in the order the kernel needs:
/// addresses, up, routes.
final class InterfaceRequests {

  private static final int IPV4_LINK_LOCAL_LENGTH = 16;
  private static final int IPV6_LINK_LOCAL_LENGTH = 64;

  /// Longer prefixes have no broadcast address, RFC 3021.
  private static final int LONGEST_WITH_BROADCAST = 30;

  private InterfaceRequests() {}

  static List<NetlinkRequest<Void>> of(InterfaceSetup setup) {
    List<NetlinkRequest<Void>> requests = new ArrayList<>();
    addresses(setup).forEach(address -> requests.add(Addresses.add(address)));
    requests.add(Links.up(setup.link()));
    setup
        .gateways()
        .values()
        .forEach(gateway -> requests.add(Routes.replace(gatewayRoute(setup, gateway))));
    setup.routes().forEach(route -> requests.add(Routes.add(route(setup.link(), route))));
    return requests;
  }

  /// The addresses it is to have.
  static List<LinkAddress> addresses(InterfaceSetup setup) {
    List<LinkAddress> addresses = new ArrayList<>();
    setup.addresses().forEach(address -> addresses.add(address(setup.link(), address)));
    setup.linkLocal().forEach(address -> addresses.add(linkLocal(setup.link(), address)));
    return addresses;
  }

  /// The routes that are to be there, with those to its neighbours, which the kernel makes by
  /// itself with an address.
  static List<Route> routes(InterfaceSetup setup) {
    List<Route> routes = new ArrayList<>();
    for (InterfaceAddress address : setup.addresses()) {
      // With one that is alone the kernel makes a route to itself, in IPv6.
      if (address.length() < address.family().bits() || address.family() == IpFamily.V6) {
        routes.add(NeighbourRoute.of(setup.link(), address));
      }
    }
    setup.gateways().values().forEach(gateway -> routes.add(gatewayRoute(setup, gateway)));
    setup.routes().forEach(route -> routes.add(route(setup.link(), route)));
    return routes;
  }

  /// Routes that refuse lead by no interface, so they stay when it goes.
  static List<NetlinkRequest<Void>> removals(List<SandboxRoute> routes) {
    return refusals(routes).stream().map(Routes::delete).toList();
  }

  /// Those of some routes that refuse.
  static List<Route> refusals(List<SandboxRoute> routes) {
    return routes.stream()
        .filter(route -> route.type() != RouteType.UNICAST)
        .map(InterfaceRequests::refusal)
        .toList();
  }

  static Route defaultRoute(DefaultRoute route) {
    return route.gateway().unspecified()
        ? Route.connected(IpPrefix.containing(route.gateway(), 0), route.link())
        : Route.defaultVia(route.gateway()).withLink(route.link());
  }

  private static LinkAddress address(Ifindex link, InterfaceAddress address) {
    LinkAddress added = LinkAddress.of(link, address);
    return switch (address.family()) {
      case V4 -> withBroadcast(added, address);
      case V6 -> added.with(AddressFlag.NODAD);
    };
  }

  private static LinkAddress withBroadcast(LinkAddress added, InterfaceAddress address) {
    return address.length() <= LONGEST_WITH_BROADCAST
            && address.prefix().last() instanceof Ipv4Address last
        ? added.withBroadcast(last)
        : added;
  }

  private static LinkAddress linkLocal(Ifindex link, IpAddress address) {
    int length = address.family() == IpFamily.V4 ? IPV4_LINK_LOCAL_LENGTH : IPV6_LINK_LOCAL_LENGTH;
    LinkAddress added =
        LinkAddress.of(link, new InterfaceAddress(address, length)).withScope(Scope.LINK);
    return address.family() == IpFamily.V6 ? added.with(AddressFlag.NODAD) : added;
  }

  /// A gateway outside the prefixes of the interface's addresses is on the link all the same.
  private static Route gatewayRoute(InterfaceSetup setup, IpAddress gateway) {
    Route route = defaultRoute(new DefaultRoute(gateway, setup.link()));
    boolean near =
        gateway.unspecified()
            || setup.addresses().stream().anyMatch(address -> address.prefix().contains(gateway));
    return near ? route : route.withOnLink();
  }

  private static Route route(Ifindex link, SandboxRoute wanted) {
    if (wanted.type() != RouteType.UNICAST) {
      return refusal(wanted);
    }
    Route route =
        wanted
            .gateway()
            .map(gateway -> Route.via(wanted.destination(), gateway).withLink(link))
            .orElseGet(() -> Route.connected(wanted.destination(), link));
    return withMetric(route, wanted);
  }

  private static Route refusal(SandboxRoute wanted) {
    Route route =
        switch (wanted.type()) {
          case BLACKHOLE -> Route.blackhole(wanted.destination());
          case UNREACHABLE -> Route.unreachable(wanted.destination());
          case PROHIBIT -> Route.prohibit(wanted.destination());
          case UNICAST -> throw new IllegalArgumentException("no refusal: " + wanted);
        };
    return withMetric(route, wanted);
  }

  private static Route withMetric(Route route, SandboxRoute wanted) {
    return wanted.metric().isPresent() ? route.withMetric(wanted.metric().getAsInt()) : route;
  }
}
