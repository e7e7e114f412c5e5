package io.libnetwork.drivers.links;

import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.Reply;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import java.util.Optional;

/// The MTU that reaches furthest from this host: that of the interface its default route leads by.
///
/// Asked for in an exchange that is made anyway.
///
/// @param v4 the route to an address far away
/// @param v6 the route to another
public record HostMtu(Reply<Route> v4, Reply<Route> v6) {

  /// Ethernet's, where the host has no way out.
  private static final int ETHERNET = 1_500;

  /// The loopback interface's is larger, and no packet is.
  private static final int LARGEST = 65_535;

  /// Of the networks for documentation (RFC 5737, RFC 3849), so no host has a closer route to them.
  private static final IpAddress FAR_V4 = IpAddress.parse("192.0.2.1");

  private static final IpAddress FAR_V6 = IpAddress.parse("2001:db8::1");

  /// Adds the question to a batch.
  public static HostMtu ask(NetlinkBatch batch) {
    return new HostMtu(batch.add(Routes.get(FAR_V4)), batch.add(Routes.get(FAR_V6)));
  }

  /// The answer, once the batch has been sent.
  public int value(Rtnetlink rtnetlink) {
    return link(v4)
        .or(() -> link(v6))
        .flatMap(index -> rtnetlink.find(Links.get(index)))
        .map(Link::mtu)
        .filter(mtu -> mtu <= LARGEST)
        .orElse(ETHERNET);
  }

  /// A refusal means that there is no such route.
  private static Optional<Ifindex> link(Reply<Route> reply) {
    return reply.failure().isPresent() ? Optional.empty() : reply.get().link();
  }
}
