package io.libnetwork.drivers.bridge;

import io.libnetwork.EndpointId;
import io.libnetwork.NetworkId;

/// The mark on every link we make, kept in its alias: that it is ours, and whose it is.
final class Mark {

  private Mark() {}

  static String network(NetworkId id) {
    return "libnetwork network " + id;
  }

  static String endpoint(EndpointId id) {
    return "libnetwork endpoint " + id;
  }
}
