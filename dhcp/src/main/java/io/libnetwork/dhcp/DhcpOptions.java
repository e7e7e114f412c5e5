package io.libnetwork.dhcp;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.PoolRequest;
import java.util.Map;
import java.util.TreeSet;

/// A network's options of the driver.
///
/// @param segment the interface by which its servers are asked
record DhcpOptions(InterfaceName segment) {

  /// Reads a request's.
  ///
  /// @throws NetworkException.InvalidParameter if the interface is missing or no name, or there is
  ///   another option
  static DhcpOptions of(PoolRequest request) {
    Map<String, String> options = request.options();
    TreeSet<String> unknown = new TreeSet<>(options.keySet());
    unknown.remove(DhcpIpam.INTERFACE);
    if (!unknown.isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "unknown IPAM options %s: the driver %s knows %s"
              .formatted(unknown, DhcpIpam.NAME, DhcpIpam.INTERFACE));
    }
    String name = options.get(DhcpIpam.INTERFACE);
    if (name == null) {
      throw new NetworkException.InvalidParameter(
          "%s has no IPAM option %s: the driver %s has to know by which interface servers are asked"
              .formatted(request.holder(), DhcpIpam.INTERFACE, DhcpIpam.NAME));
    }
    try {
      return new DhcpOptions(InterfaceName.of(name));
    } catch (IllegalArgumentException malformed) {
      throw new NetworkException.InvalidParameter(
          "invalid IPAM option " + DhcpIpam.INTERFACE + ": " + malformed.getMessage(), malformed);
    }
  }
}
