package io.libnetwork.drivers.bridge;

import io.libnetwork.EndpointId;
import io.libnetwork.Host;
import io.libnetwork.NetworkId;
import io.libnetwork.drivers.links.MarkedLink;
import io.libnetwork.linux.rtnetlink.CountedLink;
import io.libnetwork.linux.rtnetlink.LinkStatistics;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What has passed the interfaces of a host's bridge networks, as their containers see it: what a
/// container has received, its host's end of the pair has sent.
///
/// What containers of one network say to each other is counted at their endpoints, and not at the
/// network.
///
/// @param networks what passed between a network's containers and the host, and the world behind it
/// @param endpoints what passed an endpoint's interface since its sandbox joined
public record BridgeTraffic(
    Map<NetworkId, LinkStatistics> networks, Map<EndpointId, LinkStatistics> endpoints) {

  public BridgeTraffic {
    networks = Map.copyOf(networks);
    endpoints = Map.copyOf(endpoints);
  }

  /// Asks the kernel, in one exchange. Who comes or goes at the same time may be missing.
  ///
  /// @param rtnetlink of the host's namespace; one of the caller's own keeps nobody else waiting
  public static BridgeTraffic of(Host host, Rtnetlink rtnetlink) {
    Map<NetworkId, LinkStatistics> networks = new HashMap<>();
    Map<EndpointId, LinkStatistics> endpoints = new HashMap<>();
    for (CountedLink counted : rtnetlink.listAsMet(Links.counted())) {
      Optional<MarkedLink> ours = MarkedLink.of(host, counted.link()).filter(MarkedLink::here);
      LinkStatistics seen = counted.counted().mirrored();
      ours.flatMap(MarkedLink::network).ifPresent(id -> networks.put(id, seen));
      ours.flatMap(MarkedLink::endpoint).ifPresent(id -> endpoints.put(id, seen));
    }
    return new BridgeTraffic(networks, endpoints);
  }
}
