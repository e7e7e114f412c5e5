package io.libnetwork;

/// What becomes of a packet that a route matches, see `rtm_type` in rtnetlink(7).
public enum RouteType {
  /// It is sent on.
  UNICAST,
  /// It is dropped silently.
  BLACKHOLE,
  /// It is dropped, and the sender told that the destination is unreachable.
  UNREACHABLE,
  /// It is dropped, and the sender told that communication is prohibited.
  PROHIBIT
}
