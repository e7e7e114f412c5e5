package io.libnetwork.dhcp;

import io.libnetwork.NetworkException;
import java.util.Arrays;
import java.util.Locale;

/// Where a network's IPv6 addresses come from.
enum Ipv6Source {
  /// What the segment's routers say: from servers where they leave addresses to these (the flag M
  /// of RFC 4861 section 4.2), and otherwise made of a prefix.
  AUTO,
  /// Made of a prefix that a router advertises.
  SLAAC,
  /// From servers of DHCPv6.
  DHCPV6;

  /// Reads what [#toString] says.
  ///
  /// @throws NetworkException.InvalidParameter if it is something else
  static Ipv6Source parse(String text) {
    for (Ipv6Source source : values()) {
      if (source.toString().equals(text)) {
        return source;
      }
    }
    throw new NetworkException.InvalidParameter(
        "invalid IPAM option %s=%s: expected one of %s"
            .formatted(DhcpIpam.IPV6, text, Arrays.toString(values())));
  }

  /// The name that users know it by.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
