package io.libnetwork.spi;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import java.util.Map;
import java.util.Optional;

/// A pool as the network has it.
///
/// @param prefix the pool
/// @param gateway the network's own address in it
/// @param auxiliary addresses kept for others, by name
public record NetworkPool(
    IpPrefix prefix, Optional<InterfaceAddress> gateway, Map<String, IpAddress> auxiliary) {

  public NetworkPool {
    auxiliary = Map.copyOf(auxiliary);
  }
}
