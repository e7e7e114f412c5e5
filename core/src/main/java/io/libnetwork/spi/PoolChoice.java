package io.libnetwork.spi;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpPrefix;

/// Which pool a network asks for.
public sealed interface PoolChoice {

  /// This prefix and no other.
  record Exactly(IpPrefix prefix) implements PoolChoice {}

  /// A prefix of the driver's choice that has this length.
  ///
  /// @param length 1 to 32 or 1 to 128, by the family asked for
  record AnyOfLength(int length) implements PoolChoice {

    /// Checks the length against the longest there is; a [PoolRequest] checks it against its
    /// family.
    ///
    /// @throws NetworkException.InvalidParameter if the length is not 1 to 128
    public AnyOfLength {
      if (length < 1 || length > 128) {
        throw new NetworkException.InvalidParameter(
            "invalid pool size: a prefix length of " + length + " is not 1 to 128");
      }
    }
  }

  /// A prefix of the driver's choice.
  record Any() implements PoolChoice {}

  /// What Docker's API means by a subnet: the unspecified address asks for any pool of its length,
  /// or with length 0 for any at all; every other prefix for itself.
  static PoolChoice of(IpPrefix subnet) {
    if (!subnet.network().unspecified()) {
      return new Exactly(subnet);
    }
    return subnet.length() == 0 ? new Any() : new AnyOfLength(subnet.length());
  }
}
