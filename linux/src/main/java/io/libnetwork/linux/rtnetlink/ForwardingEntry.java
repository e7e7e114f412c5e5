package io.libnetwork.linux.rtnetlink;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.Port;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Where frames to a MAC go, see `bridge fdb` in bridge(8): an entry of a bridge for one of its
/// ports, or of a VXLAN link for one of its hosts.
///
/// Made with a static method and the `with` methods.
///
/// @param link the bridge's port, the bridge itself, or the VXLAN link
/// @param mac all zero for frames a VXLAN link does not know where to send
/// @param destination the VXLAN host
/// @param vni where it differs from the VXLAN link's own
/// @param port where it differs from the VXLAN link's own
/// @param via the link that outer packets leave by
/// @param vlan on a bridge that filters VLANs
public record ForwardingEntry(
    Ifindex link,
    MacAddress mac,
    State state,
    Set<Flag> flags,
    Optional<IpAddress> destination,
    Optional<Vni> vni,
    Optional<Port> port,
    Optional<Ifindex> via,
    OptionalInt vlan) {

  /// Who made the entry, and for how long; `NUD_*` in `linux/neighbour.h` as bridge(8) uses them.
  public enum State {
    /// Without an end; on a bridge, an address of the host itself.
    PERMANENT(NeighbourConstants.NUD_PERMANENT | NeighbourConstants.NUD_NOARP),
    /// Without an end, for a station behind a port.
    STATIC(NeighbourConstants.NUD_NOARP | NeighbourConstants.NUD_REACHABLE),
    /// Ages like a learned one.
    DYNAMIC(NeighbourConstants.NUD_REACHABLE),
    /// Not used lately.
    STALE(NeighbourConstants.NUD_STALE),
    NONE(0);

    private final int bits;

    State(int bits) {
      this.bits = bits;
    }

    /// What is sent.
    int bits() {
      return bits;
    }

    /// What the kernel means, which may show fewer bits than it was sent.
    static State of(int bits) {
      if ((bits & NeighbourConstants.NUD_PERMANENT) != 0) {
        return PERMANENT;
      }
      if ((bits & NeighbourConstants.NUD_NOARP) != 0) {
        return STATIC;
      }
      if ((bits & NeighbourConstants.NUD_REACHABLE) != 0) {
        return DYNAMIC;
      }
      return (bits & NeighbourConstants.NUD_STALE) != 0 ? STALE : NONE;
    }
  }

  /// `NTF_*` in `linux/neighbour.h`.
  public enum Flag {
    /// The link's own table, as of VXLAN.
    SELF(NeighbourConstants.NTF_SELF),
    /// The table of the bridge that the link is a port of.
    MASTER(NeighbourConstants.NTF_MASTER),
    EXT_LEARNED(NeighbourConstants.NTF_EXT_LEARNED),
    OFFLOADED(NeighbourConstants.NTF_OFFLOADED),
    /// Stays with its port when the MAC is seen at another.
    STICKY(NeighbourConstants.NTF_STICKY),
    /// The station routes: its neighbours are looked up at layer 3.
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

  /// @throws IllegalArgumentException when the VLAN's number is out of its range
  public ForwardingEntry {
    flags = Set.copyOf(flags);
    if (vlan.isPresent() && (vlan.getAsInt() < 1 || vlan.getAsInt() > 4094)) {
      throw new IllegalArgumentException("no VLAN: " + vlan.getAsInt() + ", expected 1 to 4094");
    }
  }

  /// A station behind a bridge's port.
  public static ForwardingEntry behind(Ifindex port, MacAddress mac) {
    return plain(port, mac, State.STATIC, Flag.MASTER);
  }

  /// A station at another host of a VXLAN.
  public static ForwardingEntry at(Ifindex vxlan, MacAddress mac, IpAddress host) {
    return plain(vxlan, mac, State.PERMANENT, Flag.SELF).withDestination(host);
  }

  public ForwardingEntry withState(State state) {
    return new ForwardingEntry(link, mac, state, flags, destination, vni, port, via, vlan);
  }

  /// With these flags besides those it has.
  public ForwardingEntry with(Flag... more) {
    Set<Flag> all = EnumSet.noneOf(Flag.class);
    all.addAll(flags);
    all.addAll(List.of(more));
    return new ForwardingEntry(link, mac, state, all, destination, vni, port, via, vlan);
  }

  public ForwardingEntry withDestination(IpAddress host) {
    return new ForwardingEntry(link, mac, state, flags, Optional.of(host), vni, port, via, vlan);
  }

  public ForwardingEntry withVni(Vni vni) {
    return new ForwardingEntry(
        link, mac, state, flags, destination, Optional.of(vni), port, via, vlan);
  }

  public ForwardingEntry withPort(Port port) {
    return new ForwardingEntry(
        link, mac, state, flags, destination, vni, Optional.of(port), via, vlan);
  }

  public ForwardingEntry withVia(Ifindex via) {
    return new ForwardingEntry(
        link, mac, state, flags, destination, vni, port, Optional.of(via), vlan);
  }

  public ForwardingEntry withVlan(int vlan) {
    return new ForwardingEntry(
        link, mac, state, flags, destination, vni, port, via, OptionalInt.of(vlan));
  }

  private static ForwardingEntry plain(Ifindex link, MacAddress mac, State state, Flag flag) {
    return new ForwardingEntry(
        link,
        mac,
        state,
        Set.of(flag),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalInt.empty());
  }
}
