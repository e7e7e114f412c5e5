package io.libnetwork;

import io.libnetwork.address.TransportPort;
import java.util.List;
import java.util.Set;

/// What a driver tells of an endpoint.
///
/// @param ports the ports that are published now
/// @param exposed the ports the container says it listens on
public record DriverInformation(List<PortBinding> ports, Set<TransportPort> exposed) {

  public DriverInformation {
    ports = List.copyOf(ports);
    exposed = Set.copyOf(exposed);
  }
}
