package io.libnetwork.drivers.bridge;

import io.libnetwork.BandwidthLimits;
import io.libnetwork.EndpointId;
import io.libnetwork.Host;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.spi.Bandwidth;
import io.libnetwork.spi.Removal;
import java.util.Optional;

/// The limits of one endpoint, kept while it is not joined, and established on each port it gets.
final class Shaper implements Bandwidth {

  private static final String IFB_PREFIX = "ifb";
  private static final int IFB_DIGITS = 11;
  private static final int GENERATIONS = 16;

  private final Host host;
  private final EndpointId id;
  private BandwidthLimits limits;
  private Optional<Shaping> shaping = Optional.empty();
  private int generation;

  Shaper(Host host, EndpointId id, BandwidthLimits limits) {
    this.host = host;
    this.id = id;
    this.limits = limits;
  }

  /// Limits what goes through a port that was just made. Where it fails, [#unplugged] is to follow.
  void plugIn(Ifindex port) {
    Shaping made = new Shaping(host, port, this::ifbName, Mark.endpoint(host, id).text());
    shaping = Optional.of(made);
    made.establish(limits);
  }

  /// As [#plugIn], of a port that was limited by a former process: what that had made is replaced.
  void restore(Ifindex port) {
    Shaping made = new Shaping(host, port, this::ifbName, Mark.endpoint(host, id).text());
    shaping = Optional.of(made);
    made.restore(limits);
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
