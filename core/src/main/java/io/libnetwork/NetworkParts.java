package io.libnetwork;

import io.libnetwork.spi.DriverNetwork;
import io.libnetwork.spi.DriverTraits;
import java.time.Instant;
import java.util.Optional;

/// What a network is made of once everything it needs has been made.
record NetworkParts(
    NetworkId id,
    String name,
    String driver,
    NetworkConfig config,
    Instant created,
    NetworkAddresses addresses,
    Optional<DriverNetwork> driverNetwork,
    DriverTraits traits,
    Leasehold leasehold) {

  /// The same, made at another time.
  NetworkParts created(Instant time) {
    return new NetworkParts(
        id, name, driver, config, time, addresses, driverNetwork, traits, leasehold);
  }

  /// The same with a lease.
  NetworkParts leased(Leasehold lease) {
    return new NetworkParts(
        id, name, driver, config, created, addresses, driverNetwork, traits, lease);
  }
}
