package io.libnetwork.drivers.ports;

import io.libnetwork.NetworkException;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.relay.Clients;
import io.libnetwork.linux.sockdiag.SocketHolder;
import java.util.Optional;

/// What a port that is not to be had is to who asked for it.
final class Refusals {

  private Refusals() {}

  /// The book has it for another endpoint, or for the same one twice.
  static NetworkException.Conflict taken(PortBook.Clash clash) {
    HostPlace wanted = clash.wanted().place();
    HostPlace has = clash.holder().place();
    String where = has.equals(wanted) ? "" : " (" + has + ")";
    return new NetworkException.Conflict(
        "%s is taken by %s%s: expected another port or address of the host"
            .formatted(wanted, clash.holder().owner(), where));
  }

  /// A process has it.
  static NetworkException.Conflict busy(HostPlace place, Optional<SocketHolder> holder) {
    return new NetworkException.Conflict(
        "%s is taken by %s: expected another port or address of the host"
            .formatted(place, holder.map(SocketHolder::toString).orElse("another process")));
  }

  /// It was given back, and what remembers its flows takes too long to forget them.
  static NetworkException.Unavailable stillInUse(PortBook.Clash clash) {
    return new NetworkException.Unavailable(
        "%s is still being given back by %s: its connections are not forgotten yet; try again"
            .formatted(clash.wanted().place(), clash.holder().owner()));
  }

  /// The kernel refused it for another reason than that it is taken.
  static NetworkException of(HostPlace place, SystemCallException refused) {
    Errno errno = refused.errno();
    if (errno.equals(Errno.EADDRNOTAVAIL)) {
      return new NetworkException.InvalidParameter(
          place + " cannot be published: expected an address that the host has", refused);
    }
    if (errno.equals(Errno.EACCES)) {
      return new NetworkException.Forbidden(
          place + " may not be taken: expected CAP_NET_BIND_SERVICE, or a port above 1023",
          refused);
    }
    if (refused.forbidden()) {
      return new NetworkException.Forbidden(
          "%s may not be taken: %s; expected no rule of a control group or security module against it"
              .formatted(place, refused.getMessage()),
          refused);
    }
    if (errno.equals(Errno.EMFILE)) {
      return new NetworkException.Unavailable(
          place + " cannot be held: expected a higher limit of open files, see ulimit -n", refused);
    }
    if (errno.equals(Errno.EPROTONOSUPPORT)) {
      return new NetworkException.NotImplemented(
          "%s cannot be published: expected a kernel with %s, which the module %s brings"
              .formatted(place, place.protocol(), place.protocol()),
          refused);
    }
    return new NetworkException.System(place + " cannot be held: " + refused.getMessage(), refused);
  }

  /// Only a proxy could serve it, and the network has none.
  static NetworkException.InvalidParameter withoutProxy(
      PublishedPort request, IpAddress host, IpAddress container) {
    return new NetworkException.InvalidParameter(
        "port %s cannot be published at host address %s for %s: only a proxy could serve it, and the network has none; expected an address of the host that the kernel can translate, or userlandProxy"
            .formatted(request, host, container));
  }

  static NetworkException.NotImplemented notByProxy(
      PublishedPort request, IpAddress host, IpAddress container) {
    return new NetworkException.NotImplemented(
        "port %s cannot be published at host address %s for %s: only a proxy could serve it, and there is none for %s"
            .formatted(request, host, container, request.protocol()));
  }

  static NetworkException.InvalidParameter tooManyClients(PublishedPort request) {
    return new NetworkException.InvalidParameter(
        "port %s/%s is for clients of %d prefixes: a proxy compares with %d at most; expected wider ones"
            .formatted(
                request.containerPorts(),
                request.protocol(),
                request.sources().size(),
                Clients.MOST_PREFIXES));
  }

  static NetworkException.Unavailable withoutFamily(PublishedPort request, IpAddress host) {
    return new NetworkException.Unavailable(
        "port %s cannot be published at host address %s: the kernel has no %s"
            .formatted(request, host, host.family()));
  }

  /// Each port of a proxy needs a socket.
  static NetworkException.InvalidParameter tooManyForProxy(
      PublishedPort request, IpAddress host, int mostHeld) {
    return new NetworkException.InvalidParameter(
        "port %s cannot be published at host address %s: a proxy needs a socket for each of its %d ports, and an endpoint may hold %d in each family; expected fewer ports, or a higher number of held ports"
            .formatted(request, host, request.containerPorts().size(), mostHeld));
  }
}
