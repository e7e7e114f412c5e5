package io.libnetwork.dhcp.client;

import io.libnetwork.address.Ipv6Address;
import io.libnetwork.dhcp.client.Dhcp6Terms.Station;
import io.libnetwork.dhcp.message.Dhcp6Frame;
import io.libnetwork.dhcp.message.Dhcp6Options;
import io.libnetwork.dhcp.message.Dhcp6Status;
import io.libnetwork.dhcp.message.Duid;
import io.libnetwork.dhcp.message.IdentityAssociation;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a server said to a client, an Advertise or a Reply.
///
/// @param serverId by what it calls itself
/// @param server the address that it said it from
/// @param direct where it wants to be asked by one message alone: only where it is the segment's
///   own machine that says so, since nothing is sent through a router
/// @param status what became of the question as a whole
/// @param association what it leases, where it says something of that
/// @param preference how much it wants to be taken, 0 to 255
/// @param rapid it leases at once
/// @param longestSolicit how long at most is waited until servers are looked for again, where it
///   says
record Dhcp6Answer(
    Duid serverId,
    Ipv6Address server,
    Optional<Station> direct,
    Dhcp6Status status,
    Optional<IdentityAssociation> association,
    int preference,
    boolean rapid,
    Optional<Duration> longestSolicit) {

  /// The preference of one that is taken at once, RFC 8415 section 18.2.1.
  static final int MUST_TAKE = 255;

  private static final Duration LEAST_SOLICIT = Duration.ofSeconds(60);
  private static final Duration MOST_SOLICIT = Duration.ofDays(1);

  /// Reads a server's message.
  ///
  /// @param iaid of what is asked for
  /// @throws IllegalArgumentException if an option is malformed
  static Dhcp6Answer of(Dhcp6Frame frame, Duid serverId, int iaid) {
    Dhcp6Options options = frame.message().options();
    Optional<IdentityAssociation> association =
        options.all(Dhcp6Options.IDENTITY_ASSOCIATION).stream()
            .map(IdentityAssociation::read)
            .filter(one -> one.iaid() == iaid)
            .findFirst();
    return new Dhcp6Answer(
        serverId,
        frame.from(),
        options
            .address(Dhcp6Options.UNICAST)
            .filter(address -> address.equals(frame.from()))
            .map(address -> new Station(address, frame.source())),
        options.status(),
        association,
        options
            .find(Dhcp6Options.PREFERENCE)
            .map(bytes ->
                Byte.toUnsignedInt(Dhcp6Options.exactly(Dhcp6Options.PREFERENCE, bytes, 1)[0]))
            .orElse(0),
        options.has(Dhcp6Options.RAPID_COMMIT),
        longest(options));
  }

  /// Times out of range are as if they were not said (section 21.24).
  private static Optional<Duration> longest(Dhcp6Options options) {
    return options
        .find(Dhcp6Options.LONGEST_SOLICIT)
        .map(bytes -> Dhcp6Options.exactly(Dhcp6Options.LONGEST_SOLICIT, bytes, Integer.BYTES))
        .map(bytes -> Duration.ofSeconds(Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt())))
        .filter(time -> time.compareTo(LEAST_SOLICIT) >= 0 && time.compareTo(MOST_SOLICIT) <= 0);
  }

  /// What went wrong, with the question or with what is leased; success where nothing did.
  Dhcp6Status outcome() {
    return status.success() ? association.map(IdentityAssociation::status).orElse(status) : status;
  }

  /// What it leases.
  ///
  /// @throws IllegalArgumentException if something of it cannot be leased
  List<Dhcp6Terms> given() {
    return association.stream()
        .flatMap(one ->
            one.addresses().stream()
                .filter(leased -> leased.valid() > 0)
                .map(leased -> Dhcp6Terms.of(this, one, leased)))
        .toList();
  }

  /// Whether it says that an address must not be used any more.
  boolean ends(Ipv6Address address) {
    return association.stream()
        .flatMap(one -> one.addresses().stream())
        .anyMatch(leased -> leased.valid() == 0 && leased.address().equals(address));
  }
}
