package io.libnetwork.dhcp;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.dhcp.client.Dhcp4Terms;
import io.libnetwork.dhcp.client.LeaseTerms;
import io.libnetwork.dhcp.message.RouterAdvertisement;
import io.libnetwork.spi.PoolChoice;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Asks a segment what there is for a network that has no pool yet.
///
/// @param choice the pool that the user names, or any
/// @param random of which a pool's identity is made
record PoolSearch(PoolChoice choice, RandomGenerator random) {

  /// A pool, and what is kept of it.
  record Found(IpPrefix prefix, PoolToken token) {}

  /// Asks servers of DHCPv4: the pool is what one says is on the segment, the gateway its router.
  ///
  /// @throws NetworkException.Unavailable when none answers in time
  /// @throws NetworkException.InvalidParameter when the pool that is named is not what it leases
  Found leased(Segment4 segment) {
    Dhcp4Terms offered = (Dhcp4Terms) new Acquisition(segment).look();
    IpPrefix prefix =
        named(offered, segment)
            .orElseGet(() ->
                IpPrefix.containing(
                    offered.address(),
                    offered.length().orElseThrow(() -> noLength(offered, segment))));
    return new Found(
        prefix, PoolToken.of(offered.router().map(IpAddress.class::cast), random, Ipv6Source.AUTO));
  }

  /// Asks routers, and servers of DHCPv6 where addresses come from these. What is on the segment
  /// and the gateway are a router's to say in either case, since DHCPv6 says neither.
  ///
  /// @throws NetworkException.Unavailable when none answers in time
  /// @throws NetworkException.InvalidParameter when the pool that is named is not what is leased
  Found advertised(Segment6 segment, Ipv6Source source) {
    RouterSearch.Found found = new RouterSearch(segment, choice, source).look();
    RouterAdvertisement said = found.advertisement();
    boolean leading = !said.lifetime().isZero();
    Optional<IpAddress> router = leading ? Optional.of(said.router()) : Optional.empty();
    if (found.own().isPresent()) {
      return new Found(found.own().get().prefix(), PoolToken.of(router, random, Ipv6Source.SLAAC));
    }
    segment.requireLinkLocal();
    LeaseTerms offered = new Acquisition(segment).look();
    IpPrefix prefix = named(offered, segment).orElseGet(() -> onLink(offered, said, segment));
    return new Found(prefix, PoolToken.of(router, random, Ipv6Source.DHCPV6));
  }

  private static IpPrefix onLink(LeaseTerms offered, RouterAdvertisement said, Segment segment) {
    Ipv6Address address = (Ipv6Address) offered.address();
    List<IpPrefix> present =
        said.prefixes().stream()
            .filter(RouterAdvertisement.Prefix::onLink)
            .map(RouterAdvertisement.Prefix::prefix)
            .toList();
    return present.stream()
        .filter(prefix -> prefix.contains(address))
        .findFirst()
        .orElseThrow(() ->
            new NetworkException.Unavailable(
                ("server %s on interface %s leases %s, which is in none of the prefixes %s that"
                        + " router %s has; name the pool")
                    .formatted(offered.server(), segment.name(), address, present, said.router())));
  }

  private Optional<IpPrefix> named(LeaseTerms offered, Segment segment) {
    if (!(choice instanceof PoolChoice.Exactly(IpPrefix prefix))) {
      return Optional.empty();
    }
    if (!prefix.contains(offered.address())) {
      throw new NetworkException.InvalidParameter(
          "invalid pool %s: server %s on interface %s leases %s, which is not in it"
              .formatted(prefix, offered.server(), segment.name(), offered.address()));
    }
    return Optional.of(prefix);
  }

  private static NetworkException noLength(LeaseTerms offered, Segment segment) {
    return new NetworkException.Unavailable(
        "server %s on interface %s does not say how large its subnet is; name the pool"
            .formatted(offered.server(), segment.name()));
  }
}
