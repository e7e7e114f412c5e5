package io.libnetwork.drivers.proxy;

import io.libnetwork.NetworkException;
import io.libnetwork.PortBinding;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SystemCallException;
import java.util.List;

/// Why a port cannot be served, in words.
final class Refusals {

  private Refusals() {}

  static void requireProtocols(List<PortBinding> bindings) {
    for (PortBinding binding : bindings) {
      if (binding.protocol() == Protocol.SCTP) {
        throw new NetworkException.NotImplemented(
            place(binding) + " cannot be served by a proxy: expected tcp or udp");
      }
    }
  }

  static NetworkException of(PortBinding binding, SystemCallException refused) {
    String place = place(binding);
    if (refused.errno().equals(Errno.EADDRINUSE)) {
      return new NetworkException.Conflict(
          place + " is taken: expected another port or address of the host");
    }
    if (refused.errno().equals(Errno.EADDRNOTAVAIL)) {
      return new NetworkException.InvalidParameter(
          place + " cannot be served: expected an address that the host has", refused);
    }
    if (refused.errno().equals(Errno.EACCES)) {
      return new NetworkException.Forbidden(
          place + " may not be taken: expected CAP_NET_BIND_SERVICE, or a port above 1023",
          refused);
    }
    if (refused.errno().equals(Errno.EMFILE)) {
      return new NetworkException.Unavailable(
          place + " cannot be served: expected a higher limit of open files, see ulimit -n",
          refused);
    }
    return new NetworkException.System(
        place + " cannot be served: " + refused.getMessage(), refused);
  }

  /// As in `port 80/tcp at ::1`.
  static String place(PortBinding binding) {
    return "port %s/%s at %s"
        .formatted(binding.hostPort(), binding.protocol(), binding.hostAddress());
  }
}
