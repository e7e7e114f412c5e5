package io.libnetwork.dhcp;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.PoolRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// A network's options of the driver.
///
/// @param segment the interface by which its servers are asked
/// @param ipv6 where addresses of IPv6 come from
record DhcpOptions(InterfaceName segment, Ipv6Source ipv6) {

  private static final List<String> KNOWN = List.of(DhcpIpam.INTERFACE, DhcpIpam.IPV6);

  /// Reads a request's.
  ///
  /// @throws NetworkException.InvalidParameter if the interface is missing or no name, another
  ///   value is none, or there is another option
  static DhcpOptions of(PoolRequest request) {
    Map<String, String> options = request.options();
    TreeSet<String> unknown = new TreeSet<>(options.keySet());
    KNOWN.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "unknown IPAM options %s: the driver %s knows %s"
              .formatted(unknown, DhcpIpam.NAME, String.join(" and ", KNOWN)));
    }
    return new DhcpOptions(
        segment(request),
        Ipv6Source.parse(options.getOrDefault(DhcpIpam.IPV6, Ipv6Source.AUTO.toString())));
  }

  private static InterfaceName segment(PoolRequest request) {
    String name = request.options().get(DhcpIpam.INTERFACE);
    if (name == null) {
      throw new NetworkException.InvalidParameter(
          "%s has no IPAM option %s: the driver %s has to know by which interface servers are asked"
              .formatted(request.holder(), DhcpIpam.INTERFACE, DhcpIpam.NAME));
    }
    try {
      return InterfaceName.of(name);
    } catch (IllegalArgumentException malformed) {
      throw new NetworkException.InvalidParameter(
          "invalid IPAM option " + DhcpIpam.INTERFACE + ": " + malformed.getMessage(), malformed);
    }
  }
}
