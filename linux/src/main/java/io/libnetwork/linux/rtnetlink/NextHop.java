package io.libnetwork.linux.rtnetlink;

import io.libnetwork.address.IpAddress;
import java.util.Optional;

/// One of the ways of a route that has several.
///
/// @param onLink the gateway is taken to be on the link, whatever the link's prefixes say
/// @param weight 1 to 256, how much of the traffic goes this way
public record NextHop(
    Optional<IpAddress> gateway, Optional<Ifindex> link, boolean onLink, int weight) {

  /// @throws IllegalArgumentException when the weight is out of its range
  public NextHop {
    if (weight < 1 || weight > 256) {
      throw new IllegalArgumentException("a hop of weight " + weight + ", expected 1 to 256");
    }
  }

  /// A gateway on a link, with weight 1.
  public static NextHop via(IpAddress gateway, Ifindex link) {
    return new NextHop(Optional.of(gateway), Optional.of(link), false, 1);
  }
}
