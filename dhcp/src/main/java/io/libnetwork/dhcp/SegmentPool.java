package io.libnetwork.dhcp;

import io.libnetwork.spi.AddressPool;

/// A pool of what is on a segment.
sealed interface SegmentPool extends AddressPool permits Dhcp4Pool, SlaacPool {

  Segment segment();

  /// Ends what the process does for its addresses. On the loop's thread.
  void end();
}
