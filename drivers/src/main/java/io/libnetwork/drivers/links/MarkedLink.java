package io.libnetwork.drivers.links;

import io.libnetwork.EndpointId;
import io.libnetwork.Host;
import io.libnetwork.NetworkId;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.Links;
import java.util.List;
import java.util.Optional;

/// A link of a host that is ours by its mark, for who looks at a host without knowing what should
/// be there.
///
/// @param link the link
/// @param network whose bridge it is
/// @param endpoint whose interface it is
/// @param here it was made by a controller with this host's folder, and not with another one's
public record MarkedLink(
    Link link, Optional<NetworkId> network, Optional<EndpointId> endpoint, boolean here) {

  /// Those of a host, in the order of their numbers.
  public static List<MarkedLink> of(Host host) {
    return host.rtnetlink().list(Links.list()).stream()
        .flatMap(link -> of(host, link).stream())
        .toList();
  }

  /// Whose a link is, if it is ours.
  public static Optional<MarkedLink> of(Host host, Link link) {
    return Mark.ofAnybody(link)
        .map(mark ->
            new MarkedLink(link, mark.network(), mark.endpoint(), Mark.of(host, link).isPresent()));
  }

  /// As in `br-0123456789ab`.
  @Override
  public String toString() {
    return link.name();
  }
}
