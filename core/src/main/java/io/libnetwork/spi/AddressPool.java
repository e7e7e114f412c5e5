package io.libnetwork.spi;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import java.util.Map;
import java.util.Optional;

/// A prefix that an [IpamDriver] gave to a network, and the addresses in it.
///
/// Safe for concurrent use: no two callers are given the same address.
public interface AddressPool {

  /// What tells this pool from every other of its driver.
  PoolId id();

  /// The pool, whose length goes with every address out of it.
  default IpPrefix prefix() {
    return id().prefix();
  }

  /// What the driver needs to find this pool again after a restart: kept with the network's record,
  /// handed to [IpamDriver#restorePool], and nobody else's business.
  default String token() {
    return id().toString();
  }

  /// The network's own address where the driver chose one along with the pool. It is neither
  /// requested nor released. A gateway that the user named goes first.
  default Optional<InterfaceAddress> gateway() {
    return Optional.empty();
  }

  /// Gives an address, with the pool's prefix length.
  ///
  /// @throws NetworkException.InvalidParameter if the address asked for is not in the pool
  /// @throws NetworkException.Forbidden if the address asked for is held already, or reserved
  /// @throws NetworkException.Unavailable if none is left to choose from
  /// @throws NetworkException.NotFound if the pool is released
  InterfaceAddress requestAddress(AddressRequest request);

  /// Has an address held again that was held when the process ended, of a pool that was
  /// [restored][IpamDriver#restorePool]. A driver that does not forget need not be asked.
  ///
  /// @throws NetworkException as of [#requestAddress]
  default void restoreAddress(IpAddress address, AddressHolder holder) {
    InterfaceAddress _ = requestAddress(AddressRequest.exactly(address, holder));
  }

  /// Takes an address back. One that is not held is not an error, nor is a released pool.
  ///
  /// @throws NetworkException.InvalidParameter if the address is not in the pool
  /// @throws NetworkException.Forbidden if the address is reserved, or held through another pool of
  ///   the same prefix
  void releaseAddress(IpAddress address);

  /// Gives the pool back to its driver and with it every address that was requested through it.
  /// Releasing a released pool does nothing.
  void release();

  /// Every address that was [requested][#requestAddress] through this pool and is held, and who
  /// for, where the driver can tell: so that it can be compared with who has one.
  default Optional<Map<IpAddress, AddressHolder>> held() {
    return Optional.empty();
  }

  /// How full the pool is, where the driver can tell.
  default Optional<PoolStatus> status() {
    return Optional.empty();
  }
}
