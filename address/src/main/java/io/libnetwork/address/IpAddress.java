package io.libnetwork.address;

import java.net.InetAddress;

/// An address of the Internet Protocol, version 4 or 6.
///
/// Unlike [InetAddress] it carries no host name and no zone, an IPv4-mapped IPv6 address stays what
/// it is, and text is read strictly. Addresses sort IPv4 before IPv6, then as unsigned numbers.
public sealed interface IpAddress extends Comparable<IpAddress> permits Ipv4Address, Ipv6Address {

  /// Reads an address of either family: dotted decimal, or the text forms of RFC 4291 section 2.2.
  ///
  /// @throws IllegalArgumentException if `text` is neither, or has a zone
  static IpAddress parse(String text) {
    return text.indexOf(':') >= 0 ? Ipv6Address.parse(text) : Ipv4Address.parse(text);
  }

  /// Reads an address in network byte order.
  ///
  /// @throws IllegalArgumentException if there are not 4 or 16 bytes
  static IpAddress of(byte[] bytes) {
    return switch (bytes.length) {
      case Ipv4Address.BYTES -> Ipv4Address.of(bytes);
      case Ipv6Address.BYTES -> Ipv6Address.of(bytes);
      default ->
          throw new IllegalArgumentException(
              "an IP address of " + bytes.length + " bytes: expected 4 or 16");
    };
  }

  /// The address whose bits are the number `value`.
  ///
  /// @throws IllegalArgumentException if `value` needs more bits than the family has
  static IpAddress of(IpFamily family, UInt128 value) {
    return switch (family) {
      case V4 -> Ipv4Address.of(value);
      case V6 -> new Ipv6Address(value.high(), value.low());
    };
  }

  /// The same address without a host name and without a zone.
  static IpAddress from(InetAddress address) {
    return of(address.getAddress());
  }

  /// The address in network byte order: a new array of 4 or 16 bytes.
  byte[] toBytes();

  IpFamily family();

  /// The address as an unsigned number.
  UInt128 value();

  /// The same address for the JDK's sockets, without a host name. An IPv4-mapped IPv6 address
  /// becomes a [java.net.Inet6Address].
  InetAddress toInetAddress();

  /// This is `0.0.0.0` or `::`.
  boolean unspecified();

  /// This is in `127.0.0.0/8`, or is `::1`.
  boolean loopback();

  /// This is in `169.254.0.0/16` (RFC 3927) or `fe80::/10` (RFC 4291 section 2.5.6).
  boolean linkLocal();

  /// This is in `224.0.0.0/4` or `ff00::/8`.
  boolean multicast();

  /// The address that follows this one.
  ///
  /// @throws ArithmeticException if this is the family's last
  default IpAddress next() {
    return plus(UInt128.ONE);
  }

  /// The address `distance` after this one.
  ///
  /// @throws ArithmeticException if that is beyond the family's last
  IpAddress plus(UInt128 distance);

  /// The address `distance` before this one.
  ///
  /// @throws ArithmeticException if that is before the family's first
  IpAddress minus(UInt128 distance);

  /// How many leading bits this address shares with `other`, or −1 if that is of the other family.
  int sharedBits(IpAddress other);

  @Override
  default int compareTo(IpAddress other) {
    return switch (this) {
      case Ipv4Address(int bits) ->
          other instanceof Ipv4Address(int otherBits)
              ? Integer.compareUnsigned(bits, otherBits)
              : -1;
      case Ipv6Address mine ->
          other instanceof Ipv6Address theirs ? mine.value().compareTo(theirs.value()) : 1;
    };
  }
}
