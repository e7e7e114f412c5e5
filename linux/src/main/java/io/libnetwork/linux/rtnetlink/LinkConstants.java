package io.libnetwork.linux.rtnetlink;

/// `linux/if_link.h`, and `VETH_INFO_PEER` of `linux/veth.h`.
final class LinkConstants {

  static final int IFINFOMSG_SIZE = 16;
  static final int IF_STATS_MSG_SIZE = 12;

  static final int IFF_UP = 1;

  static final int IFLA_ADDRESS = 1;
  static final int IFLA_IFNAME = 3;
  static final int IFLA_MTU = 4;
  static final int IFLA_LINK = 5;
  static final int IFLA_QDISC = 6;
  static final int IFLA_MASTER = 10;
  static final int IFLA_TXQLEN = 13;
  static final int IFLA_OPERSTATE = 16;
  static final int IFLA_LINKINFO = 18;
  static final int IFLA_NET_NS_PID = 19;
  static final int IFLA_IFALIAS = 20;
  static final int IFLA_STATS64 = 23;
  static final int IFLA_AF_SPEC = 26;
  static final int IFLA_GROUP = 27;
  static final int IFLA_NET_NS_FD = 28;
  static final int IFLA_EXT_MASK = 29;
  static final int IFLA_LINK_NETNSID = 37;
  static final int IFLA_TARGET_NETNSID = 46;

  static final int IFLA_INFO_KIND = 1;
  static final int IFLA_INFO_DATA = 2;
  static final int IFLA_INFO_SLAVE_KIND = 4;
  static final int IFLA_INFO_SLAVE_DATA = 5;

  static final int IFLA_STATS_LINK_64 = 1;

  static final int IFLA_INET_CONF = 1;
  static final int IFLA_INET6_CONF = 2;
  static final int IFLA_INET6_ADDR_GEN_MODE = 8;
  static final int IN6_ADDR_GEN_MODE_EUI64 = 0;
  static final int IN6_ADDR_GEN_MODE_NONE = 1;

  static final int VETH_INFO_PEER = 1;

  static final int IFLA_BR_FORWARD_DELAY = 1;
  static final int IFLA_BR_HELLO_TIME = 2;
  static final int IFLA_BR_MAX_AGE = 3;
  static final int IFLA_BR_AGEING_TIME = 4;
  static final int IFLA_BR_STP_STATE = 5;
  static final int IFLA_BR_PRIORITY = 6;
  static final int IFLA_BR_VLAN_FILTERING = 7;
  static final int IFLA_BR_VLAN_PROTOCOL = 8;
  static final int IFLA_BR_GROUP_FWD_MASK = 9;
  static final int IFLA_BR_MCAST_ROUTER = 22;
  static final int IFLA_BR_MCAST_SNOOPING = 23;
  static final int IFLA_BR_MCAST_QUERIER = 25;
  static final int IFLA_BR_NF_CALL_IPTABLES = 36;
  static final int IFLA_BR_NF_CALL_IP6TABLES = 37;
  static final int IFLA_BR_NF_CALL_ARPTABLES = 38;
  static final int IFLA_BR_VLAN_DEFAULT_PVID = 39;

  /// `linux/if_bridge.h`, inside `IFLA_AF_SPEC` of the family `AF_BRIDGE`.
  static final int IFLA_BRIDGE_VLAN_INFO = 2;

  static final int BRIDGE_VLAN_INFO_PVID = 1 << 1;
  static final int BRIDGE_VLAN_INFO_UNTAGGED = 1 << 2;
  static final int BRIDGE_VLAN_INFO_RANGE_BEGIN = 1 << 3;
  static final int BRIDGE_VLAN_INFO_RANGE_END = 1 << 4;

  static final int IFLA_BRPORT_STATE = 1;
  static final int IFLA_BRPORT_PRIORITY = 2;
  static final int IFLA_BRPORT_COST = 3;
  static final int IFLA_BRPORT_MODE = 4;
  static final int IFLA_BRPORT_GUARD = 5;
  static final int IFLA_BRPORT_PROTECT = 6;
  static final int IFLA_BRPORT_FAST_LEAVE = 7;
  static final int IFLA_BRPORT_LEARNING = 8;
  static final int IFLA_BRPORT_UNICAST_FLOOD = 9;
  static final int IFLA_BRPORT_PROXYARP = 10;
  static final int IFLA_BRPORT_MCAST_FLOOD = 27;
  static final int IFLA_BRPORT_BCAST_FLOOD = 30;
  static final int IFLA_BRPORT_NEIGH_SUPPRESS = 32;
  static final int IFLA_BRPORT_ISOLATED = 33;
  static final int IFLA_BRPORT_LOCKED = 39;

  static final int IFLA_VXLAN_ID = 1;
  static final int IFLA_VXLAN_GROUP = 2;
  static final int IFLA_VXLAN_LINK = 3;
  static final int IFLA_VXLAN_LOCAL = 4;
  static final int IFLA_VXLAN_TTL = 5;
  static final int IFLA_VXLAN_TOS = 6;
  static final int IFLA_VXLAN_LEARNING = 7;
  static final int IFLA_VXLAN_AGEING = 8;
  static final int IFLA_VXLAN_LIMIT = 9;
  static final int IFLA_VXLAN_PROXY = 11;
  static final int IFLA_VXLAN_RSC = 12;
  static final int IFLA_VXLAN_L2MISS = 13;
  static final int IFLA_VXLAN_L3MISS = 14;
  static final int IFLA_VXLAN_PORT = 15;
  static final int IFLA_VXLAN_GROUP6 = 16;
  static final int IFLA_VXLAN_LOCAL6 = 17;
  static final int IFLA_VXLAN_UDP_CSUM = 18;
  static final int IFLA_VXLAN_UDP_ZERO_CSUM6_TX = 19;
  static final int IFLA_VXLAN_UDP_ZERO_CSUM6_RX = 20;
  static final int IFLA_VXLAN_DF = 29;

  static final int IFLA_MACVLAN_MODE = 1;

  static final int IFLA_IPVLAN_MODE = 1;
  static final int IFLA_IPVLAN_FLAGS = 2;

  static final int IFLA_VLAN_ID = 1;
  static final int IFLA_VLAN_PROTOCOL = 5;

  private LinkConstants() {}
}
