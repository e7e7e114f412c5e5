package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import java.util.Optional;
import java.util.Set;

/// A request that ports of a container be reachable at the host.
///
/// As many ports of the host as of the container map one to one, in order. One port of the
/// container with a range of the host's gets whichever of the range is free. Without ports of the
/// host each of the container's gets a free one of the kernel's ephemeral range.
///
/// Written as Docker writes it, `[host address:][host ports:]container ports[/protocol]`:
/// `8080:80/tcp`, `127.0.0.1:8000-8010:8000-8010/udp`, `[::1]:80:80`, `127.0.0.1::80`, `80`. Who
/// may use it follows after a blank: `8080:80/tcp from 192.0.2.0/24,2001:db8::/32`.
///
/// @param protocol the transport protocol
/// @param containerPorts the ports the container listens on
/// @param hostAddress the one address of the host they are published at; without one that is the
///   network's choice, which is every address of both families unless it was told otherwise
/// @param hostPorts the host's ports
/// @param sources from where they may be used; from everywhere when empty
public record PublishedPort(
    Protocol protocol,
    PortRange containerPorts,
    Optional<IpAddress> hostAddress,
    Optional<PortRange> hostPorts,
    Set<IpPrefix> sources) {

  /// @throws IllegalArgumentException when the host's range has another size than the container's,
  ///   which is more than one port
  public PublishedPort {
    sources = Set.copyOf(sources);
    hostPorts.ifPresent(range -> requireEven(range, containerPorts));
  }

  /// A port published at the host under a port of the caller's choice.
  ///
  /// @throws IllegalArgumentException if a number is not 1 to 65535
  public static PublishedPort of(Protocol protocol, int containerPort, int hostPort) {
    return of(protocol, single(containerPort), single(hostPort));
  }

  /// A port published at the host under a free port.
  ///
  /// @throws IllegalArgumentException if the number is not 1 to 65535
  public static PublishedPort of(Protocol protocol, int containerPort) {
    return new PublishedPort(
        protocol, single(containerPort), Optional.empty(), Optional.empty(), Set.of());
  }

  /// Ports published at the host under ports of the caller's choice.
  ///
  /// @throws IllegalArgumentException when the ranges do not fit each other
  public static PublishedPort of(Protocol protocol, PortRange containerPorts, PortRange hostPorts) {
    return new PublishedPort(
        protocol, containerPorts, Optional.empty(), Optional.of(hostPorts), Set.of());
  }

  /// Reads what [#toString] writes. Without a protocol it is TCP.
  ///
  /// @throws IllegalArgumentException when the text has another form, a port is not 1 to 65535, a
  ///   range is reversed or the two do not fit each other
  public static PublishedPort parse(String text) {
    return PublishedPortText.parse(text);
  }

  /// The same at one address of the host.
  public PublishedPort at(IpAddress address) {
    return new PublishedPort(protocol, containerPorts, Optional.of(address), hostPorts, sources);
  }

  /// The same for clients of these prefixes alone; for all when there are none.
  public PublishedPort from(Set<IpPrefix> clients) {
    return new PublishedPort(protocol, containerPorts, hostAddress, hostPorts, clients);
  }

  /// Which ports of the host are asked for is said exactly, not left to be chosen.
  public boolean exact() {
    return hostPorts.filter(range -> range.size() == containerPorts.size()).isPresent();
  }

  /// As Docker writes it, always with the protocol.
  @Override
  public String toString() {
    return PublishedPortText.of(this);
  }

  private static PortRange single(int number) {
    return PortRange.single(new Port(number));
  }

  private static void requireEven(PortRange host, PortRange container) {
    if (container.size() > 1 && host.size() != container.size()) {
      throw new IllegalArgumentException(
          "uneven port ranges %s:%s: expected as many ports of the host (%d) as of the container (%d), or one of the container"
              .formatted(host, container, host.size(), container.size()));
    }
  }
}
