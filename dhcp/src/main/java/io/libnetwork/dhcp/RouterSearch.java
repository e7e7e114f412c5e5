package io.libnetwork.dhcp;

import io.libnetwork.NetworkException;
import io.libnetwork.dhcp.message.RouterAdvertisement;
import io.libnetwork.linux.frames.FrameLoop.Pending;
import io.libnetwork.spi.PoolChoice;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Asks a segment's routers where addresses come from, RFC 4861 section 6.3.7: from servers of
/// DHCPv6, or from a prefix of which each may make addresses for himself.
final class RouterSearch {

  private static final Duration PAUSE = Duration.ofSeconds(4);

  /// What RFC 4862 section 5.5.3 and Ethernet's 64 bits of interface identifier leave.
  private static final int LENGTH = 64;

  private final DhcpLoop loop;
  private final Segment6 segment;
  private final PoolChoice choice;
  private final Ipv6Source source;
  private final Answer<Found> answer = new Answer<>();

  /// What routers said that does not help, each once. The loop's.
  private final Set<String> troubles = new LinkedHashSet<>();

  private Pending next = () -> {};

  /// What a router said, and of what everybody makes addresses for himself; without that servers
  /// are to be asked.
  record Found(RouterAdvertisement advertisement, Optional<RouterAdvertisement.Prefix> own) {}

  RouterSearch(Segment6 segment, PoolChoice choice, Ipv6Source source) {
    this.loop = segment.loop();
    this.segment = segment;
    this.choice = choice;
    this.source = source;
  }

  /// Waits for the first that fits.
  ///
  /// @throws NetworkException.Unavailable when there is none in time
  Found look() {
    Consumer<RouterAdvertisement> listener = this::heard;
    loop.execute(() -> {
      segment.listen(listener);
      ask();
    });
    try {
      return answer.await(loop, this::failure);
    } finally {
      loop.execute(() -> {
        next.cancel();
        segment.unlisten(listener);
      });
    }
  }

  private void ask() {
    segment.solicit();
    next = loop.after(PAUSE, this::ask);
  }

  private void heard(RouterAdvertisement said) {
    boolean servers = source == Ipv6Source.DHCPV6 || (source == Ipv6Source.AUTO && said.managed());
    Optional<RouterAdvertisement.Prefix> own =
        servers ? Optional.empty() : said.prefixes().stream().filter(this::fits).findFirst();
    if (servers || own.isPresent()) {
      answer.result().complete(new Found(said, own));
    } else if (troubles.size() < Acquisition.MOST_TROUBLES) {
      troubles.add(trouble(said));
    }
  }

  private boolean fits(RouterAdvertisement.Prefix prefix) {
    boolean wanted =
        !(choice instanceof PoolChoice.Exactly exactly) || exactly.prefix().equals(prefix.prefix());
    return wanted
        && prefix.autonomous()
        && prefix.prefix().length() == LENGTH
        && !prefix.prefix().network().linkLocal()
        && !prefix.valid().isZero();
  }

  private String trouble(RouterAdvertisement said) {
    String has = said.prefixes().stream().map(prefix -> prefix.prefix().toString()).toList() + "";
    return said.managed()
        ? "router %s has %s and leaves addresses to DHCPv6, which %s=%s has nobody ask"
            .formatted(said.router(), has, DhcpIpam.IPV6, source)
        : "router %s has %s, of which none is a /64 for everybody's own addresses%s"
            .formatted(
                said.router(),
                has,
                choice instanceof PoolChoice.Exactly exactly ? " and " + exactly.prefix() : "");
  }

  private NetworkException failure() {
    return new NetworkException.Unavailable(
        troubles.isEmpty()
            ? "no IPv6 router answered on interface %s within %d s: look whether one is on its segment"
                .formatted(segment.name(), loop.settings().deadline().toSeconds())
            : "no router on interface %s has a prefix: %s"
                .formatted(segment.name(), String.join("; ", troubles)));
  }
}
