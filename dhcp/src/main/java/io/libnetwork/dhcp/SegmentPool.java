package io.libnetwork.dhcp;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.PoolId;
import java.util.Optional;
import java.util.function.Consumer;

/// A pool of what is on a segment, however its addresses are come by.
abstract sealed class SegmentPool implements AddressPool permits LeasedPool, SlaacPool {

  private final PoolId id;
  private final PoolToken token;
  private final Consumer<SegmentPool> released;
  private volatile boolean over;

  /// @param token what is kept of it
  /// @param released told when the pool is given back, once
  SegmentPool(PoolId id, PoolToken token, Consumer<SegmentPool> released) {
    this.id = id;
    this.token = token;
    this.released = released;
  }

  abstract Segment segment();

  /// Ends what the process does for its addresses. On the loop's thread.
  abstract void end();

  /// Gives back what is left of it.
  abstract void abandon();

  final PoolToken kept() {
    return token;
  }

  @Override
  public final PoolId id() {
    return id;
  }

  @Override
  public final String token() {
    return token.toString();
  }

  /// The router that a server names, or of IPv6 the link-local address of the one that advertises,
  /// by which alone routers are known (RFC 4861 section 4.2).
  @Override
  public final Optional<InterfaceAddress> gateway() {
    return token.router().map(address -> new InterfaceAddress(address, prefix().length()));
  }

  @Override
  public final boolean gatewayElsewhere() {
    return token.router().isPresent();
  }

  @Override
  public final void release() {
    if (!over) {
      over = true;
      abandon();
      released.accept(this);
    }
  }

  /// @throws NetworkException.NotFound when the pool has been given back
  final void requireHere() {
    if (over) {
      throw new NetworkException.NotFound("pool " + prefix() + " has been given back");
    }
  }

  /// @throws NetworkException.InvalidParameter when the address is not in the pool
  final IpAddress requireInside(IpAddress address) {
    if (!prefix().contains(address)) {
      throw new NetworkException.InvalidParameter(
          "address %s is not in pool %s".formatted(address, prefix()));
    }
    return address;
  }

  final NetworkException taken(IpAddress address, Object holder) {
    return new NetworkException.Forbidden(
        "address %s of pool %s is held for %s already".formatted(address, prefix(), holder));
  }
}
