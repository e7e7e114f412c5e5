package io.libnetwork.dhcp.client;

import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.dhcp.message.Dhcp4Frame;
import io.libnetwork.dhcp.message.Dhcp4Options;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// What a server of DHCPv4 offers, or has leased.
///
/// @param address the address
/// @param length of the prefix that is reached on the segment, where the server says
/// @param router the first of those that lead elsewhere, where the server names one
/// @param server which server, by the address it calls itself by
/// @param station whom its messages came from, itself or a relay, by MAC address
/// @param time how long, from when it was asked for; empty for ever
/// @param renewal when its server is asked for more time (T1)
/// @param rebinding when every server is (T2)
public record Dhcp4Terms(
    Ipv4Address address,
    OptionalInt length,
    Optional<Ipv4Address> router,
    Ipv4Address server,
    MacAddress station,
    Optional<Duration> time,
    Duration renewal,
    Duration rebinding)
    implements LeaseTerms {

  /// The shortest lease that is taken: a server must not make the host ask all the time.
  static final Duration SHORTEST = Duration.ofSeconds(10);

  private static final long FOR_EVER = 0xffff_ffffL;
  private static final double RENEWAL = 0.5;
  private static final double REBINDING = 0.875;

  /// Reads what a server said, in an OFFER or an ACK. Times that contradict each other are taken
  /// for RFC 2131's own, a half and seven eighths of the lease (section 4.4.5).
  ///
  /// @throws IllegalArgumentException if it lacks an address, a server or a time, or an option is
  ///   malformed
  public static Dhcp4Terms of(Dhcp4Frame frame) {
    Dhcp4Options options = frame.message().options();
    Ipv4Address address = frame.message().yours();
    if (address.unspecified() || address.multicast() || address.loopback()) {
      throw new IllegalArgumentException(address + " is no address to have");
    }
    long seconds =
        options
            .seconds(Dhcp4Options.LEASE_TIME)
            .orElseThrow(() -> new IllegalArgumentException("there is no lease time"));
    if (seconds < SHORTEST.toSeconds()) {
      throw new IllegalArgumentException(
          "a lease of %d s is shorter than %d s".formatted(seconds, SHORTEST.toSeconds()));
    }
    long rebinding = time(options, Dhcp4Options.REBINDING_TIME, seconds, REBINDING);
    return new Dhcp4Terms(
        address,
        length(options),
        options.addresses(Dhcp4Options.ROUTER).stream().findFirst(),
        options
            .address(Dhcp4Options.SERVER_IDENTIFIER)
            .orElseThrow(() -> new IllegalArgumentException("there is no server identifier")),
        frame.source(),
        seconds == FOR_EVER ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds)),
        Duration.ofSeconds(
            time(options, Dhcp4Options.RENEWAL_TIME, rebinding, RENEWAL / REBINDING)),
        Duration.ofSeconds(rebinding));
  }

  /// The time an option says where that is before another, and this part of the other otherwise.
  private static long time(Dhcp4Options options, int code, long before, double part) {
    long said = options.seconds(code).orElse(0);
    return said > 0 && said < before ? said : (long) (before * part);
  }

  private static OptionalInt length(Dhcp4Options options) {
    Optional<Ipv4Address> mask = options.address(Dhcp4Options.SUBNET_MASK);
    if (mask.isEmpty()) {
      return OptionalInt.empty();
    }
    int length = Integer.numberOfLeadingZeros(~mask.get().bits());
    if (length < Integer.SIZE && mask.get().bits() << length != 0) {
      throw new IllegalArgumentException("subnet mask " + mask.get() + " has holes");
    }
    return OptionalInt.of(length);
  }
}
