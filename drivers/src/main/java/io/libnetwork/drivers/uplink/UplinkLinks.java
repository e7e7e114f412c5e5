package io.libnetwork.drivers.uplink;

import io.libnetwork.Difference.Whose;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.LinkKind;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.Removal;
import java.util.List;
import java.util.Optional;

/// What is asked of a host's links: done by [KernelUplinks], or noted for a plan by [NotedUplinks].
sealed interface UplinkLinks permits KernelUplinks, NotedUplinks {

  /// A link by its name, where it is there.
  Optional<Parent> find(String name);

  /// Makes a network's parent, marked as the network's, and brings it up.
  Parent addParent(UplinkPlan plan, LinkKind kind);

  /// Marks a parent as another network's.
  void remark(Parent parent, UplinkPlan plan);

  /// Removes a link of the host.
  Removal delete(Ifindex link, Whose whose);

  /// Makes an endpoint's link in the sandbox's namespace.
  ///
  /// @return its number there
  Ifindex plug(UplinkEndpoint endpoint, JoinRequest request, Parent parent);

  /// Removes an endpoint's link.
  ///
  /// @param namespaceEnds whether the namespace is about to be closed; then the link is made silent
  Removal unplug(UplinkEndpoint endpoint, UplinkEndpoint.Plugged plugged, boolean namespaceEnds);

  /// Makes the host's interface among the containers, and brings it up.
  Ifindex addShim(ShimPlan shim);

  /// Makes the host's interface among the containers what it should be, which was found.
  void openShim(ShimPlan shim, Ifindex link);

  /// Adds routes of the host; those that are there are as they were.
  void addRoutes(List<Route> routes, Whose whose, String link);

  /// Takes routes of the host away; those that are gone are gone.
  void removeRoutes(List<Route> routes, Whose whose, String link);

  /// Takes the host's interface among the containers away, with all that it has.
  Removal removeShim(ShimPlan shim, Ifindex link);
}
