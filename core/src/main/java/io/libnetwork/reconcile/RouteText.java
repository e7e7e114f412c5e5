package io.libnetwork.reconcile;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.RouteProtocol;
import io.libnetwork.linux.rtnetlink.RouteType;
import java.util.Locale;

/// How a route is told to people.
public final class RouteText {

  private static final int USUAL_IPV6_METRIC = 1024;

  private RouteText() {}

  /// As in `route default via 10.1.0.1 by eth0`, or `route 10.9.0.0/16 (unreachable)`.
  ///
  /// @param link the name of the interface it leads by, where it does
  public static String of(String link, Route route) {
    String to = route.destination().length() == 0 ? "default" : route.destination().toString();
    String via = route.gateway().map(gateway -> " via " + gateway).orElse("");
    if (route.type() != RouteType.UNICAST) {
      return "route " + to + " (" + route.type().name().toLowerCase(Locale.ROOT) + ")";
    }
    return "route " + to + via + (link.isEmpty() ? "" : " by " + link);
  }

  /// The kernel makes it by itself with every interface that has IPv6: that of link-local
  /// addresses, and that of multicast.
  public static boolean automatic(Route route) {
    IpAddress network = route.destination().network();
    return route.destination().family() == IpFamily.V6
        && route.protocol().equals(RouteProtocol.KERNEL)
        && (network.linkLocal() || network.multicast());
  }

  /// Whether of two routes to the same destination one would take the other's place, see
  /// `NLM_F_REPLACE` of rtnetlink(7).
  public static boolean inPlaceOf(Route wanted, Route present) {
    return metric(wanted) == metric(present);
  }

  /// With which a route competes with others to the same destination.
  static int metric(Route route) {
    return route
        .metric()
        .orElse(route.destination().family() == IpFamily.V6 ? USUAL_IPV6_METRIC : 0);
  }
}
