package io.libnetwork.linux.rtnetlink;

/// `linux/if_addr.h`.
final class AddressConstants {

  static final int IFADDRMSG_SIZE = 8;

  static final int IFA_ADDRESS = 1;
  static final int IFA_LOCAL = 2;
  static final int IFA_LABEL = 3;
  static final int IFA_BROADCAST = 4;
  static final int IFA_CACHEINFO = 6;
  static final int IFA_FLAGS = 8;

  private AddressConstants() {}
}
