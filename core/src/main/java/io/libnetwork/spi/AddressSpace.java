package io.libnetwork.spi;

import io.libnetwork.NetworkException;

/// The name of a realm of addresses: pools of one space never overlap, pools of two may.
///
/// @param name not empty, and without a slash, which separates the parts of a [PoolId]
public record AddressSpace(String name) {

  /// Where the default driver keeps the pools of networks that one host has for itself.
  public static final AddressSpace LOCAL_DEFAULT = new AddressSpace("LocalDefault");

  /// Where the default driver keeps the pools of networks that several hosts share.
  public static final AddressSpace GLOBAL_DEFAULT = new AddressSpace("GlobalDefault");

  /// Checks the name.
  ///
  /// @throws NetworkException.InvalidParameter if the name is empty or has a slash in it
  public AddressSpace {
    if (name.isEmpty() || name.indexOf('/') >= 0) {
      throw new NetworkException.InvalidParameter(
          "invalid address space \"" + name + "\": expected a name without a slash");
    }
  }

  /// The name.
  @Override
  public String toString() {
    return name;
  }
}
