package io.libnetwork;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.linux.rtnetlink.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a pool of the library's choice must not overlap: the networks the host is on itself, and
/// its name servers.
///
/// Only routes straight through a link count: the routes of a VPN that cover the whole Internet in
/// halves must not use up the pools.
final class HostPrefixes {

  private static final Logger LOG = LoggerFactory.getLogger(HostPrefixes.class);
  private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");
  private static final String NAME_SERVER = "nameserver";

  private HostPrefixes() {}

  static List<IpPrefix> of(Host host, IpFamily family) {
    List<IpPrefix> prefixes = new ArrayList<>();
    if (host.linux()) {
      for (Route route : host.rtnetlink().list(Routes.list(family))) {
        if (route.scope().equals(Scope.LINK) && route.destination().length() > 0) {
          prefixes.add(route.destination());
        }
      }
    }
    nameServers().stream()
        .filter(server -> server.family() == family)
        .map(IpPrefix::single)
        .forEach(prefixes::add);
    return prefixes;
  }

  /// A host without this file has no name servers; one that cannot be read counts as such.
  private static List<IpAddress> nameServers() {
    if (!Files.exists(RESOLV_CONF)) {
      return List.of();
    }
    try {
      return Files.readAllLines(RESOLV_CONF).stream()
          .map(HostPrefixes::nameServer)
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException unreadable) {
      LOG.warn("the host's name servers are not known: {}", unreadable.toString());
      return List.of();
    }
  }

  private static Optional<IpAddress> nameServer(String line) {
    String[] words = line.strip().split("\\s+", 3);
    if (words.length < 2 || !words[0].equals(NAME_SERVER)) {
      return Optional.empty();
    }
    try {
      return Optional.of(IpAddress.parse(words[1]));
    } catch (IllegalArgumentException notAnAddress) {
      LOG.debug("no address of a name server: {}", words[1]);
      return Optional.empty();
    }
  }
}
