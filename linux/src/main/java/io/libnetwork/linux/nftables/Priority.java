package io.libnetwork.linux.nftables;

/// Where among the base chains of one hook a chain stands: lower is earlier
/// (`linux/netfilter_ipv4.h`, `linux/netfilter_bridge.h`).
public record Priority(int value) {

  /// Before connection tracking.
  public static final Priority RAW = new Priority(-300);

  /// After connection tracking, before address translation.
  public static final Priority MANGLE = new Priority(-150);

  /// Where destinations are translated.
  public static final Priority DSTNAT = new Priority(-100);

  public static final Priority FILTER = new Priority(0);

  /// Where sources are translated.
  public static final Priority SRCNAT = new Priority(100);

  /// [#FILTER] in [Family#BRIDGE], whose numbers are others.
  public static final Priority BRIDGE_FILTER = new Priority(-200);

  /// So many steps later, or earlier if negative.
  public Priority plus(int steps) {
    return new Priority(Math.addExact(value, steps));
  }

  /// The number, never nft's name for it: names hold at some hooks only.
  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
