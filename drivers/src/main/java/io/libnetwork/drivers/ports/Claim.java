package io.libnetwork.drivers.ports;

import io.libnetwork.NetworkException;
import io.libnetwork.PortBinding;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.Port;
import io.libnetwork.address.PortRange;
import io.libnetwork.address.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one request for a port means for an endpoint: from which addresses of the host to which of
/// its own. All of them get the same port of the host.
record Claim(PublishedPort request, List<Way> ways) {

  /// From an address of the host to one of the endpoint, both of one family.
  record Way(IpAddress host, IpAddress container) {}

  Claim {
    ways = List.copyOf(ways);
  }

  /// @param addresses the endpoint's, of which the first of each family is published
  /// @throws NetworkException.InvalidParameter when the endpoint has no address that fits, or the
  ///   host's address is one that nobody could be reached at
  /// @throws NetworkException.NotImplemented for what only a proxy could publish
  static Claim of(PublishedPort request, List<IpAddress> addresses) {
    if (request.protocol() == Protocol.SCTP) {
      throw new NetworkException.NotImplemented(
          "port %s cannot be published: expected tcp or udp".formatted(request));
    }
    if (request.containerPorts().size() > 1
        || request.hostPorts().filter(range -> range.size() > 1).isPresent()) {
      throw new NetworkException.NotImplemented(
          "port %s cannot be published: expected one port".formatted(request));
    }
    request.hostAddress().ifPresent(Claim::requireReachable);
    List<Way> ways = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      Optional<IpAddress> host = hostAddress(request, family);
      Optional<IpAddress> container = first(family, addresses);
      if (host.isPresent() && container.isPresent()) {
        ways.add(new Way(host.get(), container.get()));
      }
    }
    if (ways.isEmpty()) {
      throw noAddress(request, addresses);
    }
    return new Claim(request, ways);
  }

  List<HostSocket> sockets(Port port) {
    return ways.stream().map(way -> new HostSocket(request.protocol(), way.host(), port)).toList();
  }

  List<PortBinding> bindings(Port port) {
    return ways.stream()
        .map(way ->
            new PortBinding(
                request.protocol(),
                way.container(),
                request.containerPorts(),
                way.host(),
                PortRange.single(port),
                request.sources()))
        .toList();
  }

  private static Optional<IpAddress> hostAddress(PublishedPort request, IpFamily family) {
    IpAddress every =
        switch (family) {
          case V4 -> Ipv4Address.UNSPECIFIED;
          case V6 -> Ipv6Address.UNSPECIFIED;
        };
    return Optional.of(request.hostAddress().orElse(every))
        .filter(address -> address.family() == family);
  }

  private static Optional<IpAddress> first(IpFamily family, List<IpAddress> addresses) {
    return addresses.stream().filter(address -> address.family() == family).findFirst();
  }

  private static void requireReachable(IpAddress address) {
    boolean mapped = address instanceof Ipv6Address v6 && v6.mappedIpv4().isPresent();
    if (address.multicast() || mapped) {
      throw new NetworkException.InvalidParameter(
          "host address %s cannot be published at: expected a unicast address of the host"
              .formatted(address));
    }
    if (address.family() == IpFamily.V6 && (address.loopback() || address.linkLocal())) {
      throw new NetworkException.NotImplemented(
          "host address %s cannot be published at: the kernel routes it to no other link; expected "
                  .formatted(address)
              + "another address of the host, or an IPv4 one");
    }
  }

  private static NetworkException noAddress(PublishedPort request, List<IpAddress> addresses) {
    String where = request.hostAddress().map(address -> " at host address " + address).orElse("");
    return new NetworkException.InvalidParameter(
        "port %s/%s cannot be published%s: expected an address of the same family at the endpoint, which has %s"
            .formatted(request.containerPorts(), request.protocol(), where, addresses));
  }
}
