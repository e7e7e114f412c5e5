package io.libnetwork.explain.ruleset;

import java.util.Locale;

/// Where on its way a packet is judged.
public enum Point {
  PREROUTING,
  INPUT,
  FORWARD,
  OUTPUT,
  POSTROUTING;

  /// `NF_IP_PRI_CONNTRACK` of `linux/netfilter_ipv4.h`: from here on connections are known.
  static final int TRACKING = -200;

  private static final int NAT_DST = -100;
  private static final int NAT_SRC = 100;

  /// When, among the chains of a hook, addresses are translated, whatever priority the chain that
  /// says so has (`nf_nat_register_fn`).
  int translating() {
    return switch (this) {
      case PREROUTING, OUTPUT, FORWARD -> NAT_DST;
      case INPUT, POSTROUTING -> NAT_SRC;
    };
  }

  /// Where a packet enters this host, or begins.
  boolean entrance() {
    return this == PREROUTING || this == OUTPUT;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
