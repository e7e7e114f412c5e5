package io.libnetwork.linux.rtnetlink;

/// What the kernel says of a link, `enum net_device_flags` in `linux/if.h`.
public enum LinkFlag {
  /// Administratively up.
  UP(1),
  BROADCAST(1 << 1),
  LOOPBACK(1 << 3),
  POINT_TO_POINT(1 << 4),
  /// Operationally up, RFC 2863.
  RUNNING(1 << 6),
  NOARP(1 << 7),
  PROMISC(1 << 8),
  ALLMULTI(1 << 9),
  MULTICAST(1 << 12),
  /// The driver has a carrier.
  LOWER_UP(1 << 16);

  private final int bit;

  LinkFlag(int bit) {
    this.bit = bit;
  }

  int bit() {
    return bit;
  }
}
