package io.libnetwork.drivers.uplink;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.netlink.NetlinkException;

/// What a caller is told whom the kernel has refused a link.
final class Refusals {

  private Refusals() {}

  /// A refusal to make a link of a kind.
  static RuntimeException ofKind(UplinkPlan plan, String kind, NetlinkException refused) {
    if (refused.errno().equals(Errno.EOPNOTSUPP)) {
      return new NetworkException.NotImplemented(
          "network %s: this kernel has no links of kind %s; load its module (modprobe %s)"
              .formatted(plan.network(), kind, module(kind)),
          refused);
    }
    if (refused.errno().equals(Errno.EBUSY)) {
      return new NetworkException.Conflict(
          "network %s: parent %s is used in another way by somebody else: a link of kind %s cannot be on it (%s)"
              .formatted(plan.network(), plan.parent(), kind, refused.getMessage()));
    }
    if (refused.errno().equals(Errno.EINVAL)) {
      return new NetworkException.Conflict(
          "network %s: the kernel takes no link of kind %s on parent %s; somebody else may have it for himself (%s)"
              .formatted(plan.network(), kind, plan.parent(), refused.getMessage()));
    }
    return refused;
  }

  private static String module(String kind) {
    return kind.equals("vlan") ? "8021q" : kind;
  }

  /// A network's parent is gone.
  static NetworkException.Unavailable parentGone(UplinkPlan plan) {
    return new NetworkException.Unavailable(
        "network %s: its parent %s is gone; endpoints are plugged in when it returns"
            .formatted(plan.network(), plan.parent()));
  }
}
