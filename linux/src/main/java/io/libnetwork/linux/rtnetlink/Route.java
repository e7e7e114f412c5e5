package io.libnetwork.linux.rtnetlink;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A route: to be added, or as the kernel shows it.
///
/// Made with a static method and the `with` methods.
///
/// @param destination `0.0.0.0/0` or `::/0` for a default route
/// @param scope IPv4 only, see [Scope]
/// @param link where packets leave; the kernel finds it from the gateway where it is absent
/// @param source the address that connections from here get, where they chose none
/// @param metric unsigned; of routes to one destination the smallest is taken. Absent is 0 for IPv4
///   and 1024 for IPv6, and the kernel shows only what is not 0
/// @param onLink the gateway is taken to be on the link, whatever the link's prefixes say
/// @param mtu in bytes, for packets of this route
/// @param nextHops where the route has several ways; gateway and link are absent then
public record Route(
    IpPrefix destination,
    RouteType type,
    RouteTable table,
    RouteProtocol protocol,
    Scope scope,
    Optional<IpAddress> gateway,
    Optional<Ifindex> link,
    Optional<IpAddress> source,
    OptionalInt metric,
    boolean onLink,
    OptionalInt mtu,
    List<NextHop> nextHops) {

  /// @throws IllegalArgumentException when the source is of another family, or there is a gateway
  ///   besides next hops
  public Route {
    nextHops = List.copyOf(nextHops);
    IpFamily family = destination.family();
    source.ifPresent(from -> Families.requireSame(family, from.family(), "the source " + from));
    if (!nextHops.isEmpty() && gateway.isPresent()) {
      throw new IllegalArgumentException(
          "a route to %s with gateway %s besides next hops %s: expected one or the other"
              .formatted(destination, gateway.get(), nextHops));
    }
  }

  /// A route by a gateway, in the main table.
  public static Route via(IpPrefix destination, IpAddress gateway) {
    return plain(destination, RouteType.UNICAST, Scope.UNIVERSE).withGateway(gateway);
  }

  /// The default route by a gateway, in the main table.
  public static Route defaultVia(IpAddress gateway) {
    return via(IpPrefix.containing(gateway, 0), gateway);
  }

  /// A route to what is reached on the link itself, in the main table.
  public static Route connected(IpPrefix destination, Ifindex link) {
    Scope scope = destination.family() == IpFamily.V4 ? Scope.LINK : Scope.UNIVERSE;
    return plain(destination, RouteType.UNICAST, scope).withLink(link);
  }

  public static Route blackhole(IpPrefix destination) {
    return plain(destination, RouteType.BLACKHOLE, Scope.UNIVERSE);
  }

  public static Route unreachable(IpPrefix destination) {
    return plain(destination, RouteType.UNREACHABLE, Scope.UNIVERSE);
  }

  public static Route prohibit(IpPrefix destination) {
    return plain(destination, RouteType.PROHIBIT, Scope.UNIVERSE);
  }

  /// A route in several ways, in the main table.
  public static Route multipath(IpPrefix destination, NextHop... hops) {
    return plain(destination, RouteType.UNICAST, Scope.UNIVERSE).withNextHops(List.of(hops));
  }

  public Route withGateway(IpAddress gateway) {
    return new Route(
        destination,
        type,
        table,
        protocol,
        scope,
        Optional.of(gateway),
        link,
        source,
        metric,
        onLink,
        mtu,
        nextHops);
  }

  public Route withLink(Ifindex link) {
    return new Route(
        destination,
        type,
        table,
        protocol,
        scope,
        gateway,
        Optional.of(link),
        source,
        metric,
        onLink,
        mtu,
        nextHops);
  }

  public Route withType(RouteType type) {
    return new Route(
        destination,
        type,
        table,
        protocol,
        scope,
        gateway,
        link,
        source,
        metric,
        onLink,
        mtu,
        nextHops);
  }

  public Route withTable(RouteTable table) {
    return new Route(
        destination,
        type,
        table,
        protocol,
        scope,
        gateway,
        link,
        source,
        metric,
        onLink,
        mtu,
        nextHops);
  }

  public Route withProtocol(RouteProtocol protocol) {
    return new Route(
        destination,
        type,
        table,
        protocol,
        scope,
        gateway,
        link,
        source,
        metric,
        onLink,
        mtu,
        nextHops);
  }

  public Route withScope(Scope scope) {
    return new Route(
        destination,
        type,
        table,
        protocol,
        scope,
        gateway,
        link,
        source,
        metric,
        onLink,
        mtu,
        nextHops);
  }

  public Route withSource(IpAddress source) {
    return new Route(
        destination,
        type,
        table,
        protocol,
        scope,
        gateway,
        link,
        Optional.of(source),
        metric,
        onLink,
        mtu,
        nextHops);
  }

  public Route withMetric(int metric) {
    return new Route(
        destination,
        type,
        table,
        protocol,
        scope,
        gateway,
        link,
        source,
        OptionalInt.of(metric),
        onLink,
        mtu,
        nextHops);
  }

  /// The gateway is taken to be on the link, whatever the link's prefixes say.
  public Route withOnLink() {
    return new Route(
        destination,
        type,
        table,
        protocol,
        scope,
        gateway,
        link,
        source,
        metric,
        true,
        mtu,
        nextHops);
  }

  public Route withMtu(int mtu) {
    return new Route(
        destination,
        type,
        table,
        protocol,
        scope,
        gateway,
        link,
        source,
        metric,
        onLink,
        OptionalInt.of(mtu),
        nextHops);
  }

  private Route withNextHops(List<NextHop> nextHops) {
    return new Route(
        destination,
        type,
        table,
        protocol,
        scope,
        gateway,
        link,
        source,
        metric,
        onLink,
        mtu,
        nextHops);
  }

  private static Route plain(IpPrefix destination, RouteType type, Scope scope) {
    return new Route(
        destination,
        type,
        RouteTable.MAIN,
        RouteProtocol.BOOT,
        scope,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        false,
        OptionalInt.empty(),
        List.of());
  }
}
