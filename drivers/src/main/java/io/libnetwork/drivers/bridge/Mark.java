package io.libnetwork.drivers.bridge;

import io.libnetwork.EndpointId;
import io.libnetwork.Host;
import io.libnetwork.NetworkId;
import io.libnetwork.linux.rtnetlink.Link;
import java.util.Optional;

/// The mark on every link we make, kept in its alias: that it is ours, whose it is, and which
/// controller's.
///
/// @param text as the alias has it
record Mark(String text) {

  private static final String NAME = "libnetwork ";

  static Mark network(Host host, NetworkId id) {
    return new Mark(NAME + "network " + id + ending(host));
  }

  static Mark endpoint(Host host, EndpointId id) {
    return new Mark(NAME + "endpoint " + id + ending(host));
  }

  /// The mark of a link, if it is this host's; another controller's is none.
  static Optional<Mark> of(Host host, Link link) {
    return link.alias()
        .filter(alias -> alias.startsWith(NAME) && alias.endsWith(ending(host)))
        .map(Mark::new);
  }

  private static String ending(Host host) {
    return " of " + host.owner();
  }
}
