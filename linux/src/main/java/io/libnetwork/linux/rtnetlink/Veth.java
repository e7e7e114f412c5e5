package io.libnetwork.linux.rtnetlink;

import java.util.List;

/// One end of a virtual cable, see veth(4); the other end is made with it.
///
/// The peer can be born in another namespace, with its own name, MAC and MTU: a link that is made
/// first and moved afterwards waits a grace period of the kernel, tens of milliseconds. It is born
/// down and without a master: the kernel connects the ends after it has made both, so a peer that
/// was to be up would be refused with `ENOTCONN`, and its master is ignored.
///
/// @param peer the other end's name
/// @param peerSettings what else the other end gets; an index only where this end gets one too
public record Veth(InterfaceName peer, List<LinkSetting> peerSettings) implements LinkKind {

  /// @throws IllegalArgumentException when the settings contain one that has no effect at creation
  public Veth {
    peerSettings = List.copyOf(peerSettings);
    LinkSettings.requireForPeer(peerSettings, "peer " + peer);
  }

  /// Whether the peer is given a number.
  boolean indexed() {
    return peerSettings.stream().anyMatch(LinkSetting.Index.class::isInstance);
  }

  /// A cable to a peer.
  public static Veth to(InterfaceName peer, LinkSetting... peerSettings) {
    return new Veth(peer, List.of(peerSettings));
  }

  @Override
  public String text() {
    return "veth";
  }
}
