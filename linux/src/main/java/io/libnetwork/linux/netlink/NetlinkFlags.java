package io.libnetwork.linux.netlink;

/// The flags of a message header, from `linux/netlink.h`.
public final class NetlinkFlags {

  public static final int NLM_F_REQUEST = 0x01;
  public static final int NLM_F_MULTI = 0x02;
  public static final int NLM_F_ACK = 0x04;
  public static final int NLM_F_ECHO = 0x08;
  public static final int NLM_F_DUMP_INTR = 0x10;
  public static final int NLM_F_CAPPED = 0x100;
  public static final int NLM_F_ACK_TLVS = 0x200;

  /// `NLM_F_ROOT | NLM_F_MATCH`.
  public static final int NLM_F_DUMP = 0x300;

  public static final int NLM_F_REPLACE = 0x100;
  public static final int NLM_F_EXCL = 0x200;
  public static final int NLM_F_CREATE = 0x400;
  public static final int NLM_F_APPEND = 0x800;

  private NetlinkFlags() {}
}
