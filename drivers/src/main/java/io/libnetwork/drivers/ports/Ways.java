package io.libnetwork.drivers.ports;

import io.libnetwork.NetworkException;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.ports.Way.Service;
import io.libnetwork.linux.relay.Clients;
import io.libnetwork.linux.relay.ListeningSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// From which addresses of the host a request leads to which of the endpoint's, and by what.
///
/// @param all at most one for each of the host's families, IPv4 first; none where all that could be
///   published was left out
record Ways(List<Way> all) {

  Ways {
    all = List.copyOf(all);
  }

  /// Where the endpoint has no address of a family of the host's, what is for that family leads to
  /// its other one, by a proxy.
  ///
  /// @param addresses the endpoint's, of which the first of each family is published
  /// @throws NetworkException.InvalidParameter when the host's address is one that nobody could be
  ///   reached at, or it was asked for what only a proxy could serve, and there is none
  /// @throws NetworkException.NotImplemented for what no proxy can serve either
  static Ways of(PublishedPort request, List<IpAddress> addresses, Terms terms) {
    request.hostAddress().ifPresent(host -> requireReachable(request, host));
    if (addresses.isEmpty()) {
      throw new NetworkException.InvalidParameter(
          "port %s cannot be published: the endpoint has no address".formatted(request));
    }
    List<Way> ways = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      if (terms.families().contains(family)) {
        host(request, terms.usual(), family)
            .flatMap(host -> way(request, host, addresses, terms.proxying()))
            .ifPresent(ways::add);
      }
    }
    return new Ways(ways);
  }

  List<IpFamily> families() {
    return all.stream().map(Way::family).toList();
  }

  List<IpAddress> hosts() {
    return all.stream().map(Way::host).toList();
  }

  /// What of them is left for ports that no socket is kept for: what the kernel translates.
  ///
  /// @throws NetworkException.InvalidParameter when a proxy was asked for
  Ways unheld(PublishedPort request, int mostHeld) {
    List<Way> left = new ArrayList<>();
    for (Way way : all) {
      if (way.translated()) {
        left.add(way.withoutLoopback());
      } else if (!way.implied()) {
        throw Refusals.tooManyForProxy(request, way.host(), mostHeld);
      }
    }
    return new Ways(left);
  }

  /// The unspecified address of a family.
  static IpAddress everyAddress(IpFamily family) {
    return switch (family) {
      case V4 -> Ipv4Address.UNSPECIFIED;
      case V6 -> Ipv6Address.UNSPECIFIED;
    };
  }

  private static Optional<Way> way(
      PublishedPort request, IpAddress host, List<IpAddress> addresses, Proxying proxying) {
    Optional<IpAddress> own = first(host.family(), addresses);
    IpAddress container = own.orElse(addresses.getFirst());
    boolean implied = own.isEmpty() && request.hostAddress().isEmpty();
    boolean untranslated = own.isEmpty() || (host.family() == IpFamily.V6 && host.loopback());
    if (proxying != Proxying.ALWAYS && !untranslated) {
      return Optional.of(new Way(host, container, translated(request, host, proxying), implied));
    }
    Optional<NetworkException> refusal = refusal(request, host, container, proxying);
    if (refusal.isPresent() && !implied) {
      throw refusal.get();
    }
    return refusal.isPresent()
        ? Optional.empty()
        : Optional.of(new Way(host, container, Service.PROXIED, implied));
  }

  /// A proxy for `::1` goes with every address of IPv6, where there can be one.
  private static Service translated(PublishedPort request, IpAddress host, Proxying proxying) {
    boolean everywhere = host.family() == IpFamily.V6 && host.unspecified();
    return everywhere && proxying != Proxying.NONE && request.protocol() != Protocol.SCTP
        ? Service.TRANSLATED_AND_LOOPBACK
        : Service.TRANSLATED;
  }

  /// Why no proxy serves it.
  private static Optional<NetworkException> refusal(
      PublishedPort request, IpAddress host, IpAddress container, Proxying proxying) {
    if (proxying == Proxying.NONE) {
      return Optional.of(Refusals.withoutProxy(request, host, container));
    }
    if (request.protocol() == Protocol.SCTP) {
      return Optional.of(Refusals.notByProxy(request, host, container));
    }
    if (request.sources().size() > Clients.MOST_PREFIXES) {
      return Optional.of(Refusals.tooManyClients(request));
    }
    return ListeningSocket.possible(host.family())
        ? Optional.empty()
        : Optional.of(Refusals.withoutFamily(request, host));
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
    if (host.family() == IpFamily.V6 && host.linkLocal()) {
      throw new NetworkException.NotImplemented(
          "port %s cannot be published at host address %s: it is of one link only; expected another address of the host"
              .formatted(request, host));
    }
  }
}
