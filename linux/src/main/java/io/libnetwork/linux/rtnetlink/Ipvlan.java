package io.libnetwork.linux.rtnetlink;

import java.util.Optional;
import java.util.stream.Stream;

/// A link that shares its parent's MAC, see `TYPE ipvlan` in ip-link(8).
///
/// @param parent the link below
public record Ipvlan(Ifindex parent, Mode mode, Flag flag) implements LinkKind {

  /// Where packets are routed, `enum ipvlan_mode` in `linux/if_link.h`.
  public enum Mode {
    /// In the link's own namespace.
    L2(0),
    /// In the parent's namespace; no broadcast and no multicast.
    L3(1),
    /// As L3, and packets pass the parent's connection tracking.
    L3S(2);

    private final int number;

    Mode(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    /// Empty for a number that is not spoken here.
    static Optional<Mode> of(int number) {
      return Stream.of(values()).filter(known -> known.number == number).findFirst();
    }
  }

  /// How links on one parent reach each other, `IPVLAN_F_*` in `linux/if_link.h`.
  public enum Flag {
    /// Directly.
    BRIDGE(0),
    /// Not at all.
    PRIVATE(1),
    /// By way of the switch outside.
    VEPA(2);

    private final int number;

    Flag(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    /// Empty for a number that is not spoken here.
    static Optional<Flag> of(int number) {
      return Stream.of(values()).filter(known -> known.number == number).findFirst();
    }
  }

  @Override
  public String text() {
    return "ipvlan";
  }
}
