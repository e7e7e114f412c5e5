package io.libnetwork.etc;

import io.libnetwork.NetworkException;
import io.libnetwork.address.IpAddress;
import java.util.List;

/// A line of a hosts file (`hosts(5)`).
///
/// @param names the canonical one first; one or more
public record HostEntry(IpAddress address, List<String> names) {

  /// @throws NetworkException.InvalidParameter if there is no name, or one is no word
  public HostEntry {
    names = List.copyOf(names);
    if (names.isEmpty() || names.stream().anyMatch(name -> !word(name))) {
      throw new NetworkException.InvalidParameter(
          "invalid names %s of %s: expected one or more words without blanks and \"#\""
              .formatted(names.toString().replaceAll("\\p{Cntrl}", "?"), address));
    }
  }

  private static boolean word(String name) {
    return !name.isEmpty() && name.chars().noneMatch(c -> c <= ' ' || c == 0x7f || c == '#');
  }

  /// The lines of a host that has a domain: its whole name, then its own; of one that has none, the
  /// name alone.
  ///
  /// @param domain empty for none
  public static HostEntry of(IpAddress address, String host, String domain) {
    return new HostEntry(
        address, domain.isEmpty() ? List.of(host) : List.of(host + "." + domain, host));
  }

  /// The names as a line has them.
  String hosts() {
    return String.join(" ", names);
  }

  /// The line without its end.
  @Override
  public String toString() {
    return address + "\t" + hosts();
  }
}
