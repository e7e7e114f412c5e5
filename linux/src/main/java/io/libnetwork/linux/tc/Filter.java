package io.libnetwork.linux.tc;

import io.libnetwork.linux.rtnetlink.Ifindex;

/// A filter at its place; it is for packets of every protocol.
///
/// @param link the link whose packets it looks at
/// @param parent the queueing discipline or class it belongs to, as [Qdisc#RECEIVED]
/// @param preference those with a smaller number are asked first, 1 to 65,535
public record Filter(Ifindex link, Handle parent, int preference, FilterKind kind) {

  private static final int MOST = 0xffff;

  /// @throws IllegalArgumentException when the preference is out of range
  public Filter {
    if (preference < 1 || preference > MOST) {
      throw new IllegalArgumentException(
          "no preference of a filter: %d, expected 1 to 65535".formatted(preference));
    }
  }

  /// The first for what a link receives.
  public static Filter received(Ifindex link, FilterKind kind) {
    return new Filter(link, Qdisc.RECEIVED, 1, kind);
  }

  /// As in `filter u32 1 at ffff: of link 7`.
  @Override
  public String toString() {
    return "filter " + kind.text() + " " + preference + " at " + parent + " of link " + link;
  }
}
