package io.libnetwork.linux.rtnetlink;

/// What a route does with a packet, `RTN_*` in `linux/rtnetlink.h`.
public enum RouteType {
  UNSPECIFIED(0),
  /// Sends it on.
  UNICAST(1),
  /// Takes it as one of our own.
  LOCAL(2),
  /// Takes it, and sends it as a broadcast.
  BROADCAST(3),
  ANYCAST(4),
  MULTICAST(5),
  /// Drops it in silence.
  BLACKHOLE(6),
  /// Drops it and says that the host is unreachable.
  UNREACHABLE(7),
  /// Drops it and says that it is forbidden.
  PROHIBIT(8),
  /// Ends the lookup in this table; the next rule goes on.
  THROW(9),
  NAT(10),
  XRESOLVE(11);

  private final int number;

  RouteType(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  static RouteType of(int number) {
    for (RouteType type : values()) {
      if (type.number == number) {
        return type;
      }
    }
    return UNSPECIFIED;
  }
}
