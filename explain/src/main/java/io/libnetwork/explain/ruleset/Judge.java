package io.libnetwork.explain.ruleset;

import io.libnetwork.address.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes a packet through the hooks of one namespace, in the kernel's order.
///
/// A base chain that accepts hands the packet to the next of the hook; one that drops ends its way.
/// Addresses are translated at the kernel's own priority, whatever that of the chain, by the first
/// rule that says so, and only for a connection's first packet; an answer is translated back.
public final class Judge {

  private final Ruleset ruleset;
  private final Routing routing;

  public Judge(Ruleset ruleset, Routing routing) {
    this.ruleset = ruleset;
    this.routing = routing;
  }

  /// Judges what the host routes.
  public Judgement at(Point point, Packet packet) {
    boolean begins = point.entrance() && !packet.tracked();
    List<ListedChain> chains = ruleset.chains(point, packet.ipv6());
    Course course = new Course(packet);
    course.through(chains, point, begins ? Integer.MIN_VALUE : Integer.MAX_VALUE, Point.TRACKING);
    course.tracked();
    int from = begins ? Point.TRACKING : Integer.MIN_VALUE;
    course.through(chains, point, from, point.translating());
    course.translate(chains, point);
    course.through(chains, point, Math.max(from, point.translating()), Integer.MAX_VALUE);
    return course.end();
  }

  /// Judges a frame that a bridge forwards, or takes.
  public Judgement onBridge(Point point, Packet frame) {
    Course course = new Course(frame);
    course.through(ruleset.bridgeChains(point), point, Integer.MIN_VALUE, Integer.MAX_VALUE);
    return course.end();
  }

  /// One packet's way through one hook.
  private final class Course {

    private final List<Deed> deeds = new ArrayList<>();
    private Packet packet;
    private Optional<Judgement> ended = Optional.empty();

    Course(Packet packet) {
      this.packet = packet;
    }

    /// @param from the least priority
    /// @param below the priority before which it ends
    void through(List<ListedChain> chains, Point point, int from, int below) {
      for (ListedChain chain : chains) {
        ListedChain.Base base = chain.base().orElseThrow();
        if (ended.isEmpty()
            && !base.translates()
            && base.priority() >= from
            && base.priority() < below) {
          through(chain, point);
        }
      }
    }

    void tracked() {
      packet = packet.seenByTracking();
    }

    private void through(ListedChain chain, Point point) {
      Judgement judged = new ChainWalk(chain, point, routing).judge(packet);
      deeds.addAll(judged.deeds());
      switch (judged) {
        case Judgement.Passed(Packet after, _) -> packet = after;
        case Judgement.Stopped(RuleName rule, boolean told, _) ->
            ended = Optional.of(new Judgement.Stopped(rule, told, deeds));
        case Judgement.Unclear(RuleName rule, String why, _) ->
            ended = Optional.of(new Judgement.Unclear(rule, why, deeds));
      }
    }

    void translate(List<ListedChain> chains, Point point) {
      if (ended.isPresent() || point == Point.FORWARD) {
        return;
      }
      Tracking tracking = packet.tracking();
      if (tracking.reply()) {
        translateBack(point);
        return;
      }
      boolean destination = point.entrance();
      boolean settled = destination ? tracking.destinationSettled() : tracking.sourceSettled();
      for (ListedChain chain : chains) {
        Tuple before = packet.tuple();
        if (!settled && ended.isEmpty() && chain.base().orElseThrow().translates()) {
          through(chain, point);
          settled = !before.equals(packet.tuple());
        }
      }
      packet = packet.with(packet.tracking().settled(destination));
    }

    /// What was changed on the way there is changed back.
    private void translateBack(Point point) {
      Tuple original = packet.tracking().original();
      Tuple now = packet.tuple();
      Tuple back =
          point.entrance()
              ? now.to(original.source(), original.sourcePort())
              : now.from(original.destination(), original.destinationPort());
      packet = packet.withTuple(back);
    }

    Judgement end() {
      return ended.orElseGet(() -> new Judgement.Passed(packet, deeds));
    }
  }

  /// Who masquerades finds no address where the link has none.
  static Optional<IpAddress> masqueraded(Routing routing, Packet packet) {
    return packet
        .out()
        .flatMap(link -> routing.sourceTo(packet.tuple().destination(), link.name()));
  }
}
