package io.libnetwork.address;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// An IPv4 address (RFC 791).
///
/// @param bits the 32 bits, the first octet highest
public record Ipv4Address(int bits) implements IpAddress {

  /// `0.0.0.0`.
  public static final Ipv4Address UNSPECIFIED = new Ipv4Address(0);

  /// `127.0.0.1`.
  public static final Ipv4Address LOOPBACK = new Ipv4Address(0x7f00_0001);

  static final int BYTES = 4;

  private static final long LAST = 0xffff_ffffL;

  /// Reads exactly four decimal octets without leading zeros. The short and octal forms that
  /// `inet_aton` takes are refused: one text means one address.
  ///
  /// @throws IllegalArgumentException if `text` is not of this form
  public static Ipv4Address parse(String text) {
    long bits = parse(text, 0);
    if (bits < 0) {
      throw new IllegalArgumentException(
          "malformed IPv4 address \""
              + text
              + "\": expected four decimal octets without leading zeros, as in 192.0.2.1");
    }
    return new Ipv4Address((int) bits);
  }

  /// Reads `text` from `from` to its end, or answers −1.
  static long parse(String text, int from) {
    long bits = 0;
    int start = from;
    for (int octet = 0; octet < BYTES; octet++) {
      int end = octet == BYTES - 1 ? text.length() : text.indexOf('.', start);
      int value = Decimal.parse(text, start, end, 255);
      if (value == Decimal.MALFORMED) {
        return -1;
      }
      bits = bits << Byte.SIZE | value;
      start = end + 1;
    }
    return bits;
  }

  /// Reads an address in network byte order.
  ///
  /// @throws IllegalArgumentException if there are not 4 bytes
  public static Ipv4Address of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(
          "an IPv4 address of " + bytes.length + " bytes: expected 4");
    }
    return new Ipv4Address(Bytes.getInt(bytes, 0));
  }

  static Ipv4Address of(UInt128 value) {
    if (value.high() != 0 || Long.compareUnsigned(value.low(), LAST) > 0) {
      throw new IllegalArgumentException(
          "IPv4 address of value " + value + ": expected at most " + LAST);
    }
    return new Ipv4Address((int) value.low());
  }

  @Override
  public byte[] toBytes() {
    byte[] bytes = new byte[BYTES];
    Bytes.putInt(bytes, 0, bits);
    return bytes;
  }

  @Override
  public IpFamily family() {
    return IpFamily.V4;
  }

  @Override
  public UInt128 value() {
    return UInt128.ofUnsigned(Integer.toUnsignedLong(bits));
  }

  @Override
  public InetAddress toInetAddress() {
    try {
      return InetAddress.getByAddress(toBytes());
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an IPv4 address", e);
    }
  }

  /// The IPv4-mapped IPv6 address `::ffff:a.b.c.d` (RFC 4291 section 2.5.5.2).
  public Ipv6Address toMapped() {
    return new Ipv6Address(0, 0xffff_0000_0000L | Integer.toUnsignedLong(bits));
  }

  @Override
  public boolean unspecified() {
    return bits == 0;
  }

  @Override
  public boolean loopback() {
    return bits >>> 24 == 127;
  }

  @Override
  public boolean linkLocal() {
    return bits >>> 16 == 0xa9fe;
  }

  @Override
  public boolean multicast() {
    return bits >>> 28 == 0xe;
  }

  @Override
  public Ipv4Address next() {
    return plus(UInt128.ONE);
  }

  @Override
  public Ipv4Address plus(UInt128 distance) {
    long mine = Integer.toUnsignedLong(bits);
    if (distance.high() != 0 || Long.compareUnsigned(distance.low(), LAST - mine) > 0) {
      throw new ArithmeticException(this + " plus " + distance + " is beyond 255.255.255.255");
    }
    return new Ipv4Address((int) (mine + distance.low()));
  }

  @Override
  public Ipv4Address minus(UInt128 distance) {
    long mine = Integer.toUnsignedLong(bits);
    if (distance.high() != 0 || Long.compareUnsigned(distance.low(), mine) > 0) {
      throw new ArithmeticException(this + " minus " + distance + " is before 0.0.0.0");
    }
    return new Ipv4Address((int) (mine - distance.low()));
  }

  @Override
  public int sharedBits(IpAddress other) {
    return other instanceof Ipv4Address(int otherBits)
        ? Integer.numberOfLeadingZeros(bits ^ otherBits)
        : -1;
  }

  /// Dotted decimal.
  @Override
  public String toString() {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 0xff)
        + "."
        + (bits >>> 8 & 0xff)
        + "."
        + (bits & 0xff);
  }
}
