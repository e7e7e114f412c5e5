package io.libnetwork.spi;

import io.libnetwork.NetworkId;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpFamily;
import java.util.List;
import java.util.Optional;

/// What a driver is told of the network it makes.
///
/// @param id the network's id
/// @param name the network's name
/// @param internal whether there is no way out
/// @param pools its pools, IPv4 first; a family without one is not enabled
/// @param options the driver's own record
public record NetworkSpec(
    NetworkId id,
    String name,
    boolean internal,
    List<NetworkPool> pools,
    Optional<NetworkDriverOptions> options) {

  public NetworkSpec {
    pools = List.copyOf(pools);
  }

  /// The pools of one family.
  public List<NetworkPool> pools(IpFamily family) {
    return pools.stream().filter(pool -> pool.prefix().family() == family).toList();
  }

  /// The network's own address in a family: the gateway of the family's first pool that has one.
  public Optional<InterfaceAddress> gateway(IpFamily family) {
    return pools(family).stream().flatMap(pool -> pool.gateway().stream()).findFirst();
  }
}
