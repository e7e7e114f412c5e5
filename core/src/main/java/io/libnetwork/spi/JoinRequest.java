package io.libnetwork.spi;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.Set;

/// What a driver is told of the sandbox that joins.
///
/// @param namespace where the interface is to be born
/// @param name the interface's name there
/// @param gatewayFor the families in which this endpoint becomes the sandbox's gateway, so that the
///   host's ports are its to publish; a family without any gateway goes with the other one
public record JoinRequest(
    NetworkNamespace namespace, InterfaceName name, Set<IpFamily> gatewayFor) {

  public JoinRequest {
    gatewayFor = Set.copyOf(gatewayFor);
  }
}
