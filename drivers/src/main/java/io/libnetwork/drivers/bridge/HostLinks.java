package io.libnetwork.drivers.bridge;

import io.libnetwork.Difference.Whose;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.drivers.shaping.LimitingLinks;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.Removal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is asked of the host's links: done by [KernelLinks], or noted for a plan by [NotedLinks].
sealed interface HostLinks extends LimitingLinks permits KernelLinks, NotedLinks {

  /// Makes a bridge and sets its kernel parameters.
  ///
  /// @param more further parameters, which are the host's
  BridgeLink create(BridgePlan plan, List<Sysctl.Setting> more);

  /// Marks a bridge, gives it its addresses and brings it up.
  void bringUp(BridgeLink bridge, BridgePlan plan);

  /// Makes a further bridge of a network with its link to the first, or what of it is missing. It
  /// is up when the call returns.
  Shard shard(BridgePlan plan, Ifindex hub, int mtu, int number);

  /// Takes a further bridge out of use and has it removed, as [#retire] does.
  Removal removeShard(Shard shard, Whose whose);

  /// Gives a bridge an address of its own beside those of its networks, which nobody has as his
  /// source; one that it has already stays.
  void addAddress(Ifindex bridge, IpAddress address, Whose whose);

  /// Takes such an address away; one that is gone is gone.
  void removeAddress(Ifindex bridge, IpAddress address, Whose whose);

  /// Sets parameters that are the host's.
  void set(List<Sysctl.Setting> parameters);

  /// Makes the two ends of an endpoint's interface, and the tap device behind it that the endpoint
  /// is to have.
  VethPair create(BridgeEndpoint endpoint, JoinRequest request, int mtu);

  /// Removes the tap device of an endpoint that leaves a sandbox which stays.
  ///
  /// @param sandbox its namespace; empty where no sandbox has joined, or only in a plan
  void removeTap(BridgeEndpoint endpoint, Optional<NetworkNamespace> sandbox);

  /// Has a port send frames back the way they came, or not.
  void sendBack(Ifindex port, boolean on, Whose whose);

  /// Waits until links have a carrier.
  void awaitCarrier(List<Ifindex> links);

  /// Takes a bridge out of use and has it removed: it is down and has none of these addresses when
  /// the call returns, and is announced so. The removal is released when the bridge is gone, which
  /// the kernel takes some 40 ms for and has others wait: so it is done when nothing else is.
  ///
  /// @param addresses all that it has of ours
  Removal retire(Ifindex bridge, List<InterfaceAddress> addresses, Whose whose);

  /// Waits for a port whose other end goes with its namespace.
  ///
  /// @param patience after which it is removed
  Removal awaitRemoval(Ifindex port, Duration patience, Whose whose);
}
