package io.libnetwork.drivers.ports;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;

/// A place at the host where a socket can be bound.
///
/// @param address one of the host's, or the unspecified one for all of its family
record HostSocket(Protocol protocol, IpAddress address, Port port) {

  /// As in `port 8080/tcp at 0.0.0.0`.
  @Override
  public String toString() {
    return "port " + port + "/" + protocol + " at " + address;
  }
}
