package io.libnetwork.dns.server;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.dns.names.Found;
import io.libnetwork.dns.names.View;
import java.util.Optional;
import org.xbill.DNS.Name;

/// The names that addresses are looked up by: `4.3.2.1.in-addr.arpa` (RFC 1035 section 3.5) and
/// nibbles under `ip6.arpa` (RFC 3596 section 2.5).
final class ReverseNames {

  private static final int V4_LABELS = 4 + 2 + 1;
  private static final int V6_LABELS = 32 + 2 + 1;
  private static final int DECIMAL_DIGITS = 3;
  private static final int HIGHEST_BYTE = 255;

  private ReverseNames() {}

  /// The address a name is of; empty where it is not one whole address's.
  static Optional<IpAddress> address(Name name) {
    int labels = name.labels();
    if (labels == V4_LABELS && ends(name, "in-addr")) {
      return v4(name);
    }
    return labels == V6_LABELS && ends(name, "ip6") ? v6(name) : Optional.empty();
  }

  /// Whether a name that is not known here may be asked others for: it is not that of an address of
  /// the asker's networks.
  static boolean mayLeave(View view, Name name) {
    boolean ours =
        address(name).filter(address -> !(view.name(address) instanceof Found.Unknown)).isPresent();
    return !ours && view.mayLeave(name.toString());
  }

  /// Whether it is below one of the two domains, an address or not.
  static boolean reverse(Name name) {
    return name.labels() > 2 && (ends(name, "in-addr") || ends(name, "ip6"));
  }

  private static boolean ends(Name name, String domain) {
    int labels = name.labels();
    return name.getLabelString(labels - 2).equalsIgnoreCase("arpa")
        && name.getLabelString(labels - 3).equalsIgnoreCase(domain);
  }

  private static Optional<IpAddress> v4(Name name) {
    int bits = 0;
    for (int label = 3; label >= 0; label--) {
      int value = decimal(name.getLabelString(label));
      if (value < 0) {
        return Optional.empty();
      }
      bits = bits << Byte.SIZE | value;
    }
    return Optional.of(new Ipv4Address(bits));
  }

  private static Optional<IpAddress> v6(Name name) {
    long[] halves = new long[2];
    for (int label = 31; label >= 0; label--) {
      String text = name.getLabelString(label);
      int digit = text.length() == 1 ? Character.digit(text.charAt(0), 16) : -1;
      if (digit < 0) {
        return Optional.empty();
      }
      int half = label >= 16 ? 0 : 1;
      halves[half] = halves[half] << 4 | digit;
    }
    return Optional.of(new Ipv6Address(halves[0], halves[1]));
  }

  private static int decimal(String text) {
    if (text.isEmpty() || text.length() > DECIMAL_DIGITS) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    boolean leadingZero = text.length() > 1 && text.charAt(0) == '0';
    return value > HIGHEST_BYTE || leadingZero ? -1 : value;
  }
}
