package io.libnetwork.spi;

import io.libnetwork.BandwidthLimits;

/// What an endpoint does about how fast traffic goes through it.
public interface Bandwidth {

  /// Sets the limits from now on, and for later joins, in place of those there were. What is joined
  /// already keeps its connections. To be told the same twice changes nothing.
  ///
  /// @return done when what is no longer needed for it has been announced gone
  Removal limit(BandwidthLimits limits);
}
