package io.libnetwork.linux.conntrack;

/// What has become of a flow: `IPS_*` of `linux/netfilter/nf_conntrack_common.h`.
///
/// @param bits all of them, also those that have no method here
public record FlowStatus(int bits) {

  private static final int SEEN_REPLY = 1 << 1;
  private static final int ASSURED = 1 << 2;
  private static final int SRC_NAT = 1 << 4;
  private static final int DST_NAT = 1 << 5;

  /// Packets have gone both ways.
  public boolean replied() {
    return (bits & SEEN_REPLY) != 0;
  }

  /// Is not dropped early when the table is full.
  public boolean assured() {
    return (bits & ASSURED) != 0;
  }

  /// Whom it seems to come from has been changed.
  public boolean sourceTranslated() {
    return (bits & SRC_NAT) != 0;
  }

  /// Where it goes has been changed, as to a published port.
  public boolean destinationTranslated() {
    return (bits & DST_NAT) != 0;
  }
}
