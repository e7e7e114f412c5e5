package io.libnetwork.drivers.ptp;

import io.libnetwork.Difference.Whose;
import io.libnetwork.drivers.shaping.LimitingLinks;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.Removal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is asked of the host's links: done by [KernelPtpLinks], or noted for a plan by
/// [NotedPtpLinks].
sealed interface PtpLinks extends LimitingLinks permits KernelPtpLinks, NotedPtpLinks {

  /// Makes a hub, which is down and has nothing yet, and sets its kernel parameters.
  ///
  /// @param group the network's, where it has one already
  /// @param more further parameters, which are the host's
  Hub create(PtpPlan plan, Optional<LinkGroup> group, List<Sysctl.Setting> more);

  /// Marks a hub, gives it its addresses and brings it up. One that was found may have them.
  void bringUp(Hub hub, PtpPlan plan);

  /// Makes the two ends of an endpoint's interface, and the routes to it.
  RoutedPair create(PtpEndpoint endpoint, JoinRequest request, int mtu);

  /// Sets parameters of the host.
  void set(List<Sysctl.Setting> parameters);

  /// Sets parameters of a link of ours that is there.
  void setOf(InterfaceName link, List<Sysctl.Setting> parameters, Whose whose);

  /// Waits until a link has a carrier.
  void awaitCarrier(Ifindex link);

  /// Waits for the host's end of a pair whose other end goes with its namespace.
  ///
  /// @param patience after which it is removed
  Removal awaitRemoval(Ifindex link, Duration patience, Whose whose);
}
