package io.libnetwork.linux.rtnetlink;

import java.util.Comparator;

/// A VLAN that a bridge's port takes part in, `struct bridge_vlan_info` of `linux/if_bridge.h`.
///
/// @param id 1 to 4,094
/// @param ingress frames that come in without a tag belong to it, which is so of one at most
/// @param untagged its frames leave without a tag
public record BridgeVlan(int id, boolean ingress, boolean untagged)
    implements Comparable<BridgeVlan> {

  /// The first that there is (IEEE 802.1Q 9.6).
  public static final int FIRST = 1;

  /// The last that there is: 4,095 is reserved.
  public static final int LAST = 4_094;

  /// @throws IllegalArgumentException when there is no such VLAN
  public BridgeVlan {
    if (id < FIRST || id > LAST) {
      throw new IllegalArgumentException("no VLAN " + id + ": expected " + FIRST + " to " + LAST);
    }
  }

  /// One whose frames have no tag at the port.
  public static BridgeVlan untagged(int id) {
    return new BridgeVlan(id, true, true);
  }

  /// One whose frames have a tag at the port.
  public static BridgeVlan tagged(int id) {
    return new BridgeVlan(id, false, false);
  }

  @Override
  public int compareTo(BridgeVlan other) {
    return Comparator.comparingInt(BridgeVlan::id)
        .thenComparing(BridgeVlan::ingress)
        .thenComparing(BridgeVlan::untagged)
        .compare(this, other);
  }

  /// As bridge(8) shows it: `10 PVID untagged`, `20`.
  @Override
  public String toString() {
    return id + (ingress ? " PVID" : "") + (untagged ? " untagged" : "");
  }
}
