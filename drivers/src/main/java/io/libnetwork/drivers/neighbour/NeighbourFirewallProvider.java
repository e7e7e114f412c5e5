package io.libnetwork.drivers.neighbour;

import io.libnetwork.linux.nftables.Table;
import java.util.Set;

/// Who can talk to a kind of firewall; found by [java.util.ServiceLoader].
public interface NeighbourFirewallProvider {

  /// The firewall's name, for logs, as in `firewalld`.
  String name();

  /// Whether it could be talked to if it were there: a look at a file at most, because every host
  /// is asked.
  boolean reachable();

  /// The tables by which it is seen in a host's ruleset; one of them is enough.
  Set<Table> tables();

  /// Begins to talk to it; returns at once.
  NeighbourFirewall open();

  /// Takes back what it was asked to keep for good, for who removes all of ours from a host.
  ///
  /// @return whether there was anything
  /// @throws io.libnetwork.NetworkException.Unavailable when it cannot be talked to
  /// @throws io.libnetwork.NetworkException.System when it refuses
  boolean uninstall();
}
