package io.libnetwork.doctor;

import io.libnetwork.address.IpPrefix;
import io.libnetwork.drivers.links.MarkedLink;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.RouteTable;
import io.libnetwork.linux.rtnetlink.RouteType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Routes of others that came after a network and lead to its addresses, as those of a VPN do.
final class RouteConflicts implements Check {

  @Override
  public String name() {
    return "route-conflict";
  }

  @Override
  public List<Finding> look(Scene scene) {
    Set<Ifindex> ours =
        scene.marked().stream().map(one -> one.link().index()).collect(Collectors.toSet());
    List<Route> others = scene.routes().stream().filter(route -> others(route, ours)).toList();
    List<Finding> found = new ArrayList<>();
    for (MarkedLink bridge : scene.bridges()) {
      for (IpPrefix prefix : scene.prefixes(bridge.link().index())) {
        others.stream()
            .filter(route -> route.destination().overlaps(prefix))
            .forEach(route -> found.add(finding(scene, bridge, prefix, route)));
      }
    }
    return found;
  }

  private static boolean others(Route route, Set<Ifindex> ours) {
    return route.destination().length() > 0
        && route.type() == RouteType.UNICAST
        && !route.table().equals(RouteTable.LOCAL)
        && route.link().filter(link -> !ours.contains(link)).isPresent();
  }

  private Finding finding(Scene scene, MarkedLink bridge, IpPrefix prefix, Route route) {
    String by = scene.name(route.link().orElseThrow());
    boolean narrower = route.destination().length() >= prefix.length();
    return new Finding(
        name(),
        scene.describe(bridge),
        "its addresses %s overlap the host's route to %s by %s"
            .formatted(prefix, route.destination(), by),
        narrower
            ? "packets for containers there are sent by " + by + " instead"
            : "who is behind " + by + " with an address of " + prefix + " is not reached from here",
        List.of(
            "have %s use other addresses, or make the network anew with another prefix"
                .formatted(by)),
        false);
  }
}
