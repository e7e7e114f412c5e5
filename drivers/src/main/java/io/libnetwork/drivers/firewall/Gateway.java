package io.libnetwork.drivers.firewall;

import io.libnetwork.address.IpAddress;
import java.util.Optional;

/// How one family of a network meets what is outside of it.
///
/// @param mode who reaches whom
/// @param masquerade whether what leaves gets an address of the host; in modes that do not
///   translate it counts for nothing
/// @param source which one; that of the interface it leaves by without one
public record Gateway(GatewayMode mode, boolean masquerade, Optional<IpAddress> source) {

  /// What a network has without options.
  public static final Gateway NAT = new Gateway(GatewayMode.NAT, true, Optional.empty());

  /// The same in another mode.
  public Gateway with(GatewayMode other) {
    return new Gateway(other, masquerade, source);
  }

  /// The same with what leaves under its own address.
  public Gateway withoutMasquerade() {
    return new Gateway(mode, false, source);
  }

  /// The same with what leaves under this address of the host.
  public Gateway leavingAs(IpAddress address) {
    return new Gateway(mode, masquerade, Optional.of(address));
  }

  /// What leaves gets an address of the host.
  boolean translatesSource() {
    return masquerade && mode.translates();
  }
}
