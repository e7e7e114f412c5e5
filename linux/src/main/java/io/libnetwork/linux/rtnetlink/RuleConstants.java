package io.libnetwork.linux.rtnetlink;

/// `linux/fib_rules.h`.
final class RuleConstants {

  static final int FIB_RULE_HDR_SIZE = 12;
  static final int FIB_RULE_INVERT = 2;

  static final int FRA_DST = 1;
  static final int FRA_SRC = 2;
  static final int FRA_IIFNAME = 3;
  static final int FRA_PRIORITY = 6;
  static final int FRA_FWMARK = 10;
  static final int FRA_TABLE = 15;
  static final int FRA_FWMASK = 16;
  static final int FRA_OIFNAME = 17;

  private RuleConstants() {}
}
