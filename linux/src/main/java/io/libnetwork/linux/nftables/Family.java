package io.libnetwork.linux.nftables;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The packets a table sees (nft(8), "address families").
public enum Family {
  /// IPv4 and IPv6.
  INET(1),
  /// IPv4.
  IP(2),
  /// IPv6.
  IP6(10),
  /// Frames that a bridge forwards.
  BRIDGE(7);

  /// `NFPROTO_*` of `linux/netfilter.h`.
  private final int number;

  Family(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static Optional<Family> of(int number) {
    return Arrays.stream(values()).filter(family -> family.number == number).findFirst();
  }

  /// The word of nft's language.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
