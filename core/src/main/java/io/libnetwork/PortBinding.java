package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import java.util.Set;

/// A container's port as it is published, or a range of them that keep their numbers. Ports that
/// get another number are a binding each.
///
/// @param protocol the transport protocol
/// @param containerAddress where the container listens
/// @param containerPorts the ports it listens on
/// @param hostAddress the host's address; unspecified for every address of the family
/// @param hostPorts the host's ports
/// @param sources from where they may be used; from everywhere when empty
public record PortBinding(
    Protocol protocol,
    IpAddress containerAddress,
    PortRange containerPorts,
    IpAddress hostAddress,
    PortRange hostPorts,
    Set<IpPrefix> sources) {

  /// @throws IllegalArgumentException when there are several ports and they do not keep their
  ///   numbers
  public PortBinding {
    sources = Set.copyOf(sources);
    boolean one = containerPorts.size() == 1 && hostPorts.size() == 1;
    if (!one && !containerPorts.equals(hostPorts)) {
      throw new IllegalArgumentException(
          "ports %s of the host for %s of the container: expected one each, or the same range"
              .formatted(hostPorts, containerPorts));
    }
  }

  /// One port, for everybody.
  public static PortBinding of(
      Protocol protocol,
      IpAddress containerAddress,
      Port containerPort,
      IpAddress hostAddress,
      Port hostPort) {
    return new PortBinding(
        protocol,
        containerAddress,
        PortRange.single(containerPort),
        hostAddress,
        PortRange.single(hostPort),
        Set.of());
  }

  /// The container's port, or the first of them.
  public Port containerPort() {
    return containerPorts.first();
  }

  /// The host's port, or the first of them.
  public Port hostPort() {
    return hostPorts.first();
  }

  /// It is a range of several ports.
  public boolean range() {
    return hostPorts.size() > 1;
  }
}
