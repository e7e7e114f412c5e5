package io.libnetwork.spi;

import io.libnetwork.address.IpAddress;

/// Which address of a pool is asked for.
public sealed interface AddressChoice {

  /// This address and no other. It may lie outside the sub-pool, but not outside the pool.
  record Exactly(IpAddress address) implements AddressChoice {}

  /// An address of the driver's choice, in the order that the pool's options ask for.
  record Any() implements AddressChoice {}

  /// The next free address after the one given out last, beginning again at the end, so that an
  /// address that was given back rests for as long as possible. Docker calls this order *serial*.
  record Next() implements AddressChoice {}
}
