package io.libnetwork.address;

import java.util.Locale;

/// The two versions of the Internet Protocol.
///
/// The order of the constants is the order in which addresses and prefixes sort: every IPv4 address
/// before every IPv6 address.
public enum IpFamily {
  /// RFC 791; addresses of 32 bits.
  V4(32),
  /// RFC 8200; addresses of 128 bits.
  V6(128);

  private final int bits;

  IpFamily(int bits) {
    this.bits = bits;
  }

  /// The width of an address, which is also the longest prefix length: 32 or 128.
  public int bits() {
    return bits;
  }

  /// The family's usual name, `IPv4` or `IPv6`.
  @Override
  public String toString() {
    return "IP" + name().toLowerCase(Locale.ROOT);
  }
}
