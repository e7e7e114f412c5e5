package io.libnetwork.resolver;

import io.libnetwork.dns.forward.Forwarder;
import io.libnetwork.dns.forward.Reach;
import io.libnetwork.dns.forward.Upstream;
import io.libnetwork.etc.HostResolvConf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The host's name servers, as its files name them by now. Looked at again when somebody asks, once
/// in a second at most. For the loop's thread.
final class HostServers {

  private static final Logger LOG = LoggerFactory.getLogger(HostServers.class);
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();

  private final Forwarder forwarder;
  private final Path resolvConf;
  private final Path resolvedConf;
  private final LongSupplier clock;
  private List<String> seen = List.of();
  private long next;

  /// @param resolvConf see resolv.conf(5)
  /// @param resolvedConf the servers that systemd-resolved asks
  /// @param clock tells nanoseconds
  HostServers(Forwarder forwarder, Path resolvConf, Path resolvedConf, LongSupplier clock) {
    this.forwarder = forwarder;
    this.resolvConf = resolvConf;
    this.resolvedConf = resolvedConf;
    this.clock = clock;
    this.next = clock.getAsLong();
  }

  /// Has the forwarder ask those that the files name now.
  void follow() {
    long now = clock.getAsLong();
    if (now - next < 0) {
      return;
    }
    next = now + PAUSE;
    try {
      List<String> stamps = List.of(stamp(resolvConf), stamp(resolvedConf));
      if (!stamps.equals(seen)) {
        forwarder.upstreams(upstreams(HostResolvConf.read(resolvConf, resolvedConf)));
        seen = stamps;
      }
    } catch (IOException failure) {
      LOG.warn("cannot read {}: the name servers it had are asked", resolvConf, failure);
    }
  }

  /// Those with a zone are left out: an address here has none.
  private static List<Upstream> upstreams(HostResolvConf host) {
    return host.conf().servers().stream()
        .filter(server -> server.zone().isEmpty())
        .map(server -> new Upstream(server.address(), Reach.HOST))
        .distinct()
        .toList();
  }

  /// What changes when a file does: it is written again, or another takes its place.
  private static String stamp(Path file) throws IOException {
    try {
      return Files.readAttributes(file, "unix:ino,size,lastModifiedTime").toString();
    } catch (NoSuchFileException missing) {
      return "";
    }
  }
}
