package io.libnetwork.drivers.macvlan;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.drivers.uplink.HostAccess;
import io.libnetwork.drivers.uplink.Uplink;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Macvlan;
import io.libnetwork.spi.NetworkDriverOptions;

/// What can be asked of a macvlan network.
///
/// ```java
/// MacvlanOptions.on("eth0").in(Macvlan.Mode.PRIVATE)
/// ```
///
/// @param uplink the link that it stands on
/// @param mode how endpoints reach each other
public record MacvlanOptions(Uplink uplink, Macvlan.Mode mode) implements NetworkDriverOptions {

  /// What a network is without options: on no parent, its endpoints reach each other.
  public static final MacvlanOptions USUAL = new MacvlanOptions(Uplink.NONE, Macvlan.Mode.BRIDGE);

  /// @throws NetworkException.InvalidParameter when the mode is `source`, whose list of senders
  ///   nobody keeps here
  public MacvlanOptions {
    if (mode == Macvlan.Mode.SOURCE) {
      throw new NetworkException.InvalidParameter(
          "invalid macvlan mode source: expected bridge, private, vepa or passthru");
    }
  }

  /// On a parent, as `eth0` or `eth0.50`.
  ///
  /// @throws NetworkException.InvalidParameter when it is no interface's name, or `lo`
  public static MacvlanOptions on(String parent) {
    return new MacvlanOptions(Uplink.on(name(parent)), Macvlan.Mode.BRIDGE);
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
  public MacvlanOptions in(Macvlan.Mode other) {
    return new MacvlanOptions(uplink, other);
  }

  /// With this MTU.
  public MacvlanOptions withMtu(int bytes) {
    return new MacvlanOptions(uplink.withMtu(bytes), mode);
  }

  /// With the host and the containers reaching each other.
  ///
  /// @param addresses the host's own among the containers, each kept for it as an auxiliary address
  ///   of a pool; in a family without one the host speaks from an address of the parent
  public MacvlanOptions withHostAccess(IpAddress... addresses) {
    return new MacvlanOptions(uplink.with(HostAccess.by(addresses)), mode);
  }
}
