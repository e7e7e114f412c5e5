package io.libnetwork.drivers.uplink;

import io.libnetwork.Host;
import io.libnetwork.NetworkId;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkFlag;
import java.util.Optional;
import java.util.Set;

/// A link of the host that networks stand on, as it was found.
///
/// @param mtu in bytes
/// @param up whether it is up
/// @param loopback whether it leads to the host itself
/// @param master whether it is a port of another link
/// @param owner the network it was made for; empty where it is somebody else's
record Parent(
    Ifindex index,
    String name,
    int mtu,
    boolean up,
    boolean loopback,
    boolean master,
    Optional<NetworkId> owner) {

  /// The kinds of link that are made to be a parent; a bridge of ours may be one as any other.
  private static final Set<String> MADE = Set.of("vlan", "dummy");

  static Parent of(Host host, Link link) {
    return new Parent(
        link.index(),
        link.name(),
        link.mtu(),
        link.up(),
        link.flags().contains(LinkFlag.LOOPBACK),
        link.master().isPresent(),
        MADE.contains(link.kind()) ? Mark.of(host, link).flatMap(Mark::network) : Optional.empty());
  }
}
