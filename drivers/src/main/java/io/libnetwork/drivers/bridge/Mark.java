package io.libnetwork.drivers.bridge;

import io.libnetwork.EndpointId;
import io.libnetwork.Host;
import io.libnetwork.NetworkId;
import io.libnetwork.drivers.firewall.Anchor;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import java.util.Optional;
import java.util.regex.Pattern;

/// The mark on every link we make, kept in its alias: that it is ours, whose it is, and which
/// controller's.
///
/// @param text as the alias has it
record Mark(String text) {

  private static final String NAME = "libnetwork ";
  private static final int HEXADECIMAL = 16;
  private static final int GROUP_DIGITS = 7;
  private static final int ID_DIGITS = 64;
  private static final Pattern ID = Pattern.compile("[0-9a-f]{" + ID_DIGITS + "} of ");

  static Mark network(Host host, NetworkId id) {
    return new Mark(NAME + "network " + id + ending(host));
  }

  static Mark endpoint(Host host, EndpointId id) {
    return new Mark(NAME + "endpoint " + id + ending(host));
  }

  /// The mark of a link, if it is this host's; another controller's is none.
  static Optional<Mark> of(Host host, Link link) {
    return link.alias()
        .filter(alias -> alias.startsWith(NAME) && alias.endsWith(ending(host)))
        .map(Mark::new);
  }

  /// The group of a link that has just been made and bears no mark yet: the kernel takes a group
  /// with the request that makes a link, an alias only afterwards.
  static LinkGroup unmarked(Host host) {
    return new LinkGroup(Integer.parseInt(host.owner().substring(0, GROUP_DIGITS), HEXADECIMAL));
  }

  /// The mark of a link, whichever controller's it is.
  static Optional<Mark> ofAnybody(Link link) {
    return link.alias().filter(alias -> alias.startsWith(NAME)).map(Mark::new);
  }

  /// A bridge gets its mark and the group of our bridges together: one that has the group and no
  /// mark was left half made by an older version.
  static boolean unfinished(Link link) {
    return link.alias().isEmpty()
        && link.kind().equals("bridge")
        && link.group().equals(Anchor.BRIDGES);
  }

  /// The network that it is of.
  Optional<NetworkId> network() {
    return id("network ").map(NetworkId::new);
  }

  /// The endpoint that it is of.
  Optional<EndpointId> endpoint() {
    return id("endpoint ").map(EndpointId::new);
  }

  /// The text may be anybody's.
  private Optional<String> id(String kind) {
    int from = NAME.length() + kind.length();
    return text.startsWith(kind, NAME.length())
            && ID.matcher(text).region(from, text.length()).lookingAt()
        ? Optional.of(text.substring(from, from + ID_DIGITS))
        : Optional.empty();
  }

  private static String ending(Host host) {
    return " of " + host.owner();
  }
}
