package io.libnetwork.linux.rtnetlink;

/// What a [RouteMonitor] hears, `RTNLGRP_*` in `linux/rtnetlink.h`.
public enum RouteGroup {
  LINK(1),
  /// Neighbours, and forwarding entries of bridges.
  NEIGHBOUR(3),
  IPV4_ADDRESS(5),
  IPV4_ROUTE(7),
  IPV4_RULE(8),
  IPV6_ADDRESS(9),
  IPV6_ROUTE(11),
  IPV6_RULE(19);

  private final int number;

  RouteGroup(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
