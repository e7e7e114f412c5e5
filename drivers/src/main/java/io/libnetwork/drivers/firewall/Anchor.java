package io.libnetwork.drivers.firewall;

import io.libnetwork.linux.nftables.Chain;
import io.libnetwork.linux.nftables.Family;
import io.libnetwork.linux.nftables.Hook;
import io.libnetwork.linux.nftables.Hook.Point;
import io.libnetwork.linux.nftables.Priority;
import io.libnetwork.linux.nftables.Table;
import io.libnetwork.linux.nftables.Transaction;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import java.util.List;

/// What holds while somebody has emptied the ruleset and we have not repaired it yet: a table that
/// belongs to this process, so that `nft flush ruleset` passes it by, and that goes with it.
///
/// The kernel drops the translation of connections when the last chain that translates is gone, and
/// resets them; two empty chains keep it. And what is new is let through only if the chains of the
/// main table have seen it, which they say by a label of the connection. So there is no moment at
/// which a network stands open. It knows our bridges, and the links of routed networks, by their
/// link groups, so that it is the same whatever networks there are.
public final class Anchor {

  /// The link group of our bridges, `lnet` in ASCII.
  public static final LinkGroup BRIDGES = new LinkGroup(0x6c6e6574);

  /// The first of the link groups of routed networks, and which of a group's bits say that it is
  /// one.
  private static final int FIRST_ROUTED = 0x7000_0000;

  private static final int ROUTED_MASK = 0xf000_0000;
  private static final int FIRST_PLANNED = 0x7fff_0000;

  /// What follows `iif` or `oif` where the link is one of a routed network's.
  static final String ROUTED = "group & 0x%08x == 0x%08x".formatted(ROUTED_MASK, FIRST_ROUTED);

  /// The bit, of a connection's 128, that says that our chains have seen it.
  static final int LABEL = 120;

  static final Table TABLE = new Table(Family.INET, "libnetwork_anchor").asOwned();

  private static final Chain PRE =
      TABLE.chain("pre", Hook.nat(Point.PREROUTING, Priority.DSTNAT.plus(1)));
  private static final Chain POST =
      TABLE.chain("post", Hook.nat(Point.POSTROUTING, Priority.SRCNAT.plus(1)));
  private static final Chain FORWARD =
      TABLE.chain("forward", Hook.filter(Point.FORWARD, Priority.FILTER.plus(10)));
  private static final Chain INPUT =
      TABLE.chain("input", Hook.filter(Point.INPUT, Priority.FILTER.plus(10)));

  private Anchor() {}

  /// Makes the table; one that this process has already, because a controller was opened before on
  /// the same host, becomes the same.
  static Transaction transaction() {
    Transaction.Builder anchor = Transaction.builder().add(TABLE);
    List.of(PRE, POST, FORWARD, INPUT).forEach(anchor::add);
    for (Chain chain : List.of(FORWARD, INPUT)) {
      anchor
          .flush(chain)
          .add(chain.rule("ct state != new accept"))
          .add(chain.rule("ct label " + LABEL + " accept"))
          .add(chain.rule("iifgroup " + BRIDGES + " drop"))
          .add(chain.rule("iif" + ROUTED + " drop"));
    }
    return anchor
        .add(FORWARD.rule("oifgroup " + BRIDGES + " drop"))
        .add(FORWARD.rule("oif" + ROUTED + " drop"))
        .build();
  }

  /// The link group of a routed network, by which the firewall knows all of its links.
  ///
  /// @param own the number of a link of the network's own, which the kernel gives to no other
  public static LinkGroup routed(Ifindex own) {
    return new LinkGroup(FIRST_ROUTED | (own.value() & ~ROUTED_MASK));
  }

  /// Whether a link group is made of a number that only a plan has given: those are the highest.
  static boolean planned(int group) {
    return group >= FIRST_PLANNED;
  }

  /// Whether a link group is a routed network's.
  public static boolean routed(LinkGroup group) {
    return (group.value() & ROUTED_MASK) == FIRST_ROUTED;
  }

  static Transaction removal() {
    return Transaction.builder().destroy(TABLE).build();
  }
}
