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

  private static final int ROUTE_VERB = 3;
  private static final int ROUTE_GET = 2;

  /// `linux/netfilter/nfnetlink_conntrack.h`: `NFNL_SUBSYS_CTNETLINK` with `IPCTNL_MSG_CT_NEW`.
  private static final int CONNTRACK_NEW = 0x100;

  private static final int CONNTRACK_DELETE = 0x102;

  private final int protocol;

  NetlinkFamily(int protocol) {
    this.protocol = protocol;
  }

  int protocol() {
    return protocol;
  }

  /// Whether a request of this message type asks for a change rather than for an answer: of the
  /// four types of each object of rtnetlink(7) the third asks, and of the messages of netfilter
  /// that are requests of their own those of conntrack that make and delete entries change.
  boolean changes(int type) {
    return switch (this) {
      case ROUTE -> (type & ROUTE_VERB) != ROUTE_GET;
      case NETFILTER -> type == CONNTRACK_NEW || type == CONNTRACK_DELETE;
      case SOCK_DIAG -> false;
      case XFRM, GENERIC -> true;
    };
  }
}
