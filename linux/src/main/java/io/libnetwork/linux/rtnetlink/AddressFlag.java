package io.libnetwork.linux.rtnetlink;

import java.util.EnumSet;
import java.util.Set;

/// `IFA_F_*` in `linux/if_addr.h`.
public enum AddressFlag {
  /// A further IPv4 address of a prefix; on IPv6, a temporary one.
  SECONDARY(0x01),
  /// Is used at once: nobody is asked first whether the address is taken (RFC 4862 section 5.4).
  NODAD(0x02),
  OPTIMISTIC(0x04),
  /// Somebody else has the address.
  DADFAILED(0x08),
  HOMEADDRESS(0x10),
  /// Past its preferred lifetime.
  DEPRECATED(0x20),
  /// Not usable yet.
  TENTATIVE(0x40),
  /// Without an end.
  PERMANENT(0x80),
  MANAGETEMPADDR(0x100),
  /// The kernel makes no route for the address's prefix.
  NOPREFIXROUTE(0x200),
  MCAUTOJOIN(0x400),
  STABLE_PRIVACY(0x800);

  private final int bit;

  AddressFlag(int bit) {
    this.bit = bit;
  }

  static int bits(Set<AddressFlag> flags) {
    return flags.stream().mapToInt(flag -> flag.bit).reduce(0, (one, other) -> one | other);
  }

  static Set<AddressFlag> of(int bits) {
    Set<AddressFlag> flags = EnumSet.noneOf(AddressFlag.class);
    for (AddressFlag flag : values()) {
      if ((bits & flag.bit) != 0) {
        flags.add(flag);
      }
    }
    return flags;
  }
}
