package io.libnetwork.dhcp.client;

import io.libnetwork.address.IpAddress;

/// What a server offers, or has leased, of either family.
public sealed interface LeaseTerms permits Dhcp4Terms, Dhcp6Terms {

  /// The address.
  IpAddress address();

  /// Which server, by an address that users may know it by.
  IpAddress server();
}
