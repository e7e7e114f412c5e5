package io.libnetwork.drivers.ports;

import io.libnetwork.NetworkException;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// From which addresses of the host a request leads to which of the endpoint's.
///
/// @param all at most one for each family, IPv4 first
record Ways(List<Way> all) {

  /// From an address of the host to one of the endpoint, both of one family.
  record Way(IpAddress host, IpAddress container) {

    IpFamily family() {
      return host.family();
    }
  }

  Ways {
    all = List.copyOf(all);
  }

  /// @param addresses the endpoint's, of which the first of each family is published
  /// @param usual where at the host, if the request does not say; everywhere when empty
  /// @throws NetworkException.InvalidParameter when the endpoint has no address that fits, or the
  ///   host's address is one that nobody could be reached at
  /// @throws NetworkException.NotImplemented for what only a proxy could publish
  static Ways of(PublishedPort request, List<IpAddress> addresses, List<IpAddress> usual) {
    request.hostAddress().ifPresent(host -> requireReachable(request, host));
    List<Way> ways = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      Optional<IpAddress> container = first(family, addresses);
      Optional<IpAddress> host = host(request, usual, family);
      if (host.isPresent() && container.isPresent()) {
        ways.add(new Way(host.get(), container.get()));
      }
    }
    if (ways.isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "port %s cannot be published: expected an address of the same family at the endpoint, which has %s"
              .formatted(request, addresses));
    }
    return new Ways(ways);
  }

  List<IpFamily> families() {
    return all.stream().map(Way::family).toList();
  }

  List<IpAddress> hosts() {
    return all.stream().map(Way::host).toList();
  }

  /// The unspecified address of a family.
  static IpAddress everyAddress(IpFamily family) {
    return switch (family) {
      case V4 -> Ipv4Address.UNSPECIFIED;
      case V6 -> Ipv6Address.UNSPECIFIED;
    };
  }

  private static Optional<IpAddress> host(
      PublishedPort request, List<IpAddress> usual, IpFamily family) {
    if (request.hostAddress().isPresent()) {
      return request.hostAddress().filter(address -> address.family() == family);
    }
    return usual.isEmpty() ? Optional.of(everyAddress(family)) : first(family, usual);
  }

  private static Optional<IpAddress> first(IpFamily family, List<IpAddress> addresses) {
    return addresses.stream().filter(address -> address.family() == family).findFirst();
  }

  private static void requireReachable(PublishedPort request, IpAddress host) {
    boolean mapped = host instanceof Ipv6Address v6 && v6.mappedIpv4().isPresent();
    if (host.multicast() || mapped) {
      throw new NetworkException.InvalidParameter(
          "port %s cannot be published at host address %s: expected a unicast address of the host"
              .formatted(request, host));
    }
    if (host.family() == IpFamily.V6 && (host.loopback() || host.linkLocal())) {
      throw new NetworkException.NotImplemented(
          "port %s cannot be published at host address %s: the kernel routes it to no other link; expected another address of the host, or an IPv4 one"
              .formatted(request, host));
    }
  }
}
