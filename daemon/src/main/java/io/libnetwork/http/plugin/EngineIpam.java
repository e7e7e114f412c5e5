package io.libnetwork.http.plugin;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.spi.AddressChoice;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.AddressSpaces;
import io.libnetwork.spi.IpamDriver;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.spi.PoolId;
import io.libnetwork.spi.PoolRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The IPAM driver of networks that were made for an engine, which says what their pools and
/// addresses are: it chooses none, and sees to it that no two are the same.
///
/// A pool that the engine has of us is taken from there, any other from the driver of our own
/// networks, so that none overlaps one of these.
public final class EngineIpam implements IpamDriver {

  /// The driver's name.
  public static final String NAME = "engine";

  private final IpamDriver ipam;
  private final EnginePools pools;

  /// @param ipam the driver of our own networks
  public EngineIpam(IpamDriver ipam, EnginePools pools) {
    this.ipam = ipam;
    this.pools = pools;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public AddressSpaces addressSpaces() {
    return ipam.addressSpaces();
  }

  /// @throws NetworkException.InvalidParameter where the engine has not named the pool
  /// @throws NetworkException.Forbidden where it overlaps another network's
  @Override
  public AddressPool requestPool(PoolRequest request) {
    if (!(request.choice() instanceof PoolChoice.Exactly(IpPrefix prefix))) {
      throw new NetworkException.InvalidParameter(
          "%s has no pool of %s: the engine names the pools of its networks"
              .formatted(request.holder(), request.family()));
    }
    PoolId id = PoolId.of(request.space(), prefix);
    return pools.use(prefix)
        ? new EnginePool(id, () -> pools.free(prefix))
        : new EnginePool(id, ipam.requestPool(request)::release);
  }

  /// The addresses of one network.
  ///
  /// @param freed gives the prefix back
  /// @param given those that somebody has
  private record EnginePool(PoolId id, Runnable freed, Set<IpAddress> given)
      implements AddressPool {

    EnginePool(PoolId id, Runnable freed) {
      this(id, freed, ConcurrentHashMap.newKeySet());
    }

    @Override
    public InterfaceAddress requestAddress(AddressRequest request) {
      if (!(request.choice() instanceof AddressChoice.Exactly(IpAddress address))) {
        throw new NetworkException.InvalidParameter(
            "%s has no address of pool %s: the engine names the addresses of its networks"
                .formatted(request.holder(), id));
      }
      if (!prefix().contains(address)) {
        throw new NetworkException.InvalidParameter(
            "address %s of %s is not in pool %s".formatted(address, request.holder(), id));
      }
      if (!given.add(address)) {
        throw new NetworkException.Forbidden(
            "address %s, which %s is to have, is held already"
                .formatted(address, request.holder()));
      }
      return new InterfaceAddress(address, prefix().length());
    }

    @Override
    public void releaseAddress(IpAddress address) {
      boolean _ = given.remove(address);
    }

    @Override
    public void release() {
      freed.run();
    }
  }
}
