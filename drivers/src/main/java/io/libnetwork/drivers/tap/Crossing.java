package io.libnetwork.drivers.tap;

import io.libnetwork.NetworkException;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.linux.tc.Filter;
import io.libnetwork.linux.tc.Filters;
import io.libnetwork.linux.tc.Qdisc;
import io.libnetwork.linux.tc.Qdiscs;
import io.libnetwork.linux.tc.RedirectAll;
import java.util.List;
import java.util.Set;

/// Two links of one namespace, each of which sends what the other receives, as tc(8) has it: frames
/// pass as they are, and nobody between them has an address or learns one.
///
/// @param tap one
/// @param inside the other
record Crossing(Rtnetlink rtnetlink, Ifindex tap, Ifindex inside) {

  /// What the kernel says of a queueing discipline or a filter it does not have.
  private static final Set<Errno> LACKING = Set.of(Errno.ENOENT, Errno.EOPNOTSUPP);

  /// Makes it, or the half of it that is missing.
  void establish() {
    try {
      redirect(inside, tap);
      redirect(tap, inside);
    } catch (NetlinkException refused) {
      throw translate(refused);
    }
  }

  /// Whether it is there.
  boolean established() {
    return redirects(inside, tap) && redirects(tap, inside);
  }

  /// What was there of it leads to a link that is gone.
  private void redirect(Ifindex from, Ifindex to) {
    if (redirects(from, to)) {
      return;
    }
    NetlinkBatch before = rtnetlink.batch();
    before.add(Qdiscs.delete(Qdisc.ingress(from)));
    before.trySend();
    NetlinkBatch batch = rtnetlink.batch();
    batch.add(Qdiscs.add(Qdisc.ingress(from)));
    batch.add(Filters.add(Filter.received(from, new RedirectAll(to))));
    batch.send();
  }

  /// A link without the discipline has no filters, and the kernel may refuse to look for them.
  private boolean redirects(Ifindex from, Ifindex to) {
    boolean looksAt =
        rtnetlink.list(Qdiscs.list(from)).stream()
            .anyMatch(queue -> queue.parent().equals(Qdisc.ingress(from).parent()));
    List<Filter> filters = looksAt ? rtnetlink.list(Filters.list(from, Qdisc.RECEIVED)) : List.of();
    return !filters.isEmpty() && filters.getFirst().kind().equals(new RedirectAll(to));
  }

  private static RuntimeException translate(NetlinkException refused) {
    if (LACKING.contains(refused.errno())) {
      return new NetworkException.NotImplemented(
          "the kernel cannot pass frames on to a tap device (%s); it needs the modules sch_ingress, cls_u32 and act_mirred"
              .formatted(refused.getMessage()),
          refused);
    }
    return refused;
  }
}
