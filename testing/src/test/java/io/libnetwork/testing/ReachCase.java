package io.libnetwork.testing;

import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;

/// One question of the matrix: a row asked in one family, by one protocol, on a host that hands
/// bridged packets to its firewall or does not.
///
/// @param bridgeNetfilter what `bridge-nf-call-iptables` and its twin for IPv6 are, 0 or 1
record ReachCase(ReachRow row, int bridgeNetfilter, IpFamily family, Protocol protocol) {

  /// Who the asked one sees, or [ReachRow#NOBODY].
  String expected() {
    return row.expected(family, bridgeNetfilter);
  }

  boolean answered() {
    return !expected().equals(ReachRow.NOBODY);
  }

  @Override
  public String toString() {
    return "%s, %s by %s: from %s to %s"
        .formatted(row.published(), protocol, family, row.from(), row.to());
  }
}
