package io.libnetwork.drivers.publish;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.drivers.ports.Proxying;
import io.libnetwork.drivers.ports.Terms;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Where, for whom and by what ports are published whose request does not say. A network has its
/// own, or else that of its driver.
///
/// @param addresses of the host, one of each family at most; in a family without one nothing is
///   published, and without any at all everywhere
/// @param sources the prefixes of the clients that may use a port; everybody without any. The host
///   itself always may
/// @param respectHost whether published ports obey the host's own rules for what comes in. The
///   kernel never asks those about what it translates, so such ports are served by a proxy alone
/// @param userlandProxy whether a proxy in this process serves what the kernel cannot translate:
///   what is for `::1`, and an address of the host of a family that the endpoint has none of. A
///   network that does not say does as its driver, and a driver that does not say has one
/// @param heldPorts how many ports of an endpoint are held by sockets in each family, so that no
///   other process can have them. Further ones are only found free, and no proxy serves them. A
///   network that does not say does as its driver; 1,024 if nobody says
public record PublishPolicy(
    List<IpAddress> addresses,
    Set<IpPrefix> sources,
    boolean respectHost,
    Optional<Boolean> userlandProxy,
    OptionalInt heldPorts) {

  /// At every address of the host, for everybody, by a proxy where one is needed.
  public static final PublishPolicy USUAL =
      new PublishPolicy(List.of(), Set.of(), false, Optional.empty(), OptionalInt.empty());

  private static final int MOST_PORTS = 65_535;

  /// @throws NetworkException.InvalidParameter when there are two addresses of one family, the
  ///   number of held ports is not 0 to 65,535, or ports are to obey the host's rules without the
  ///   proxy that this takes
  public PublishPolicy {
    addresses = List.copyOf(addresses);
    sources = Set.copyOf(sources);
    requireOneOfEachFamily(addresses);
    heldPorts.ifPresent(PublishPolicy::requireNumber);
    if (respectHost && !userlandProxy.orElse(true)) {
      throw new NetworkException.InvalidParameter(
          "ports cannot obey the host's own rules (respectHost) without a proxy (userlandProxy off): expected one of the two");
    }
  }

  /// The same at these addresses of the host.
  public PublishPolicy at(IpAddress... some) {
    return new PublishPolicy(List.of(some), sources, respectHost, userlandProxy, heldPorts);
  }

  /// The same for clients of these prefixes.
  public PublishPolicy from(IpPrefix... some) {
    return new PublishPolicy(addresses, Set.of(some), respectHost, userlandProxy, heldPorts);
  }

  /// The same obeying the host's own rules.
  public PublishPolicy respectingHost() {
    return new PublishPolicy(addresses, sources, true, userlandProxy, heldPorts);
  }

  /// The same with a proxy where the kernel cannot translate, or with none at all.
  public PublishPolicy withUserlandProxy(boolean on) {
    return new PublishPolicy(addresses, sources, respectHost, Optional.of(on), heldPorts);
  }

  /// The same with so many ports of an endpoint held in each family.
  public PublishPolicy holding(int ports) {
    return new PublishPolicy(addresses, sources, respectHost, userlandProxy, OptionalInt.of(ports));
  }

  /// What a network is that has this policy, where its driver has another.
  ///
  /// @throws NetworkException.InvalidParameter when the driver has no proxy, and this obeys the
  ///   host's rules
  public PublishPolicy within(PublishPolicy drivers) {
    return new PublishPolicy(
        addresses,
        sources,
        respectHost,
        userlandProxy.or(drivers::userlandProxy),
        heldPorts.isPresent() ? heldPorts : drivers.heldPorts());
  }

  /// How the ports of endpoints are had, in some families of the host.
  public Terms terms(Set<IpFamily> families) {
    return new Terms(families, addresses, proxying(), heldPorts.orElse(Terms.USUALLY_HELD));
  }

  /// The one address of a family.
  public Optional<IpAddress> address(IpFamily family) {
    return addresses.stream().filter(address -> address.family() == family).findFirst();
  }

  /// Something is published in the family, and not for the host alone.
  public boolean outward(IpFamily family) {
    return addresses.isEmpty()
        || address(family).filter(address -> !address.loopback()).isPresent();
  }

  private Proxying proxying() {
    if (respectHost) {
      return Proxying.ALWAYS;
    }
    return userlandProxy.orElse(true) ? Proxying.WHERE_NEEDED : Proxying.NONE;
  }

  private static void requireOneOfEachFamily(List<IpAddress> addresses) {
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

  private static void requireNumber(int ports) {
    if (ports < 0 || ports > MOST_PORTS) {
      throw new NetworkException.InvalidParameter(
          "invalid number of held ports " + ports + ": expected 0 to " + MOST_PORTS);
    }
  }
}
