package io.libnetwork;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.MacAddress;
import io.libnetwork.spi.AddressHolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The addresses of one endpoint, and which of them its network's IPAM gave.
///
/// @param all at most one of each family, IPv4 first
/// @param held those to be given back to the network's IPAM
/// @param mac the MAC address; empty where the kind of network has no interfaces
record EndpointAddresses(
    List<InterfaceAddress> all, List<IpAddress> held, Optional<MacAddress> mac) {

  private static final long LOCAL_UNICAST = 0x02_00_00_00_00_00L;
  private static final long RANDOM_BITS = 0xfc_ff_ff_ff_ff_ffL;

  EndpointAddresses {
    all = List.copyOf(all);
    held = List.copyOf(held);
  }

  /// Gets an endpoint's addresses: those allocated elsewhere as they are, those chosen or none from
  /// IPAM. Called under the network's lock.
  static EndpointAddresses allocate(
      Network network, String endpoint, EndpointConfig config, RandomGenerator random) {
    if (!network.traits().addressed()) {
      requireNone(network, config);
      return new EndpointAddresses(List.of(), List.of(), Optional.empty());
    }
    requireOwnMac(network, config);
    Optional<MacAddress> known =
        config
            .mac()
            .or(() ->
                network.addresses().macNeeded() && network.traits().ownMac()
                    ? Optional.of(mac(random))
                    : Optional.empty());
    List<InterfaceAddress> all = new ArrayList<>();
    List<IpAddress> held = new ArrayList<>();
    try {
      for (IpFamily family : IpFamily.values()) {
        allocate(network, new Request(endpoint, config, known, family), all, held);
      }
    } catch (RuntimeException failure) {
      Undo undo = new Undo();
      held.forEach(address -> undo.with(() -> network.addresses().release(address)));
      throw undo.all(failure);
    }
    return new EndpointAddresses(
        all,
        held,
        network.traits().ownMac() ? Optional.of(mac(known, all, random)) : Optional.empty());
  }

  /// The address of a family.
  Optional<InterfaceAddress> of(IpFamily family) {
    return all.stream().filter(address -> address.family() == family).findFirst();
  }

  void release(NetworkAddresses addresses) {
    held.forEach(addresses::release);
  }

  private static void allocate(
      Network network, Request request, List<InterfaceAddress> all, List<IpAddress> held) {
    IpFamily family = request.family();
    InterfaceAddress elsewhere = request.config().allocated().get(family);
    IpAddress chosen = request.config().chosen().get(family);
    boolean wanted =
        network.families().contains(family) && (family == IpFamily.V4 || request.config().ipv6());
    if (!wanted) {
      requireAbsent(network, family, elsewhere, chosen);
    } else if (elsewhere != null) {
      all.add(elsewhere);
    } else {
      InterfaceAddress given =
          network.addresses().allocate(family, Optional.ofNullable(chosen), request.holder());
      all.add(given);
      held.add(given.address());
    }
  }

  private static void requireAbsent(
      Network network,
      IpFamily family,
      @Nullable InterfaceAddress elsewhere,
      @Nullable IpAddress chosen) {
    if (elsewhere != null || chosen != null) {
      throw new NetworkException.InvalidParameter(
          "address "
              + (elsewhere != null ? elsewhere : chosen)
              + " cannot be given to the endpoint: "
              + network
              + " has no "
              + family
              + " for it");
    }
  }

  private static void requireNone(Network network, EndpointConfig config) {
    if (!config.chosen().isEmpty() || !config.allocated().isEmpty() || config.mac().isPresent()) {
      throw new NetworkException.InvalidParameter(
          network + " is of kind " + network.driver() + ", whose endpoints have no addresses");
    }
  }

  private static void requireOwnMac(Network network, EndpointConfig config) {
    if (config.mac().isPresent() && !network.traits().ownMac()) {
      throw new NetworkException.InvalidParameter(
          "MAC address %s cannot be given to the endpoint: %s is of kind %s, whose endpoints all have the MAC address of its parent"
              .formatted(config.mac().get(), network, network.driver()));
    }
  }

  private static MacAddress mac(
      Optional<MacAddress> known, List<InterfaceAddress> addresses, RandomGenerator random) {
    return known
        .or(() -> addresses.stream().findFirst().map(a -> MacAddress.derivedFrom(a.address())))
        .orElseGet(() -> mac(random));
  }

  private static MacAddress mac(RandomGenerator random) {
    return mac(random.nextLong());
  }

  /// The address that is made of what was drawn.
  static MacAddress mac(long drawn) {
    return new MacAddress((drawn & RANDOM_BITS) | LOCAL_UNICAST);
  }

  /// One family's address for one endpoint.
  private record Request(
      String endpoint, EndpointConfig config, Optional<MacAddress> mac, IpFamily family) {

    AddressHolder holder() {
      return config.reserve()
          ? new AddressHolder.Reserved(endpoint, mac)
          : new AddressHolder.Endpoint(endpoint, mac);
    }
  }
}
