package io.libnetwork.reconcile;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.RouteProtocol;

/// The route to the neighbours on a link, which the kernel makes by itself when the link gets an
/// address, and does not make again when somebody has deleted it.
public final class NeighbourRoute {

  private static final int IPV6_METRIC = 256;

  private NeighbourRoute() {}

  /// As the kernel makes it.
  public static Route of(Ifindex link, InterfaceAddress address) {
    Route route = Route.connected(address.prefix(), link).withProtocol(RouteProtocol.KERNEL);
    return switch (address.family()) {
      case V4 -> route.withSource(address.address());
      case V6 -> route.withMetric(IPV6_METRIC);
    };
  }
}
