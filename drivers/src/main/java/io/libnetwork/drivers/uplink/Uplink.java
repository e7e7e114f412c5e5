package io.libnetwork.drivers.uplink;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.Optional;
import java.util.OptionalInt;

/// What is asked of the link that a network stands on, whatever kind of network it is.
///
/// @param parent the link of the host. Where there is none by that name, and it is one like
///   `eth0.50`, it is made: VLAN 50 of `eth0`. Without one the network has a link for itself, which
///   leads nowhere
/// @param mtu of the endpoints; the parent's without one, which is also the most
/// @param hostAccess whether the host and the containers reach each other
public record Uplink(
    Optional<InterfaceName> parent, OptionalInt mtu, Optional<HostAccess> hostAccess) {

  /// Without a parent.
  public static final Uplink NONE =
      new Uplink(Optional.empty(), OptionalInt.empty(), Optional.empty());

  private static final String LOOPBACK = "lo";
  private static final int LEAST_MTU = 68;
  private static final int MOST_MTU = 65_535;

  /// @throws NetworkException.InvalidParameter when the parent is `lo`, or the MTU out of its range
  public Uplink {
    if (parent.filter(name -> name.value().equals(LOOPBACK)).isPresent()) {
      throw new NetworkException.InvalidParameter(
          "invalid parent lo: the loopback interface leads to nobody; expected another interface");
    }
    if (mtu.isPresent() && (mtu.getAsInt() < LEAST_MTU || mtu.getAsInt() > MOST_MTU)) {
      throw new NetworkException.InvalidParameter(
          "invalid MTU " + mtu.getAsInt() + ": expected " + LEAST_MTU + " to " + MOST_MTU);
    }
  }

  /// On this parent.
  public static Uplink on(InterfaceName parent) {
    return NONE.withParent(parent);
  }

  public Uplink withParent(InterfaceName name) {
    return new Uplink(Optional.of(name), mtu, hostAccess);
  }

  public Uplink withMtu(int bytes) {
    return new Uplink(parent, OptionalInt.of(bytes), hostAccess);
  }

  public Uplink with(HostAccess access) {
    return new Uplink(parent, mtu, Optional.of(access));
  }
}
