package io.libnetwork;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.spi.AddressChoice;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.NetworkPool;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// One pool that a network holds.
///
/// @param source where it came from
/// @param pool what the network's driver is told of it
record PoolHolding(AddressPool source, NetworkPool pool) {

  /// Requests the network's own address in a pool and those it keeps for others. A failure leaves
  /// the pool to the caller, who gives it back with everything in it.
  static PoolHolding of(
      IpamDriver driver,
      AddressPool source,
      NetworkOption.Pool asked,
      String network,
      boolean gatewayNeeded) {
    if (!driver.addressed()) {
      return new PoolHolding(source, new NetworkPool(source.prefix(), Optional.empty(), Map.of()));
    }
    Map<String, IpAddress> auxiliary = new HashMap<>();
    asked
        .auxiliary()
        .forEach((name, address) -> auxiliary.put(name, keep(source, network, name, address)));
    Optional<InterfaceAddress> gateway = gateway(source, asked, network, gatewayNeeded);
    return new PoolHolding(source, new NetworkPool(source.prefix(), gateway, auxiliary));
  }

  /// Requests again what a network had of its own in a pool.
  static PoolHolding restored(
      IpamDriver driver, AddressPool source, NetworkPool had, String network) {
    if (driver.addressed() && driver.requiresReplay()) {
      had.auxiliary()
          .forEach((name, address) ->
              source.restoreAddress(address, new AddressHolder.Auxiliary(network, name)));
      if (source.gateway().isEmpty()) {
        had.gateway()
            .ifPresent(gateway ->
                source.restoreAddress(gateway.address(), new AddressHolder.Gateway(network)));
      }
    }
    return new PoolHolding(source, had);
  }

  IpPrefix prefix() {
    return pool.prefix();
  }

  IpFamily family() {
    return prefix().family();
  }

  /// What the network has requested for itself. A gateway that came with the pool is not among it.
  Map<IpAddress, AddressHolder> own(String network) {
    Map<IpAddress, AddressHolder> own = new HashMap<>();
    pool.auxiliary()
        .forEach((name, address) -> own.put(address, new AddressHolder.Auxiliary(network, name)));
    if (source.gateway().isEmpty()) {
      pool.gateway()
          .ifPresent(gateway -> own.put(gateway.address(), new AddressHolder.Gateway(network)));
    }
    return own;
  }

  InterfaceAddress request(AddressRequest request) {
    return source.requestAddress(request);
  }

  void release(IpAddress address) {
    source.releaseAddress(address);
  }

  void releaseAll() {
    source.release();
  }

  private static IpAddress keep(
      AddressPool source, String network, String name, IpAddress address) {
    requireInside(source, "auxiliary address " + name, address);
    source.requestAddress(
        new AddressRequest(
            new AddressChoice.Exactly(address), new AddressHolder.Auxiliary(network, name)));
    return address;
  }

  /// The caller's choice goes before the IPAM driver's.
  private static Optional<InterfaceAddress> gateway(
      AddressPool source, NetworkOption.Pool asked, String network, boolean needed) {
    AddressHolder holder = new AddressHolder.Gateway(network);
    if (asked.gateway().isPresent()) {
      IpAddress chosen = asked.gateway().get();
      requireInside(source, "gateway", chosen);
      return Optional.of(
          source.requestAddress(new AddressRequest(new AddressChoice.Exactly(chosen), holder)));
    }
    if (source.gateway().isPresent()) {
      return source.gateway();
    }
    return needed
        ? Optional.of(source.requestAddress(AddressRequest.any(holder)))
        : Optional.empty();
  }

  private static void requireInside(AddressPool source, String what, IpAddress address) {
    if (!source.prefix().contains(address)) {
      throw new NetworkException.InvalidParameter(
          "invalid " + what + " " + address + ": it is not in pool " + source.prefix());
    }
  }
}
