package io.libnetwork.linux.conntrack;

/// `linux/netfilter/nfnetlink.h` and `linux/netfilter/nfnetlink_conntrack.h`.
final class ConntrackConstants {

  static final int AF_UNSPEC = 0;
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;

  static final int NFNL_SUBSYS_CTNETLINK = 1;
  static final int NFGENMSG_SIZE = 4;

  static final int IPCTNL_MSG_CT_NEW = 0;
  static final int IPCTNL_MSG_CT_GET = 1;
  static final int IPCTNL_MSG_CT_DELETE = 2;
  static final int IPCTNL_MSG_CT_GET_STATS = 5;

  static final int CTA_TUPLE_ORIG = 1;
  static final int CTA_TUPLE_REPLY = 2;
  static final int CTA_STATUS = 3;
  static final int CTA_PROTOINFO = 4;
  static final int CTA_TIMEOUT = 7;
  static final int CTA_MARK = 8;
  static final int CTA_ID = 12;
  static final int CTA_ZONE = 18;
  static final int CTA_FILTER = 25;

  static final int CTA_TUPLE_IP = 1;
  static final int CTA_TUPLE_PROTO = 2;
  static final int CTA_TUPLE_ZONE = 3;

  static final int CTA_IP_V4_SRC = 1;
  static final int CTA_IP_V4_DST = 2;
  static final int CTA_IP_V6_SRC = 3;
  static final int CTA_IP_V6_DST = 4;

  static final int CTA_PROTO_NUM = 1;
  static final int CTA_PROTO_SRC_PORT = 2;
  static final int CTA_PROTO_DST_PORT = 3;
  static final int CTA_PROTO_ICMP_ID = 4;
  static final int CTA_PROTO_ICMP_TYPE = 5;
  static final int CTA_PROTO_ICMP_CODE = 6;
  static final int CTA_PROTO_ICMPV6_ID = 7;
  static final int CTA_PROTO_ICMPV6_TYPE = 8;
  static final int CTA_PROTO_ICMPV6_CODE = 9;

  static final int CTA_PROTOINFO_TCP = 1;
  static final int CTA_PROTOINFO_TCP_STATE = 1;

  /// `linux/netfilter/nf_conntrack_tcp.h`.
  static final int TCP_CONNTRACK_TIME_WAIT = 7;

  static final int TCP_CONNTRACK_CLOSE = 8;

  static final int CTA_STATS_GLOBAL_ENTRIES = 1;

  static final int CTA_FILTER_ORIG_FLAGS = 1;
  static final int CTA_FILTER_REPLY_FLAGS = 2;

  /// `CTA_FILTER_F_*` of the kernel's own `net/netfilter/nf_internals.h`, which no header for
  /// programs has; libnetfilter_conntrack writes the same bits.
  static final int FILTER_IP_SRC = 1;

  static final int FILTER_IP_DST = 1 << 1;
  static final int FILTER_PROTO_NUM = 1 << 3;
  static final int FILTER_PROTO_SRC_PORT = 1 << 4;
  static final int FILTER_PROTO_DST_PORT = 1 << 5;

  private ConntrackConstants() {}
}
