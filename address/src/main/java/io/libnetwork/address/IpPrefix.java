package io.libnetwork.address;

import java.util.Comparator;

/// A block of addresses that share their first bits: `10.0.0.0/8`, `2001:db8::/32` (RFC 4632).
///
/// Always canonical: the bits after the prefix are zero, so equal blocks are equal values. An
/// address *with* its prefix length, `10.0.0.5/24`, is an [InterfaceAddress].
///
/// The addresses of a prefix are counted from zero, the *ordinal*. `::/0` has 2^128 addresses,
/// which no [UInt128] holds, so a prefix tells its [last ordinal][#lastOrdinal] and not its size.
///
/// Sorted by first address, then the shorter (larger) prefix first.
///
/// @param network the first address
/// @param length how many leading bits are fixed, 0 to 32 or 0 to 128
public record IpPrefix(IpAddress network, int length) implements Comparable<IpPrefix> {

  private static final Comparator<IpPrefix> ORDER =
      Comparator.comparing(IpPrefix::network).thenComparingInt(IpPrefix::length);

  /// @throws IllegalArgumentException if the length is out of its range or `network` has bits set
  ///   after it
  public IpPrefix {
    requireLength(network, length);
    IpAddress meant = masked(network, length);
    if (!network.equals(meant)) {
      throw new IllegalArgumentException(
          "%s/%d has bits set after its first %d: the prefix meant is %s/%d"
              .formatted(network, length, length, meant, length));
    }
  }

  /// Reads `address/length`.
  ///
  /// @throws IllegalArgumentException if `text` is not of this form, or not canonical
  public static IpPrefix parse(String text) {
    InterfaceAddress parsed = InterfaceAddress.parse(text);
    return new IpPrefix(parsed.address(), parsed.length());
  }

  /// The prefix of that length in which `address` lies.
  ///
  /// @throws IllegalArgumentException if the length is out of its range
  public static IpPrefix containing(IpAddress address, int length) {
    requireLength(address, length);
    return new IpPrefix(masked(address, length), length);
  }

  /// The prefix that holds `address` alone: a /32 or /128.
  public static IpPrefix single(IpAddress address) {
    return new IpPrefix(address, address.family().bits());
  }

  public IpFamily family() {
    return network.family();
  }

  /// How many bits an address of this prefix is free to choose.
  public int hostBits() {
    return family().bits() - length;
  }

  /// An address of the other family is in no prefix of this one.
  public boolean contains(IpAddress address) {
    return network.sharedBits(address) >= length;
  }

  /// Every address of `other` is in this prefix; true of itself.
  public boolean contains(IpPrefix other) {
    return length <= other.length && contains(other.network);
  }

  /// Some address is in both, which for prefixes means that one contains the other.
  public boolean overlaps(IpPrefix other) {
    return network.sharedBits(other.network) >= Math.min(length, other.length);
  }

  /// The address with ordinal 0, the same as [#network].
  public IpAddress first() {
    return network;
  }

  public IpAddress last() {
    return addressAt(lastOrdinal());
  }

  /// The ordinal of the last address: the number of addresses less one.
  public UInt128 lastOrdinal() {
    return UInt128.ofLowBits(hostBits());
  }

  /// The address that `ordinal` others of this prefix come before.
  ///
  /// @throws IllegalArgumentException if `ordinal` is beyond [#lastOrdinal]
  public IpAddress addressAt(UInt128 ordinal) {
    if (ordinal.compareTo(lastOrdinal()) > 0) {
      throw new IllegalArgumentException(
          "%s has no address with ordinal %s: its last is %s"
              .formatted(this, ordinal, lastOrdinal()));
    }
    return network.plus(ordinal);
  }

  /// How many addresses of this prefix come before `address`.
  ///
  /// @throws IllegalArgumentException if `address` is not in this prefix
  public UInt128 ordinalOf(IpAddress address) {
    if (!contains(address)) {
      throw new IllegalArgumentException(address + " is not in " + this);
    }
    return address.value().minus(network.value());
  }

  /// The address whose first [#length] bits are one and the others zero, `255.255.255.0`.
  public IpAddress netmask() {
    return masked(IpAddress.of(family(), UInt128.ofLowBits(family().bits())), length);
  }

  /// The `index`th of the prefixes of `length` into which this one divides, counted from zero.
  ///
  /// @throws IllegalArgumentException if `length` is shorter than this prefix's or beyond the
  ///   family's, or `index` is beyond the last of them
  public IpPrefix subnet(int length, UInt128 index) {
    requireLength(network, length);
    if (length < this.length) {
      throw new IllegalArgumentException(
          "%s does not divide into prefixes of length %d: expected %d or longer"
              .formatted(this, length, this.length));
    }
    if (index.compareTo(UInt128.ofLowBits(length - this.length)) > 0) {
      throw new IllegalArgumentException(
          "%s divides into 2^%d prefixes of length %d: none has index %s"
              .formatted(this, length - this.length, length, index));
    }
    return new IpPrefix(network.plus(index.shiftLeft(family().bits() - length)), length);
  }

  @Override
  public int compareTo(IpPrefix other) {
    return ORDER.compare(this, other);
  }

  /// `network/length`.
  @Override
  public String toString() {
    return network + "/" + length;
  }

  static void requireLength(IpAddress address, int length) {
    int bits = address.family().bits();
    if (length < 0 || length > bits) {
      throw new IllegalArgumentException(
          "prefix length %d of %s is not 0 to %d".formatted(length, address, bits));
    }
  }

  private static IpAddress masked(IpAddress address, int length) {
    UInt128 host = UInt128.ofLowBits(address.family().bits() - length);
    return address.minus(address.value().and(host));
  }
}
