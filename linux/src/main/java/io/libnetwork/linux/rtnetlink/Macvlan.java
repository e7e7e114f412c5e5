package io.libnetwork.linux.rtnetlink;

import java.util.Optional;
import java.util.stream.Stream;

/// A link with a MAC of its own on top of another, see `TYPE macvlan` in ip-link(8).
///
/// @param parent the link below
public record Macvlan(Ifindex parent, Mode mode) implements LinkKind {

  /// How links on one parent reach each other, `enum macvlan_mode` in `linux/if_link.h`.
  public enum Mode {
    /// Not at all.
    PRIVATE(1),
    /// By way of the switch outside.
    VEPA(2),
    /// Directly.
    BRIDGE(4),
    /// There is one link only, and it has the parent for itself.
    PASSTHRU(8),
    /// Frames are taken from a list of senders only.
    SOURCE(16);

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

  @Override
  public String text() {
    return "macvlan";
  }
}
