package io.libnetwork.linux.nftables;

import java.util.Locale;

/// The types of which set keys and map data are made (nft(8), "data types").
public enum ElementType {
  /// An interface's name. There is no `ifindex`: libnftables reads names and indexes from the
  /// namespace of the *calling* thread, which need not be the context's.
  IFNAME,
  IPV4_ADDR,
  IPV6_ADDR,
  ETHER_ADDR,
  /// What a frame carries: a number of `linux/if_ether.h`, two bytes in network order.
  ETHER_TYPE,
  /// A transport protocol's number.
  INET_PROTO,
  /// A transport protocol's port.
  INET_SERVICE,
  /// What to do with the packet; a map's data only, and alone.
  VERDICT;

  /// The word of nft's language.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
