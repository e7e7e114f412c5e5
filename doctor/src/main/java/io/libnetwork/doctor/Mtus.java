package io.libnetwork.doctor;

import io.libnetwork.drivers.links.MarkedLink;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.Route;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Links that take larger packets than what comes next on their way.
final class Mtus implements Check {

  @Override
  public String name() {
    return "mtu";
  }

  @Override
  public List<Finding> look(Scene scene) {
    List<Finding> found = new ArrayList<>();
    Optional<Link> way = wayOut(scene);
    for (MarkedLink bridge : scene.bridges()) {
      way.filter(link -> link.mtu() < bridge.link().mtu())
          .ifPresent(link -> found.add(larger(scene, bridge, link)));
    }
    for (MarkedLink port : scene.marked()) {
      port.link()
          .master()
          .map(scene.links()::get)
          .filter(bridge -> bridge.mtu() < port.link().mtu())
          .ifPresent(bridge -> found.add(larger(scene, port, bridge)));
    }
    return found;
  }

  private Finding larger(Scene scene, MarkedLink link, Link next) {
    return new Finding(
        name(),
        scene.describe(link),
        "MTU %d, and %s after it has %d".formatted(link.link().mtu(), next.name(), next.mtu()),
        "large packets are refused there; connections stall where the message that says so is"
            + " dropped on the way",
        List.of(
            "make the network with an MTU of %d at most, or give %s an MTU of %d"
                .formatted(next.mtu(), next.name(), link.link().mtu())),
        false);
  }

  /// That of the default route with the lowest metric.
  private static Optional<Link> wayOut(Scene scene) {
    return scene.routes().stream()
        .filter(route -> route.destination().length() == 0 && route.link().isPresent())
        .min(Comparator.comparingInt((Route route) -> route.metric().orElse(0)))
        .flatMap(Route::link)
        .map(scene.links()::get);
  }
}
