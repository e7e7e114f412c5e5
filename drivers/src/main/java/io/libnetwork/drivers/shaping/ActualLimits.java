package io.libnetwork.drivers.shaping;

import io.libnetwork.BandwidthLimit;
import io.libnetwork.BandwidthLimits;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.LinkView;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.linux.tc.Filter;
import io.libnetwork.linux.tc.Filters;
import io.libnetwork.linux.tc.Handle;
import io.libnetwork.linux.tc.Qdisc;
import io.libnetwork.linux.tc.Qdiscs;
import io.libnetwork.linux.tc.RedirectAll;
import io.libnetwork.linux.tc.Tbf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What limits a port in the kernel. [Shaping] is what makes it.
///
/// @param queues those of the port and of its `ifb`
/// @param filters what the port does with what it receives
record ActualLimits(
    Ifindex port, Optional<LinkView> ifb, List<Qdisc> queues, List<Filter> filters) {

  static ActualLimits of(Rtnetlink rtnetlink, LinkView port, Optional<LinkView> ifb) {
    Ifindex index = port.link().index();
    List<Qdisc> queues = new ArrayList<>(rtnetlink.list(Qdiscs.list(index)));
    List<Filter> filters = List.of();
    if (ifb.isPresent()) {
      queues.addAll(rtnetlink.list(Qdiscs.list(ifb.get().link().index())));
      filters = rtnetlink.list(Filters.list(index, Qdisc.RECEIVED));
    }
    return new ActualLimits(index, ifb, queues, filters);
  }

  /// What is wrong, for people.
  Optional<String> differing(BandwidthLimits wanted) {
    if (wanted.ingress().filter(limit -> !sends(port, limit)).isPresent()) {
      return Optional.of("what the container receives is not limited so");
    }
    return wanted
        .egress()
        .filter(limit -> !redirects(limit))
        .map(_ -> "what the container sends is not limited so");
  }

  private boolean redirects(BandwidthLimit limit) {
    return ifb.filter(link -> link.link().up())
        .map(link -> link.link().index())
        .filter(to -> sends(to, limit) && receives(to))
        .isPresent();
  }

  private boolean receives(Ifindex to) {
    return filters.stream().anyMatch(filter -> filter.kind().equals(new RedirectAll(to)));
  }

  /// The kernel tells a burst by the time it takes, which is not exact.
  private boolean sends(Ifindex link, BandwidthLimit limit) {
    return queues.stream()
        .filter(queue -> queue.link().equals(link) && queue.parent().equals(Handle.ROOT))
        .anyMatch(
            queue -> queue.kind() instanceof Tbf bucket && bucket.rate().equals(limit.rate()));
  }
}
