package io.libnetwork.drivers.firewall;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.nftables.NftablesException;
import io.libnetwork.linux.nftables.NftablesUnavailableException;

/// What a refused change is to the caller of an operation.
final class Refusals {

  private Refusals() {}

  /// @param what what was tried, as in `add network behind br0`
  static NetworkException of(String what, NftablesException refused) {
    String message = "could not " + what + " in the firewall: " + refused.getMessage();
    return switch (refused.reason()) {
      case NOT_PERMITTED ->
          new NetworkException.Forbidden(
              message + "; expected CAP_NET_ADMIN in the host's network namespace", refused);
      case EXISTS -> new NetworkException.Conflict(message);
      case NOT_SUPPORTED -> new NetworkException.NotImplemented(message, refused);
      case NOT_FOUND, BUSY, OTHER -> new NetworkException.System(message, refused);
    };
  }

  static NetworkException of(NftablesUnavailableException missing) {
    return new NetworkException.Unavailable("no firewall: " + missing.getMessage(), missing);
  }
}
