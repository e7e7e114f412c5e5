package io.libnetwork.linux.rtnetlink;

/// `linux/neighbour.h`.
final class NeighbourConstants {

  static final int NDMSG_SIZE = 12;

  static final int NDA_DST = 1;
  static final int NDA_LLADDR = 2;
  static final int NDA_VLAN = 5;
  static final int NDA_PORT = 6;
  static final int NDA_VNI = 7;
  static final int NDA_IFINDEX = 8;
  static final int NDA_MASTER = 9;

  static final int NTF_SELF = 1 << 1;
  static final int NTF_MASTER = 1 << 2;
  static final int NTF_PROXY = 1 << 3;
  static final int NTF_EXT_LEARNED = 1 << 4;
  static final int NTF_OFFLOADED = 1 << 5;
  static final int NTF_STICKY = 1 << 6;
  static final int NTF_ROUTER = 1 << 7;

  static final int NUD_REACHABLE = 0x02;
  static final int NUD_STALE = 0x04;
  static final int NUD_NOARP = 0x40;
  static final int NUD_PERMANENT = 0x80;

  private NeighbourConstants() {}
}
