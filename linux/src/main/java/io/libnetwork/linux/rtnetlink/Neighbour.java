package io.libnetwork.linux.rtnetlink;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which MAC an address on a link has: to be added, or as the kernel knows it.
///
/// @param mac absent for a proxy entry, and where it is not known yet
public record Neighbour(
    Ifindex link, IpAddress address, Optional<MacAddress> mac, State state, Set<Flag> flags) {

  /// `NUD_*` in `linux/neighbour.h`.
  public enum State {
    NONE(0),
    /// Being asked for.
    INCOMPLETE(0x01),
    REACHABLE(0x02),
    STALE(0x04),
    DELAY(0x08),
    PROBE(0x10),
    /// Nobody answered.
    FAILED(0x20),
    NOARP(0x40),
    /// Set by an administrator, without an end.
    PERMANENT(0x80);

    private final int number;

    State(int number) {
      this.number = number;
    }

    int number() {
      return number;
    }

    static State of(int number) {
      for (State state : values()) {
        if (state.number == number) {
          return state;
        }
      }
      return NONE;
    }
  }

  /// `NTF_*` in `linux/neighbour.h`.
  public enum Flag {
    /// We answer for the address.
    PROXY(NeighbourConstants.NTF_PROXY),
    EXT_LEARNED(NeighbourConstants.NTF_EXT_LEARNED),
    OFFLOADED(NeighbourConstants.NTF_OFFLOADED),
    ROUTER(NeighbourConstants.NTF_ROUTER);

    private final int bit;

    Flag(int bit) {
      this.bit = bit;
    }

    static int bits(Set<Flag> flags) {
      return flags.stream().mapToInt(flag -> flag.bit).reduce(0, (one, other) -> one | other);
    }

    static Set<Flag> of(int bits) {
      Set<Flag> flags = EnumSet.noneOf(Flag.class);
      for (Flag flag : values()) {
        if ((bits & flag.bit) != 0) {
          flags.add(flag);
        }
      }
      return flags;
    }
  }

  public Neighbour {
    flags = Set.copyOf(flags);
  }

  /// An entry without an end.
  public static Neighbour permanent(Ifindex link, IpAddress address, MacAddress mac) {
    return new Neighbour(link, address, Optional.of(mac), State.PERMANENT, Set.of());
  }

  /// An address that is answered for on a link.
  public static Neighbour proxy(Ifindex link, IpAddress address) {
    return new Neighbour(link, address, Optional.empty(), State.PERMANENT, Set.of(Flag.PROXY));
  }

  public Neighbour withState(State state) {
    return new Neighbour(link, address, mac, state, flags);
  }

  /// With these flags besides those it has.
  public Neighbour with(Flag... more) {
    Set<Flag> all = EnumSet.noneOf(Flag.class);
    all.addAll(flags);
    all.addAll(List.of(more));
    return new Neighbour(link, address, mac, state, all);
  }
}
