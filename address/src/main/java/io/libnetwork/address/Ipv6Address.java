package io.libnetwork.address;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/// An IPv6 address (RFC 4291), without a zone.
///
/// @param high the first 64 bits, in network order
/// @param low the last 64 bits, in network order
public record Ipv6Address(long high, long low) implements IpAddress {

  /// `::`.
  public static final Ipv6Address UNSPECIFIED = new Ipv6Address(0, 0);

  /// `::1`.
  public static final Ipv6Address LOOPBACK = new Ipv6Address(0, 1);

  static final int BYTES = 16;

  private static final int NO_ZONE = -1;

  /// Reads the text forms of RFC 4291 section 2.2: eight groups of up to four hexadecimal digits,
  /// at most one `::` that stands for one group or more, and optionally a dotted decimal IPv4 tail.
  /// Upper case is read; a zone (`%eth0`) is refused.
  ///
  /// @throws IllegalArgumentException if `text` is not of this form
  public static Ipv6Address parse(String text) {
    return Ipv6Text.parse(text);
  }

  /// Reads an address in network byte order.
  ///
  /// @throws IllegalArgumentException if there are not 16 bytes
  public static Ipv6Address of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "an IPv6 address of " + bytes.length + " bytes: expected 16");
    }
    return new Ipv6Address(Bytes.getLong(bytes, 0), Bytes.getLong(bytes, Long.BYTES));
  }

  @Override
  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    Bytes.putLong(bytes, 0, high);
    Bytes.putLong(bytes, Long.BYTES, low);
    return bytes;
  }

  @Override
  public IpFamily family() {
    return IpFamily.V6;
  }

  @Override
  public UInt128 value() {
    return new UInt128(high, low);
  }

  @Override
  public InetAddress toInetAddress() {
    try {
      // InetAddress.getByAddress would turn an IPv4-mapped address into an Inet4Address.
      return Inet6Address.getByAddress(null, toBytes(), NO_ZONE);
    } catch (UnknownHostException e) {
      throw new AssertionError("sixteen bytes are an IPv6 address", e);
    }
  }

  /// The IPv4 address inside an IPv4-mapped address `::ffff:a.b.c.d` (RFC 4291 section 2.5.5.2);
  /// empty if this is another.
  public Optional<Ipv4Address> mappedIpv4() {
    return high == 0 && low >>> 32 == 0xffff
        ? Optional.of(new Ipv4Address((int) low))
        : Optional.empty();
  }

  /// The IPv4 address inside an IPv4-mapped address, or this address itself.
  public IpAddress toUnmapped() {
    return mappedIpv4().<IpAddress>map(mapped -> mapped).orElse(this);
  }

  @Override
  public boolean unspecified() {
    return high == 0 && low == 0;
  }

  @Override
  public boolean loopback() {
    return high == 0 && low == 1;
  }

  @Override
  public boolean linkLocal() {
    return high >>> 54 == 0xfe80 >>> 6;
  }

  @Override
  public boolean multicast() {
    return high >>> 56 == 0xff;
  }

  @Override
  public Ipv6Address next() {
    return plus(UInt128.ONE);
  }

  @Override
  public Ipv6Address plus(UInt128 distance) {
    UInt128 sum = value().plus(distance);
    if (sum.compareTo(distance) < 0) {
      throw new ArithmeticException(
          this + " plus " + distance + " is beyond the last IPv6 address");
    }
    return new Ipv6Address(sum.high(), sum.low());
  }

  @Override
  public Ipv6Address minus(UInt128 distance) {
    if (value().compareTo(distance) < 0) {
      throw new ArithmeticException(this + " minus " + distance + " is before ::");
    }
    UInt128 difference = value().minus(distance);
    return new Ipv6Address(difference.high(), difference.low());
  }

  @Override
  public int sharedBits(IpAddress other) {
    return other instanceof Ipv6Address(long otherHigh, long otherLow)
        ? new UInt128(high ^ otherHigh, low ^ otherLow).leadingZeros()
        : -1;
  }

  /// The one text that RFC 5952 recommends: lower case, no leading zeros, the longest run of two or
  /// more zero groups (the first of equals) as `::`, an IPv4-mapped address with its dotted tail.
  @Override
  public String toString() {
    return Ipv6Text.format(this);
  }
}
