package io.libnetwork.drivers.physical;

import io.libnetwork.EndpointId;
import io.libnetwork.Host;
import io.libnetwork.linux.rtnetlink.Link;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The alias of a link that is in a sandbox, or on its way: whose it is. It is none of the marks of
/// links that we made, because such a link is never removed.
final class MovedMark {

  private static final Pattern TEXT =
      Pattern.compile("of the host, for libnetwork endpoint ([0-9a-f]{64}) of (.+)");

  private MovedMark() {}

  static String text(Host host, EndpointId endpoint) {
    return "of the host, for libnetwork endpoint %s of %s"
        .formatted(endpoint.value(), host.owner());
  }

  /// The endpoint that a link is for; empty for links that are for none of this host's controllers.
  static Optional<EndpointId> of(Host host, Link link) {
    return link.alias()
        .map(TEXT::matcher)
        .filter(Matcher::matches)
        .filter(parts -> parts.group(2).equals(host.owner()))
        .map(parts -> new EndpointId(parts.group(1)));
  }
}
