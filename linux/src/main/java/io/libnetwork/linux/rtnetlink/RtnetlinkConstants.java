package io.libnetwork.linux.rtnetlink;

/// `linux/rtnetlink.h`, and the address families of `bits/socket.h`.
final class RtnetlinkConstants {

  static final int AF_UNSPEC = 0;
  static final int AF_INET = 2;
  static final int AF_BRIDGE = 7;
  static final int AF_INET6 = 10;

  static final int RTM_NEWLINK = 16;
  static final int RTM_DELLINK = 17;
  static final int RTM_GETLINK = 18;
  static final int RTM_SETLINK = 19;
  static final int RTM_NEWADDR = 20;
  static final int RTM_DELADDR = 21;
  static final int RTM_GETADDR = 22;
  static final int RTM_NEWROUTE = 24;
  static final int RTM_DELROUTE = 25;
  static final int RTM_GETROUTE = 26;
  static final int RTM_NEWNEIGH = 28;
  static final int RTM_DELNEIGH = 29;
  static final int RTM_GETNEIGH = 30;
  static final int RTM_NEWRULE = 32;
  static final int RTM_DELRULE = 33;
  static final int RTM_GETRULE = 34;
  static final int RTM_NEWNSID = 88;
  static final int RTM_GETNSID = 90;
  static final int RTM_NEWSTATS = 92;
  static final int RTM_GETSTATS = 94;

  static final int RTMSG_SIZE = 12;

  static final int RTA_DST = 1;
  static final int RTA_SRC = 2;
  static final int RTA_IIF = 3;
  static final int RTA_OIF = 4;
  static final int RTA_GATEWAY = 5;
  static final int RTA_PRIORITY = 6;
  static final int RTA_PREFSRC = 7;
  static final int RTA_METRICS = 8;
  static final int RTA_MULTIPATH = 9;
  static final int RTA_TABLE = 15;
  static final int RTA_MARK = 16;

  static final int RTA_VIA = 18;

  static final int RTAX_MTU = 2;

  static final int RTNH_F_ONLINK = 4;
  static final int RTNEXTHOP_SIZE = 8;

  static final int RTM_F_CLONED = 0x200;
  static final int RTM_F_LOOKUP_TABLE = 0x1000;

  static final int RTEXT_FILTER_BRVLAN = 1 << 1;
  static final int RTEXT_FILTER_SKIP_STATS = 1 << 3;

  /// `linux/net_namespace.h`.
  static final int NETNSA_NSID = 1;

  static final int NETNSA_FD = 3;

  private RtnetlinkConstants() {}
}
