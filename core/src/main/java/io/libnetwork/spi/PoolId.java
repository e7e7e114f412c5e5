package io.libnetwork.spi;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpPrefix;
import java.util.Optional;

/// What tells one pool from every other of its driver.
///
/// @param space the realm of the pool
/// @param prefix the pool
/// @param subPool the part from which automatic addresses come, where that is not the whole
public record PoolId(AddressSpace space, IpPrefix prefix, Optional<IpPrefix> subPool) {

  private static final char SEPARATOR = '/';

  /// Checks that the sub-pool is a part.
  ///
  /// @throws NetworkException.InvalidParameter if it is not inside the pool
  public PoolId {
    if (subPool.isPresent() && !prefix.contains(subPool.get())) {
      throw new NetworkException.InvalidParameter(
          "invalid pool id: %s is not inside %s".formatted(subPool.get(), prefix));
    }
  }

  /// The id of a pool without a sub-pool.
  public static PoolId of(AddressSpace space, IpPrefix prefix) {
    return new PoolId(space, prefix, Optional.empty());
  }

  /// Reads `space/network/length` or `space/network/length/subnetwork/length`, as Docker writes it.
  ///
  /// @throws NetworkException.InvalidParameter if `text` is not of this form
  public static PoolId parse(String text) {
    String[] parts = text.split("/", -1);
    try {
      return switch (parts.length) {
        case 3 -> of(new AddressSpace(parts[0]), prefix(parts, 1));
        case 5 ->
            new PoolId(new AddressSpace(parts[0]), prefix(parts, 1), Optional.of(prefix(parts, 3)));
        default -> throw new IllegalArgumentException(parts.length + " parts");
      };
    } catch (IllegalArgumentException malformed) {
      throw new NetworkException.InvalidParameter(
          "malformed pool id \"%s\": %s; expected space/prefix or space/prefix/sub-prefix"
              .formatted(text, malformed.getMessage()),
          malformed);
    }
  }

  private static IpPrefix prefix(String[] parts, int at) {
    return IpPrefix.parse(parts[at] + SEPARATOR + parts[at + 1]);
  }

  /// Where automatic addresses come from: the sub-pool, or else the pool.
  public IpPrefix range() {
    return subPool.orElse(prefix);
  }

  /// The text that [#parse] reads.
  @Override
  public String toString() {
    String pool = space.name() + SEPARATOR + prefix;
    return subPool.map(part -> pool + SEPARATOR + part).orElse(pool);
  }
}
