package io.libnetwork.linux.nftables;

import java.util.Locale;

/// The packets a table sees (nft(8), "address families").
public enum Family {
  /// IPv4 and IPv6.
  INET,
  /// IPv4.
  IP,
  /// IPv6.
  IP6,
  /// Frames that a bridge forwards.
  BRIDGE;

  /// The word of nft's language.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
