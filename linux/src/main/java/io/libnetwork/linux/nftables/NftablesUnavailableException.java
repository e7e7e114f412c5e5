package io.libnetwork.linux.nftables;

import java.io.Serial;

/// This machine has no libnftables, without which no ruleset can be changed.
public final class NftablesUnavailableException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  NftablesUnavailableException(String library) {
    super(
        library
            + " is not installed, or not for this processor: expected libnftables 1.0 of the "
            + "distribution; install it, on Debian with: apt-get install libnftables1");
  }
}
