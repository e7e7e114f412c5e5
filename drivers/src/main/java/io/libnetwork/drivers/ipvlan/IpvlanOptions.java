package io.libnetwork.drivers.ipvlan;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.drivers.uplink.HostAccess;
import io.libnetwork.drivers.uplink.Uplink;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Ipvlan;
import io.libnetwork.spi.NetworkDriverOptions;

/// What can be asked of an ipvlan network.
///
/// ```java
/// IpvlanOptions.on("eth0").in(Ipvlan.Mode.L3)
/// ```
///
/// @param uplink the link that it stands on
/// @param mode where packets are routed
/// @param flag how endpoints reach each other
public record IpvlanOptions(Uplink uplink, Ipvlan.Mode mode, Ipvlan.Flag flag)
    implements NetworkDriverOptions {

  /// What a network is without options: on no parent, its endpoints reach each other.
  public static final IpvlanOptions USUAL =
      new IpvlanOptions(Uplink.NONE, Ipvlan.Mode.L2, Ipvlan.Flag.BRIDGE);

  /// On a parent, as `eth0` or `eth0.50`.
  ///
  /// @throws NetworkException.InvalidParameter when it is no interface's name, or `lo`
  public static IpvlanOptions on(String parent) {
    return new IpvlanOptions(Uplink.on(name(parent)), Ipvlan.Mode.L2, Ipvlan.Flag.BRIDGE);
  }

  private static InterfaceName name(String parent) {
    try {
      return new InterfaceName(parent);
    } catch (IllegalArgumentException malformed) {
      throw new NetworkException.InvalidParameter(
          "invalid parent: " + malformed.getMessage(), malformed);
    }
  }

  /// In another mode.
  public IpvlanOptions in(Ipvlan.Mode other) {
    return new IpvlanOptions(uplink, other, flag);
  }

  /// With endpoints that reach each other in another way.
  public IpvlanOptions with(Ipvlan.Flag other) {
    return new IpvlanOptions(uplink, mode, other);
  }

  /// With this MTU.
  public IpvlanOptions withMtu(int bytes) {
    return new IpvlanOptions(uplink.withMtu(bytes), mode, flag);
  }

  /// With the host and the containers reaching each other.
  ///
  /// @param addresses the host's own among the containers, each kept for it as an auxiliary address
  ///   of a pool. Mode `l2` needs one of each family; in the others the host speaks from an address
  ///   of the parent where it has none
  public IpvlanOptions withHostAccess(IpAddress... addresses) {
    return new IpvlanOptions(uplink.with(HostAccess.by(addresses)), mode, flag);
  }
}
