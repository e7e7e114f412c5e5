package io.libnetwork.drivers.tap;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.OptionalLong;

/// A tap device in a sandbox, for a virtual machine: its monitor opens it by `/dev/net/tun`, and
/// the guest is the endpoint, with the endpoint's MAC address and its addresses.
///
/// The device is persistent, of kind `IFF_TAP | IFF_NO_PI | IFF_VNET_HDR`; see the kernel's
/// `Documentation/networking/tuntap.rst`.
///
/// @param name in the sandbox, another than the endpoint's interface has
/// @param owner the uid of who may open it without `CAP_NET_ADMIN`, 0 to 4,294,967,294
/// @param group the gid of those who may, 0 to 4,294,967,294. Without owner and group everybody may
///   who can open `/dev/net/tun` in the sandbox
/// @param multiQueue whether it can be opened several times, a queue for each of the guest's
///   processors (`IFF_MULTI_QUEUE`); who opens it has to say the same
public record TapDevice(
    InterfaceName name, OptionalLong owner, OptionalLong group, boolean multiQueue) {

  /// `(uid_t) -1` is nobody.
  private static final long LARGEST_ID = 0xffff_fffeL;

  /// @throws NetworkException.InvalidParameter when a number is no uid or gid
  public TapDevice {
    owner.ifPresent(uid -> require("uid", uid));
    group.ifPresent(gid -> require("gid", gid));
  }

  /// One that everybody may open who can open `/dev/net/tun` in the sandbox, with one queue.
  public static TapDevice named(String name) {
    return new TapDevice(
        new InterfaceName(name), OptionalLong.empty(), OptionalLong.empty(), false);
  }

  /// For this user.
  ///
  /// @param uid 0 to 4,294,967,294
  public TapDevice ownedBy(long uid) {
    return new TapDevice(name, OptionalLong.of(uid), group, multiQueue);
  }

  /// For this group.
  ///
  /// @param gid 0 to 4,294,967,294
  public TapDevice ofGroup(long gid) {
    return new TapDevice(name, owner, OptionalLong.of(gid), multiQueue);
  }

  /// With several queues.
  public TapDevice withSeveralQueues() {
    return new TapDevice(name, owner, group, true);
  }

  private static void require(String what, long id) {
    if (id < 0 || id > LARGEST_ID) {
      throw new NetworkException.InvalidParameter(
          "no %s of a tap device's users: %d, expected 0 to %d".formatted(what, id, LARGEST_ID));
    }
  }

  /// For people, as in `tap device tap0 of uid 1000 with several queues`.
  @Override
  public String toString() {
    return "tap device "
        + name
        + (owner.isPresent() ? " of uid " + owner.getAsLong() : "")
        + (group.isPresent() ? " of gid " + group.getAsLong() : "")
        + (multiQueue ? " with several queues" : "");
  }
}
