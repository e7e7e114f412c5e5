package io.libnetwork.drivers.bridge;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Where, and for whom, ports are published whose request does not say. A network has its own, or
/// else that of its driver.
///
/// @param addresses of the host, one of each family at most; in a family without one nothing is
///   published, and without any at all everywhere
/// @param sources the prefixes of the clients that may use a port; everybody without any. The host
///   itself always may
/// @param respectHost whether published ports obey the host's own rules for what comes in. The
///   kernel never asks those about what it translates, so such ports are served by a proxy alone
public record PublishPolicy(List<IpAddress> addresses, Set<IpPrefix> sources, boolean respectHost) {

  /// At every address of the host, for everybody.
  public static final PublishPolicy USUAL = new PublishPolicy(List.of(), Set.of(), false);

  /// @throws NetworkException.InvalidParameter when there are two addresses of one family
  public PublishPolicy {
    addresses = List.copyOf(addresses);
    sources = Set.copyOf(sources);
    Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
    for (IpAddress address : addresses) {
      if (!families.add(address.family())) {
        throw new NetworkException.InvalidParameter(
            "ports cannot be published at all of "
                + addresses
                + " by default: expected one address of each family at most");
      }
    }
  }

  /// The same at these addresses of the host.
  public PublishPolicy at(IpAddress... some) {
    return new PublishPolicy(List.of(some), sources, respectHost);
  }

  /// The same for clients of these prefixes.
  public PublishPolicy from(IpPrefix... some) {
    return new PublishPolicy(addresses, Set.of(some), respectHost);
  }

  /// The same obeying the host's own rules.
  public PublishPolicy respectingHost() {
    return new PublishPolicy(addresses, sources, true);
  }

  /// The one address of a family.
  Optional<IpAddress> address(IpFamily family) {
    return addresses.stream().filter(address -> address.family() == family).findFirst();
  }

  /// Something is published in the family, and not for the host alone.
  boolean outward(IpFamily family) {
    return addresses.isEmpty()
        || address(family).filter(address -> !address.loopback()).isPresent();
  }
}
