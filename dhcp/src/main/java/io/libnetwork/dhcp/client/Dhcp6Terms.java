package io.libnetwork.dhcp.client;

import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.dhcp.message.Duid;
import io.libnetwork.dhcp.message.IdentityAssociation;
import java.time.Duration;
import java.util.Optional;

/// What a server of DHCPv6 offers, or has leased.
///
/// @param address the address
/// @param server which server, by the address that its message came from
/// @param serverId by what it calls itself
/// @param direct where it wants to be asked by one message alone (the option Server Unicast)
/// @param time how long, from when it was asked for; empty for ever
/// @param renewal when its server is asked for more time (T1); empty for never
/// @param rebinding when every server is (T2); empty for never
public record Dhcp6Terms(
    Ipv6Address address,
    Ipv6Address server,
    Duid serverId,
    Optional<Station> direct,
    Optional<Duration> time,
    Optional<Duration> renewal,
    Optional<Duration> rebinding)
    implements LeaseTerms {

  /// The shortest lease that is taken: a server must not make the host ask all the time.
  static final Duration SHORTEST = Duration.ofSeconds(10);

  private static final double RENEWAL = 0.5;
  private static final double REBINDING = 0.8;

  /// Where one machine of the segment is reached.
  ///
  /// @param address its address
  /// @param mac its MAC address
  public record Station(Ipv6Address address, MacAddress mac) {}

  /// Takes the times of one address. Where the server leaves T1 and T2 to the client, or they are
  /// not before what they are to be before, they are a half and four fifths of the preferred time
  /// (RFC 8415 section 21.4).
  ///
  /// @throws IllegalArgumentException if it is no address to have, or its time is too short
  static Dhcp6Terms of(
      Dhcp6Answer answer, IdentityAssociation association, IdentityAssociation.Leased leased) {
    Ipv6Address address = leased.address();
    if (address.unspecified() || address.multicast() || address.loopback() || address.linkLocal()) {
      throw new IllegalArgumentException(address + " is no address to have");
    }
    if (leased.valid() < SHORTEST.toSeconds()) {
      throw new IllegalArgumentException(
          "a lease of %d s is shorter than %d s".formatted(leased.valid(), SHORTEST.toSeconds()));
    }
    long rebinding = time(association.rebinding(), leased.valid(), base(leased), REBINDING);
    long renewal = time(association.renewal(), rebinding, rebinding, RENEWAL / REBINDING);
    return new Dhcp6Terms(
        address,
        answer.server(),
        answer.serverId(),
        answer.direct(),
        duration(leased.valid()),
        duration(renewal),
        duration(rebinding));
  }

  /// What a server that knows nothing of an address is asked for.
  static Dhcp6Terms wish(Dhcp6Answer answer, Ipv6Address address) {
    return new Dhcp6Terms(
        address,
        answer.server(),
        answer.serverId(),
        answer.direct(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static long base(IdentityAssociation.Leased leased) {
    return leased.preferred() > 0 ? leased.preferred() : leased.valid();
  }

  /// The time that is said where it is no later than another, and otherwise a part of a time, for
  /// ever of for ever.
  private static long time(long said, long latest, long whole, double part) {
    if (said > 0 && said <= latest) {
      return said;
    }
    return whole == IdentityAssociation.FOR_EVER ? whole : Math.max(1, (long) (whole * part));
  }

  private static Optional<Duration> duration(long seconds) {
    return seconds == IdentityAssociation.FOR_EVER
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds(seconds));
  }

  /// The same, of a server that is not to be asked by one message alone.
  Dhcp6Terms toEverybody() {
    return new Dhcp6Terms(address, server, serverId, Optional.empty(), time, renewal, rebinding);
  }
}
