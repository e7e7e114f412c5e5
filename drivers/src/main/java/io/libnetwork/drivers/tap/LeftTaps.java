package io.libnetwork.drivers.tap;

import io.libnetwork.Host;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Rtnetlink;

/// Tap devices that are left in sandboxes because a process was killed: each is found by the host's
/// end of its endpoint's interface, which belongs to nothing either, and bears the same mark.
///
/// So a tap device is always removed before that end is.
public final class LeftTaps {

  private LeftTaps() {}

  /// Removes the one in the namespace of a port's other end, where there is one.
  ///
  /// @param port that is about to be removed
  public static void remove(Host host, Link port) {
    if (port.alias().isEmpty() || port.parentNamespace().isEmpty()) {
      return;
    }
    try {
      remove(host.rtnetlink(), port, port.parentNamespace().getAsInt());
    } catch (NetlinkException refused) {
      // The namespace has gone meanwhile, and the device with it.
      if (!refused.errno().equals(Errno.EINVAL)) {
        throw refused;
      }
    }
  }

  private static void remove(Rtnetlink rtnetlink, Link port, int namespace) {
    rtnetlink.list(Links.listIn(namespace)).stream()
        .filter(link -> link.kind().equals(SandboxTap.KIND) && link.alias().equals(port.alias()))
        .forEach(left -> rtnetlink.remove(Links.deleteIn(namespace, left.index())));
  }
}
