package io.libnetwork.linux.netlink;

/// The kernel's netlink protocols that are spoken here, from `linux/netlink.h`.
public enum NetlinkFamily {
  /// Links, addresses, routes, rules, neighbours and traffic control, see rtnetlink(7).
  ROUTE(0),
  /// Socket diagnostics, see sock_diag(7).
  SOCK_DIAG(4),
  /// IPsec states and policies.
  XFRM(6),
  /// Netfilter: nftables, conntrack.
  NETFILTER(12),
  /// Generic netlink, where WireGuard lives.
  GENERIC(16);

  private final int protocol;

  NetlinkFamily(int protocol) {
    this.protocol = protocol;
  }

  int protocol() {
    return protocol;
  }
}
