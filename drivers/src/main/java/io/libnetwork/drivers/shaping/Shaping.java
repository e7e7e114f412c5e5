package io.libnetwork.drivers.shaping;

import io.libnetwork.BandwidthLimit;
import io.libnetwork.BandwidthLimits;
import io.libnetwork.Difference.Whose;
import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.PlannedStep;
import io.libnetwork.PlannedStep.Verb;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.netlink.Reply;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.tc.Filter;
import io.libnetwork.linux.tc.Filters;
import io.libnetwork.linux.tc.Handle;
import io.libnetwork.linux.tc.Qdisc;
import io.libnetwork.linux.tc.QdiscKind;
import io.libnetwork.linux.tc.Qdiscs;
import io.libnetwork.linux.tc.RedirectAll;
import io.libnetwork.linux.tc.Tbf;
import io.libnetwork.spi.Removal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What limits the traffic of one port, and how far it has got: all at the host's end, out of the
/// container's reach.
///
/// What the container receives the port sends, from a token bucket. What the container sends the
/// port receives, and nothing can hold that back: it is redirected to a link of its own, an `ifb`,
/// which sends it from a token bucket back to where it was. Without limits nothing of this is
/// there.
public final class Shaping {

  /// How long packets wait, beyond the burst, before more are dropped.
  private static final Duration PATIENCE = Duration.ofMillis(50);

  /// The kernel counts bytes that wait in 32 bits.
  private static final long MOST_BYTES = 0xffff_ffffL;

  private static final String TBF = "queue tbf";
  private static final String INGRESS = "queue ingress";

  /// What the kernel says of a kind of link, queueing discipline or filter it does not have.
  private static final Set<Errno> LACKING = Set.of(Errno.ENOENT, Errno.EOPNOTSUPP);

  private final Host host;
  private final LimitingLinks links;
  private final Ifindex port;
  private final Supplier<InterfaceName> ifbName;
  private final String mark;
  private Optional<Ifindex> ifb = Optional.empty();
  private boolean redirected;
  private boolean bucketed;

  /// Nothing yet.
  ///
  /// @param ifbName a name for an `ifb`, another at each call
  /// @param mark the alias of what is ours
  Shaping(
      Host host, LimitingLinks links, Ifindex port, Supplier<InterfaceName> ifbName, String mark) {
    this.host = host;
    this.links = links;
    this.port = port;
    this.ifbName = ifbName;
    this.mark = mark;
  }

  /// One thing asked of the kernel.
  ///
  /// @param done runs when it has been done
  /// @param change what it is in a plan; empty where it goes with another
  public record Step(NetlinkRequest<Void> request, Runnable done, Optional<QueueChange> change) {}

  /// What becomes of a queue.
  ///
  /// @param queue as in `queue tbf`
  public record QueueChange(PlannedStep.Verb verb, Ifindex link, String queue, String detail) {}

  /// How a queue is told in a plan.
  public static String queue(QdiscKind kind) {
    return "queue " + kind.text();
  }

  /// Its double.
  Shaping rehearsed(LimitingLinks noted, Supplier<InterfaceName> itsIfbName) {
    Shaping copy = new Shaping(host, noted, port, itsIfbName, mark);
    copy.ifb = ifb;
    copy.redirected = redirected;
    copy.bucketed = bucketed;
    return copy;
  }

  /// Makes it what the limits say: nothing, or one exchange, and one more before it where an `ifb`
  /// has to be made, whose number the other needs.
  void establish(BandwidthLimits limits) {
    try {
      List<Step> steps = new ArrayList<>(receiving(limits.ingress()));
      steps.addAll(sending(limits.egress()));
      if (!steps.isEmpty()) {
        links.take(steps);
      }
    } catch (NetlinkException refused) {
      throw translate(refused);
    }
  }

  /// Makes it what the limits say where a former process may have made something else, or not all.
  ///
  /// @param found the `ifb` that it had made
  void restore(BandwidthLimits limits, Optional<Ifindex> found) {
    ifb = found;
    NetlinkBatch batch = host.rtnetlink().batch();
    if (limits.ingress().isEmpty()) {
      batch.add(Qdiscs.delete(port, Handle.ROOT));
    }
    batch.add(Qdiscs.delete(Qdisc.ingress(port)));
    // It may have been made and not brought up yet.
    Optional<Reply<Void>> up = found.map(index -> batch.add(Links.up(index)));
    // What was not there cannot be deleted, and that is as well.
    batch.trySend();
    up.ifPresent(Reply::require);
    establish(limits);
  }

  /// Takes away the `ifb`, where nothing is redirected to it.
  Removal removeIdleIfb() {
    return redirected ? Removal.done() : removeIfb();
  }

  /// Takes away the `ifb`.
  Removal removeIfb() {
    Removal removal =
        ifb.map(present -> links.delete(present, Whose.NOBODY)).orElseGet(Removal::done);
    ifb = Optional.empty();
    return removal;
  }

  private List<Step> receiving(Optional<BandwidthLimit> limit) {
    if (limit.isPresent()) {
      Qdisc bucket = Qdisc.root(port, bucket(limit.get()));
      return List.of(
          new Step(
              Qdiscs.replace(bucket),
              () -> bucketed = true,
              replaced(bucket, limit.get(), bucketed)));
    }
    return bucketed
        ? List.of(
            new Step(
                Qdiscs.delete(port, Handle.ROOT),
                () -> bucketed = false,
                changed(Verb.REMOVE, port, TBF, "")))
        : List.of();
  }

  private List<Step> sending(Optional<BandwidthLimit> limit) {
    if (limit.isEmpty()) {
      return redirected
          ? List.of(
              new Step(
                  Qdiscs.delete(Qdisc.ingress(port)),
                  () -> redirected = false,
                  changed(Verb.REMOVE, port, INGRESS, "")))
          : List.of();
    }
    boolean present = ifb.isPresent();
    Ifindex to = ifb.orElseGet(this::addIfb);
    ifb = Optional.of(to);
    Qdisc bucket = Qdisc.root(to, bucket(limit.get()));
    List<Step> steps = new ArrayList<>();
    steps.add(
        new Step(Qdiscs.replace(bucket), Shaping::nothing, replaced(bucket, limit.get(), present)));
    if (!redirected) {
      steps.add(
          new Step(
              Qdiscs.add(Qdisc.ingress(port)),
              () -> redirected = true,
              changed(Verb.MAKE, port, INGRESS, "with a filter that redirects")));
      steps.add(
          new Step(
              Filters.add(Filter.received(port, new RedirectAll(to))),
              Shaping::nothing,
              Optional.empty()));
    }
    return steps;
  }

  /// One of the name may be there still, of a process that ended before it had marked it; it goes
  /// when all is restored.
  private Ifindex addIfb() {
    try {
      return links.addIfb(ifbName.get(), mark);
    } catch (NetlinkException refused) {
      if (!refused.errno().equals(Errno.EEXIST)) {
        throw refused;
      }
      return links.addIfb(ifbName.get(), mark);
    }
  }

  /// There is nothing to remember.
  private static void nothing() {}

  private static Optional<QueueChange> replaced(
      Qdisc bucket, BandwidthLimit limit, boolean present) {
    return changed(present ? Verb.CHANGE : Verb.MAKE, bucket.link(), TBF, "at " + limit);
  }

  private static Optional<QueueChange> changed(
      Verb verb, Ifindex link, String queue, String detail) {
    return Optional.of(new QueueChange(verb, link, queue, detail));
  }

  static Tbf bucket(BandwidthLimit limit) {
    long waiting = Math.min(MOST_BYTES, limit.rate().bytes(PATIENCE));
    return new Tbf(limit.rate(), limit.burst(), Math.min(MOST_BYTES, limit.burst() + waiting));
  }

  private static RuntimeException translate(NetlinkException refused) {
    if (LACKING.contains(refused.errno())) {
      return new NetworkException.NotImplemented(
          "the kernel cannot limit bandwidth ("
              + refused.getMessage()
              + "); it needs the modules sch_tbf, and sch_ingress, cls_u32, act_mirred and ifb for"
              + " what a container sends",
          refused);
    }
    return refused;
  }
}
