package io.libnetwork.drivers.bridge;

import io.libnetwork.BandwidthLimits;
import io.libnetwork.EndpointId;
import io.libnetwork.Host;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.reconcile.Action;
import io.libnetwork.spi.Bandwidth;
import io.libnetwork.spi.Removal;
import java.util.Optional;

/// The limits of one endpoint, kept while it is not joined, and established on each port it gets.
final class Shaper implements Bandwidth {

  private static final String IFB_PREFIX = "ifb";
  private static final int IFB_DIGITS = 11;
  private static final int GENERATIONS = 16;

  private final Host host;
  private final HostLinks links;
  private final EndpointId id;

  /// Changed under the network's lock, and read without it by who only looks.
  private volatile BandwidthLimits limits;

  private volatile Optional<Shaping> shaping = Optional.empty();
  private int generation;

  Shaper(Host host, HostLinks links, EndpointId id, BandwidthLimits limits) {
    this.host = host;
    this.links = links;
    this.id = id;
    this.limits = limits;
  }

  /// Its double.
  Shaper rehearsed(HostLinks noted) {
    Shaper copy = new Shaper(host, noted, id, limits);
    copy.shaping = shaping.map(present -> present.rehearsed(noted, copy::ifbName));
    copy.generation = generation;
    return copy;
  }

  /// Limits what goes through a port that was just made. Where it fails, [#unplugged] is to follow.
  void plugIn(Ifindex port) {
    Shaping made = new Shaping(host, links, port, this::ifbName, Mark.endpoint(host, id).text());
    shaping = Optional.of(made);
    made.establish(limits);
  }

  /// As [#plugIn], of a port that a former process has made.
  ///
  /// @param ifb the link that it made for the limits
  void restore(Ifindex port, Optional<Link> ifb) {
    Shaping made = new Shaping(host, links, port, this::ifbName, Mark.endpoint(host, id).text());
    shaping = Optional.of(made);
    if (limits.limited() || ifb.isPresent()) {
      ifb.ifPresent(link -> generation = generation(link.name()));
      made.restore(limits, ifb.map(Link::index));
      Removal _ = made.removeIdleIfb();
    }
  }

  /// What differs of what limits a port.
  ///
  /// @param port the port as it is
  /// @param ifb the link that was made for its limits
  Optional<Action> differing(LinkView port, Optional<LinkView> ifb) {
    BandwidthLimits wanted = limits;
    if (!wanted.limited()) {
      return Optional.empty();
    }
    return ActualLimits.of(host.rtnetlink(), port, ifb)
        .differing(wanted)
        .map(actual -> new Action.Limit(port.link(), wanted.toString(), actual));
  }

  /// How many links there were before one of this name.
  private static int generation(String name) {
    return Character.digit(name.charAt(name.length() - 1), GENERATIONS);
  }

  /// Takes away what the end of the port does not take with it.
  Removal unplugged() {
    Removal removal = shaping.map(Shaping::removeIfb).orElseGet(Removal::done);
    shaping = Optional.empty();
    return removal;
  }

  @Override
  public Removal limit(BandwidthLimits after) {
    if (shaping.isPresent() && !after.equals(limits)) {
      change(shaping.get(), after);
    }
    limits = after;
    return shaping.map(Shaping::removeIdleIfb).orElseGet(Removal::done);
  }

  private void change(Shaping present, BandwidthLimits after) {
    try {
      present.establish(after);
    } catch (RuntimeException failure) {
      restore(present, failure);
      throw failure;
    }
  }

  private void restore(Shaping present, RuntimeException failure) {
    try {
      present.establish(limits);
      Removal _ = present.removeIdleIfb();
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }

  /// Another name each time: the link before may still be on its way out.
  private InterfaceName ifbName() {
    generation = (generation + 1) % GENERATIONS;
    return new InterfaceName(
        IFB_PREFIX + id.value().substring(0, IFB_DIGITS) + Integer.toHexString(generation));
  }
}
