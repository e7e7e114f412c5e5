package io.libnetwork.linux.tc;

import io.libnetwork.linux.rtnetlink.Ifindex;

/// A queueing discipline at its place.
///
/// @param link the link whose packets it holds
/// @param parent [Handle#ROOT], [Handle#INGRESS], or a class it hangs below
/// @param handle its own; where [Handle#NONE] is given the kernel chooses
public record Qdisc(Ifindex link, Handle parent, Handle handle, QdiscKind kind) {

  /// The handle [#root] gives, `1:`.
  public static final Handle FIRST = Handle.of(1, 0);

  /// The handle that [Ingress] and [Clsact] always have, `ffff:`.
  public static final Handle RECEIVED = Handle.of(0xffff, 0);

  /// One for all that a link sends.
  public static Qdisc root(Ifindex link, QdiscKind kind) {
    return new Qdisc(link, Handle.ROOT, FIRST, kind);
  }

  /// The place where filters look at what a link receives.
  public static Qdisc ingress(Ifindex link) {
    return new Qdisc(link, Handle.INGRESS, RECEIVED, new Ingress());
  }

  /// The place where filters look at what a link receives and at what it sends.
  public static Qdisc clsact(Ifindex link) {
    return new Qdisc(link, Handle.INGRESS, RECEIVED, new Clsact());
  }

  /// As in `tbf 1: at root of link 7`.
  @Override
  public String toString() {
    return kind.text() + " " + handle + " at " + parent + " of link " + link;
  }
}
