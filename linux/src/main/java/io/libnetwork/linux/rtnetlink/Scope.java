package io.libnetwork.linux.rtnetlink;

/// How far an address or a route reaches, `enum rt_scope_t` in `linux/rtnetlink.h`; IPv6 routes
/// have none.
///
/// @param value 0 to 255, smaller reaches further
public record Scope(int value) {

  public static final Scope UNIVERSE = new Scope(0);
  public static final Scope SITE = new Scope(200);
  public static final Scope LINK = new Scope(253);
  public static final Scope HOST = new Scope(254);

  /// What is sent to delete an IPv4 route of whatever scope.
  public static final Scope NOWHERE = new Scope(255);

  /// @throws IllegalArgumentException when the number does not fit a byte
  public Scope {
    if (value < 0 || value > 255) {
      throw new IllegalArgumentException("no scope: " + value + ", expected 0 to 255");
    }
  }
}
