package io.libnetwork.spi;

import io.libnetwork.SandboxRoute;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.rtnetlink.Ifindex;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What remains to be done inside a sandbox's namespace after a driver's part of a join: the
/// controller gives the interface its addresses, brings it up and sets routes.
///
/// @param link the interface in the sandbox's namespace, down and without addresses; empty where
///   the kind of network has none
/// @param mtu the interface's MTU, where the driver chose one
/// @param gateways the next hop of the default route, for each family that has one; an unspecified
///   address where the route leads by the interface itself, to no next hop
/// @param routes further routes
/// @param routed the link has no neighbours but the gateway, so the interface gets its addresses
///   alone, as /32 and /128, without the prefix they are of
public record JoinPlan(
    Optional<Ifindex> link,
    OptionalInt mtu,
    Map<IpFamily, IpAddress> gateways,
    List<SandboxRoute> routes,
    boolean routed) {

  /// Nothing remains to be done.
  public static final JoinPlan NOTHING =
      new JoinPlan(Optional.empty(), OptionalInt.empty(), Map.of(), List.of());

  /// Of a link with neighbours.
  public JoinPlan(
      Optional<Ifindex> link,
      OptionalInt mtu,
      Map<IpFamily, IpAddress> gateways,
      List<SandboxRoute> routes) {
    this(link, mtu, gateways, routes, false);
  }

  public JoinPlan {
    gateways = Map.copyOf(gateways);
    routes = List.copyOf(routes);
  }
}
