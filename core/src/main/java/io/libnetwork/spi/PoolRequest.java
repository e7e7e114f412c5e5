package io.libnetwork.spi;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an [IpamDriver] is asked for when a network needs a pool.
///
/// @param space the realm in which the pool must not overlap another
/// @param family the pool's
/// @param choice which pool
/// @param subPool the part of the pool from which automatic addresses come; without it the whole
///   pool. Only with [PoolChoice.Exactly]
/// @param exclude what a pool of the driver's choice must not overlap: the host's routes, its name
///   servers. Prefixes of the other family are ignored, and so are all with [PoolChoice.Exactly]
/// @param options the user's, for the driver; a driver refuses those it does not know
/// @param holder who will hold the pool, in a few words for error messages: `network web`
public record PoolRequest(
    AddressSpace space,
    IpFamily family,
    PoolChoice choice,
    Optional<IpPrefix> subPool,
    List<IpPrefix> exclude,
    Map<String, String> options,
    String holder) {

  /// Checks the parts against each other.
  ///
  /// @throws NetworkException.InvalidParameter if a prefix is not of the family, the sub-pool is
  ///   not inside the pool, or there is a sub-pool and no explicit pool
  public PoolRequest {
    exclude = List.copyOf(exclude);
    options = Map.copyOf(options);
    requireFamily(family, choice);
    if (subPool.isPresent()) {
      requireInside(choice, subPool.get());
    }
  }

  /// A request for a pool of the driver's choice.
  public static PoolRequest any(AddressSpace space, IpFamily family, String holder) {
    return of(space, family, new PoolChoice.Any(), holder);
  }

  /// A request for this pool.
  public static PoolRequest exactly(AddressSpace space, IpPrefix prefix, String holder) {
    return of(space, prefix.family(), new PoolChoice.Exactly(prefix), holder);
  }

  private static PoolRequest of(
      AddressSpace space, IpFamily family, PoolChoice choice, String holder) {
    return new PoolRequest(space, family, choice, Optional.empty(), List.of(), Map.of(), holder);
  }

  /// The same request with automatic addresses from `part` alone.
  public PoolRequest withSubPool(IpPrefix part) {
    return new PoolRequest(space, family, choice, Optional.of(part), exclude, options, holder);
  }

  /// The same request for a pool that overlaps none of `prefixes`.
  public PoolRequest withExclude(List<IpPrefix> prefixes) {
    return new PoolRequest(space, family, choice, subPool, prefixes, options, holder);
  }

  /// The same request with these options.
  public PoolRequest withOptions(Map<String, String> texts) {
    return new PoolRequest(space, family, choice, subPool, exclude, texts, holder);
  }

  private static void requireFamily(IpFamily family, PoolChoice choice) {
    switch (choice) {
      case PoolChoice.Exactly(IpPrefix prefix) -> {
        if (prefix.family() != family) {
          throw new NetworkException.InvalidParameter(
              "invalid pool " + prefix + ": expected an " + family + " prefix");
        }
      }
      case PoolChoice.AnyOfLength(int length) -> {
        if (length > family.bits()) {
          throw new NetworkException.InvalidParameter(
              "invalid pool size: a prefix length of %d is beyond %s's %d"
                  .formatted(length, family, family.bits()));
        }
      }
      case PoolChoice.Any() -> {}
    }
  }

  private static void requireInside(PoolChoice choice, IpPrefix subPool) {
    if (!(choice instanceof PoolChoice.Exactly(IpPrefix prefix))) {
      throw new NetworkException.InvalidParameter(
          "invalid sub-pool " + subPool + ": only an explicit pool has one; name the pool, too");
    }
    if (!prefix.contains(subPool)) {
      throw new NetworkException.InvalidParameter(
          "invalid sub-pool " + subPool + ": expected a part of pool " + prefix);
    }
  }
}
