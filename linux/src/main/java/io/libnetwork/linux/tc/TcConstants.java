package io.libnetwork.linux.tc;

/// `linux/rtnetlink.h`, `linux/pkt_sched.h`, `linux/pkt_cls.h` and `linux/tc_act/tc_mirred.h`.
final class TcConstants {

  static final int RTM_NEWQDISC = 36;
  static final int RTM_DELQDISC = 37;
  static final int RTM_GETQDISC = 38;
  static final int RTM_NEWTCLASS = 40;
  static final int RTM_DELTCLASS = 41;
  static final int RTM_GETTCLASS = 42;
  static final int RTM_NEWTFILTER = 44;
  static final int RTM_DELTFILTER = 45;
  static final int RTM_GETTFILTER = 46;

  /// `sizeof(struct tcmsg)`.
  static final int TCMSG_SIZE = 20;

  static final int TCM_IFINDEX_OFFSET = 4;
  static final int TCM_HANDLE_OFFSET = 8;
  static final int TCM_PARENT_OFFSET = 12;
  static final int TCM_INFO_OFFSET = 16;

  static final int TCA_KIND = 1;
  static final int TCA_OPTIONS = 2;

  static final int TC_LINKLAYER_ETHERNET = 1;

  static final int TCA_TBF_PARMS = 1;
  static final int TCA_TBF_RATE64 = 4;
  static final int TCA_TBF_BURST = 6;

  static final int TCA_HTB_PARMS = 1;
  static final int TCA_HTB_INIT = 2;
  static final int TCA_HTB_RATE64 = 6;
  static final int TCA_HTB_CEIL64 = 7;

  /// `TC_HTB_PROTOVER`.
  static final int HTB_VERSION = 3;

  static final int TCA_U32_SEL = 5;
  static final int TCA_U32_ACT = 7;
  static final int TC_U32_TERMINAL = 1;

  static final int TCA_ACT_KIND = 1;
  static final int TCA_ACT_OPTIONS = 2;
  static final int TCA_MIRRED_PARMS = 2;
  static final int TC_ACT_STOLEN = 4;
  static final int TCA_EGRESS_REDIR = 1;

  /// `ETH_P_ALL` of `linux/if_ether.h`.
  static final int ETH_P_ALL = 3;

  private TcConstants() {}
}
