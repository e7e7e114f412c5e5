package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import java.util.Optional;

/// A request that a container's port be reachable at the host.
///
/// @param protocol the transport protocol
/// @param containerPort the port the container listens on
/// @param hostAddress the one address of the host it is published at; every address of both
///   families without one
/// @param hostPort the host's port; a free one of the kernel's ephemeral range without one
public record PublishedPort(
    Protocol protocol,
    Port containerPort,
    Optional<IpAddress> hostAddress,
    Optional<Port> hostPort) {

  /// A port published at every address of the host under a port of its choice.
  public static PublishedPort of(Protocol protocol, int containerPort, int hostPort) {
    return new PublishedPort(
        protocol, new Port(containerPort), Optional.empty(), Optional.of(new Port(hostPort)));
  }

  /// A port published at every address of the host under a free port.
  public static PublishedPort of(Protocol protocol, int containerPort) {
    return new PublishedPort(protocol, new Port(containerPort), Optional.empty(), Optional.empty());
  }
}
