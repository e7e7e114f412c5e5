package io.libnetwork.drivers.uplink;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.util.Optional;

/// A parent by whose name it is known how to make it: a VLAN of another link.
///
/// @param name its own, as in `eth0.50`
/// @param base the link below, as in `eth0`
/// @param id 1 to 4094, IEEE 802.1Q
record Tagged(InterfaceName name, InterfaceName base, int id) {

  private static final int MOST = 4_094;
  private static final int MOST_DIGITS = 4;

  /// What a name says; empty where it is none like that.
  ///
  /// @throws NetworkException.InvalidParameter where it is, and the number is no VLAN's
  static Optional<Tagged> of(InterfaceName name) {
    String text = name.value();
    int dot = text.lastIndexOf('.');
    String digits = text.substring(dot + 1);
    if (dot < 1 || digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    int id = digits.length() > MOST_DIGITS ? MOST + 1 : Integer.parseInt(digits);
    if (id < 1 || id > MOST) {
      throw new NetworkException.InvalidParameter(
          "invalid parent %s: there is no VLAN %s, expected 1 to %d".formatted(name, digits, MOST));
    }
    return Optional.of(new Tagged(name, new InterfaceName(text.substring(0, dot)), id));
  }
}
