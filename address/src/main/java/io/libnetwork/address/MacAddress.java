package io.libnetwork.address;

import java.util.HexFormat;

/// An Ethernet address of 48 bits (IEEE 802-2014 section 8).
///
/// @param bits 0 to 2^48 − 1, the first octet highest
public record MacAddress(long bits) implements Comparable<MacAddress> {

  private static final int BYTES = 6;
  private static final int TEXT_LENGTH = 17;
  private static final long LAST = 0xffff_ffff_ffffL;
  private static final long MULTICAST = 0x0100_0000_0000L;
  private static final long LOCALLY_ADMINISTERED = 0x0200_0000_0000L;
  private static final long FROM_IPV4 = 0x0242_0000_0000L;

  /// First octet 1xxx0010: unicast, locally administered, of the quadrant that IEEE 802c leaves to
  /// administrators, and never 02.
  private static final long FROM_IPV6 = 0x8200_0000_0000L;

  private static final int FROM_IPV6_LOW_BITS = 40;

  /// @throws IllegalArgumentException if `bits` needs more than 48
  public MacAddress {
    if (bits < 0 || bits > LAST) {
      throw new IllegalArgumentException(
          "MAC address 0x" + Long.toHexString(bits) + " needs more than 48 bits");
    }
  }

  /// Reads six pairs of hexadecimal digits, separated by colons or by dashes, in either case.
  ///
  /// @throws IllegalArgumentException if `text` is not of this form
  public static MacAddress parse(String text) {
    long bits = 0;
    boolean formed = text.length() == TEXT_LENGTH;
    for (int i = 0; formed && i < TEXT_LENGTH; i++) {
      char c = text.charAt(i);
      if (i % 3 == 2) {
        formed = (c == ':' || c == '-') && c == text.charAt(2);
      } else {
        formed = HexFormat.isHexDigit(c);
        bits = formed ? bits << 4 | HexFormat.fromHexDigit(c) : bits;
      }
    }
    if (!formed) {
      throw new IllegalArgumentException(
          "malformed MAC address \"" + text + "\": expected six octets, as in 02:42:ac:11:00:02");
    }
    return new MacAddress(bits);
  }

  /// Reads an address in the order in which it is sent.
  ///
  /// @throws IllegalArgumentException if there are not 6 bytes
  public static MacAddress of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a MAC address of " + bytes.length + " bytes: expected 6");
    }
    long bits = 0;
    for (byte octet : bytes) {
      bits = bits << Byte.SIZE | Byte.toUnsignedLong(octet);
    }
    return new MacAddress(bits);
  }

  /// The MAC address of the interface that has `address`: always the same one, so that neighbours'
  /// caches stay right when an interface is made anew with the address it had.
  ///
  /// For IPv4 it is 02:42 and the four octets: unlike addresses get unlike MACs. For IPv6 it is 43
  /// bits of the address under a first octet of 82, 92, ... or f2, so never 02: the last 43 bits
  /// are taken as they are and turned over by a hash of the first 85. Two addresses of one /85
  /// never get the same MAC, others with a chance of 2^−43.
  public static MacAddress derivedFrom(IpAddress address) {
    return switch (address) {
      case Ipv4Address(int bits) -> new MacAddress(FROM_IPV4 | Integer.toUnsignedLong(bits));
      case Ipv6Address(long high, long low) -> fromIpv6(high, low);
    };
  }

  private static MacAddress fromIpv6(long high, long low) {
    int taken = FROM_IPV6_LOW_BITS + 3;
    long hash = mix(mix(high) ^ (low >>> taken));
    long chosen = (low ^ hash) & ((1L << taken) - 1);
    long firstOctet = chosen >>> FROM_IPV6_LOW_BITS << (FROM_IPV6_LOW_BITS + 4);
    return new MacAddress(FROM_IPV6 | firstOctet | (chosen & ((1L << FROM_IPV6_LOW_BITS) - 1)));
  }

  /// Turns a number into one in which each bit depends on all of its bits, and no two into the
  /// same: David Stafford's mix 13, which [java.util.SplittableRandom] uses.
  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /// The address in the order in which it is sent: a new array of 6 bytes.
  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) (bits >>> (Byte.SIZE * (BYTES - 1 - i)));
    }
    return bytes;
  }

  /// The address names a group of stations, or all of them: no interface's own address.
  public boolean multicast() {
    return (bits & MULTICAST) != 0;
  }

  /// The address was chosen by software, not bought from the IEEE by a manufacturer.
  public boolean locallyAdministered() {
    return (bits & LOCALLY_ADMINISTERED) != 0;
  }

  @Override
  public int compareTo(MacAddress other) {
    return Long.compare(bits, other.bits);
  }

  /// Lower case, with colons.
  @Override
  public String toString() {
    return HexFormat.ofDelimiter(":").formatHex(toBytes());
  }
}
