package io.libnetwork.drivers.uplink;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import java.util.Arrays;
import java.util.List;

/// That the host and the containers of a network reach each other. The kernel passes nothing
/// between a link and what stands on it, so the host gets an interface beside the containers'.
///
/// @param addresses the host's own among the containers, at most one of each family. In a family
///   without one the host speaks from an address of the parent
public record HostAccess(List<IpAddress> addresses) {

  /// With the parent's addresses.
  public static final HostAccess BY_PARENT = new HostAccess(List.of());

  /// @throws NetworkException.InvalidParameter when there are two of one family
  public HostAccess {
    addresses = List.copyOf(addresses);
    if (addresses.stream().map(IpAddress::family).distinct().count() < addresses.size()) {
      throw new NetworkException.InvalidParameter(
          "host access by the addresses %s: expected one of each family at most"
              .formatted(addresses));
    }
  }

  /// With addresses of the host's own.
  public static HostAccess by(IpAddress... addresses) {
    return new HostAccess(Arrays.asList(addresses));
  }
}
