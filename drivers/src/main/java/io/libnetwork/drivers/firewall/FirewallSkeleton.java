package io.libnetwork.drivers.firewall;

import static io.libnetwork.linux.nftables.ElementType.ETHER_TYPE;
import static io.libnetwork.linux.nftables.ElementType.IFNAME;
import static io.libnetwork.linux.nftables.ElementType.INET_PROTO;
import static io.libnetwork.linux.nftables.ElementType.INET_SERVICE;
import static io.libnetwork.linux.nftables.ElementType.IPV4_ADDR;
import static io.libnetwork.linux.nftables.ElementType.IPV6_ADDR;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.nftables.Chain;
import io.libnetwork.linux.nftables.Component;
import io.libnetwork.linux.nftables.Definition;
import io.libnetwork.linux.nftables.ElementType;
import io.libnetwork.linux.nftables.Family;
import io.libnetwork.linux.nftables.Hook;
import io.libnetwork.linux.nftables.Hook.Point;
import io.libnetwork.linux.nftables.MapDefinition;
import io.libnetwork.linux.nftables.Priority;
import io.libnetwork.linux.nftables.Rule;
import io.libnetwork.linux.nftables.SetDefinition;
import io.libnetwork.linux.nftables.Table;
import io.libnetwork.linux.nftables.Transaction;
import java.util.List;
import java.util.Set;

/// Our table of family `inet`, without its elements: chains and rules that are the same on every
/// host, whatever networks it has. What stays on a bridge is for [BridgeSkeleton].
///
/// Nothing here lets a packet pass that another table drops, and no default policy is changed: each
/// base chain accepts what is not ours to judge.
final class FirewallSkeleton {

  static final Table TABLE = new Table(Family.INET, "libnetwork");

  /// Every bridge of ours.
  static final SetDefinition NETS = TABLE.set("nets", IFNAME);

  /// The bridges of internal networks.
  static final SetDefinition SEALED = TABLE.set("sealed", IFNAME);

  /// A bridge and itself, where endpoints may reach each other.
  static final SetDefinition SAME = TABLE.set("same", IFNAME, IFNAME);

  /// A bridge and itself: from an endpoint through the host's address back to its own network.
  static final SetDefinition HAIR = TABLE.set("hair", IFNAME, IFNAME);

  /// Interfaces of the host, each with a bridge of ours whose endpoints' published ports are
  /// reached from it without translation too.
  static final SetDefinition TRUST = TABLE.set("trust", IFNAME, IFNAME);

  /// The families in which we turned the host's forwarding on, and so forward for nobody else.
  static final SetDefinition ALONE = TABLE.set("alone", ETHER_TYPE);

  private static final SetDefinition MASQ4 = TABLE.set("masq4", IFNAME);
  private static final SetDefinition MASQ6 = TABLE.set("masq6", IFNAME);

  /// Bridges whose endpoints leave under a certain address of the host.
  private static final MapDefinition SOURCE4 = TABLE.map("source4", List.of(IFNAME), IPV4_ADDR);

  private static final MapDefinition SOURCE6 = TABLE.map("source6", List.of(IFNAME), IPV6_ADDR);

  /// Bridges whose endpoints are reached without translation: on every port.
  private static final SetDefinition FREE4 = TABLE.set("free4", IFNAME);

  private static final SetDefinition FREE6 = TABLE.set("free6", IFNAME);

  /// Bridges whose endpoints are reached without translation: on the ports they publish.
  private static final SetDefinition ROUTED4 = TABLE.set("routed4", IFNAME);

  private static final SetDefinition ROUTED6 = TABLE.set("routed6", IFNAME);

  /// What of an endpoint is published, for those who reach it without translation: port by port.
  private static final SetDefinition OPEN4 =
      TABLE.set("open4", IFNAME, IPV4_ADDR, INET_PROTO, INET_SERVICE);

  private static final SetDefinition OPEN6 =
      TABLE.set("open6", IFNAME, IPV6_ADDR, INET_PROTO, INET_SERVICE);

  /// The same, ranges of ports.
  private static final SetDefinition OPENSPAN4 =
      TABLE.intervalSet("openspan4", IFNAME, IPV4_ADDR, INET_PROTO, INET_SERVICE);

  private static final SetDefinition OPENSPAN6 =
      TABLE.intervalSet("openspan6", IFNAME, IPV6_ADDR, INET_PROTO, INET_SERVICE);

  /// Addresses of endpoints that publish, each with itself.
  private static final SetDefinition SELF4 = TABLE.set("self4", IPV4_ADDR, IPV4_ADDR);

  private static final SetDefinition SELF6 = TABLE.set("self6", IPV6_ADDR, IPV6_ADDR);

  /// Addresses of endpoints.
  private static final SetDefinition GUARD4 = TABLE.set("guard4", IPV4_ADDR);

  private static final SetDefinition GUARD6 = TABLE.set("guard6", IPV6_ADDR);

  /// Addresses of endpoints, each with the bridge it is reached from.
  private static final SetDefinition HOME4 = TABLE.set("home4", IFNAME, IPV4_ADDR);

  private static final SetDefinition HOME6 = TABLE.set("home6", IFNAME, IPV6_ADDR);

  private static final List<ElementType> SERVICE = List.of(INET_PROTO, INET_SERVICE);
  private static final List<ElementType> SERVICE4 = List.of(IPV4_ADDR, INET_PROTO, INET_SERVICE);
  private static final List<ElementType> SERVICE6 = List.of(IPV6_ADDR, INET_PROTO, INET_SERVICE);

  /// Ports published at one address of the host.
  private static final MapDefinition PUB4 = TABLE.map("pub4", SERVICE4, IPV4_ADDR, INET_SERVICE);

  private static final MapDefinition PUB6 = TABLE.map("pub6", SERVICE6, IPV6_ADDR, INET_SERVICE);

  /// Ports published at every address of the host.
  private static final MapDefinition ANY4 = TABLE.map("any4", SERVICE, IPV4_ADDR, INET_SERVICE);

  private static final MapDefinition ANY6 = TABLE.map("any6", SERVICE, IPV6_ADDR, INET_SERVICE);

  /// Ranges of ports published at every address of the host that keep their numbers.
  private static final MapDefinition SPAN4 = TABLE.intervalMap("span4", SERVICE, IPV4_ADDR);

  private static final MapDefinition SPAN6 = TABLE.intervalMap("span6", SERVICE, IPV6_ADDR);

  /// Ranges of ports published at one address of the host that keep their numbers.
  private static final MapDefinition PUBSPAN4 = TABLE.intervalMap("pubspan4", SERVICE4, IPV4_ADDR);

  private static final MapDefinition PUBSPAN6 = TABLE.intervalMap("pubspan6", SERVICE6, IPV6_ADDR);

  /// Published ports, at one address, that not everybody may use.
  private static final SetDefinition LIMIT4 =
      TABLE.intervalSet("limit4", IPV4_ADDR, INET_PROTO, INET_SERVICE);

  private static final SetDefinition LIMIT6 =
      TABLE.intervalSet("limit6", IPV6_ADDR, INET_PROTO, INET_SERVICE);

  /// Ports published at every address of the host that not everybody may use.
  private static final SetDefinition LIMITANY4 =
      TABLE.intervalSet("limitany4", INET_PROTO, INET_SERVICE);

  private static final SetDefinition LIMITANY6 =
      TABLE.intervalSet("limitany6", INET_PROTO, INET_SERVICE);

  /// Who may use them: a client's prefix first, then the port as in the sets of limited ports.
  private static final SetDefinition FROM4 =
      TABLE.intervalSet("from4", IPV4_ADDR, IPV4_ADDR, INET_PROTO, INET_SERVICE);

  private static final SetDefinition FROM6 =
      TABLE.intervalSet("from6", IPV6_ADDR, IPV6_ADDR, INET_PROTO, INET_SERVICE);

  private static final SetDefinition FROMANY4 =
      TABLE.intervalSet("fromany4", IPV4_ADDR, INET_PROTO, INET_SERVICE);

  private static final SetDefinition FROMANY6 =
      TABLE.intervalSet("fromany6", IPV6_ADDR, INET_PROTO, INET_SERVICE);

  private static final List<Definition> DEFINITIONS =
      List.of(
          NETS, SEALED, TRUST, ALONE, MASQ4, MASQ6, SOURCE4, SOURCE6, FREE4, FREE6, ROUTED4,
          ROUTED6, SAME, HAIR, SELF4, SELF6, OPEN4, OPEN6, OPENSPAN4, OPENSPAN6, GUARD4, GUARD6,
          HOME4, HOME6, PUB4, PUB6, ANY4, ANY6, SPAN4, SPAN6, PUBSPAN4, PUBSPAN6, LIMIT4, LIMIT6,
          LIMITANY4, LIMITANY6, FROM4, FROM6, FROMANY4, FROMANY6);

  /// The sets and maps whose elements let something in: they are filled last.
  static final Set<Definition> OPENING =
      Set.of(
          OPEN4, OPEN6, OPENSPAN4, OPENSPAN6, PUB4, PUB6, ANY4, ANY6, SPAN4, SPAN6, PUBSPAN4,
          PUBSPAN6, FROM4, FROM6, FROMANY4, FROMANY6);

  /// The host's owner's own rules, for what would enter, leave or cross our networks anew. They are
  /// met before ours and are never changed by us.
  static final Chain USER = TABLE.chain("user");

  private static final Chain MARTIAN =
      TABLE.chain("martian", Hook.filter(Point.PREROUTING, Priority.RAW));
  private static final Chain DIRECT =
      TABLE.chain("direct", Hook.filter(Point.PREROUTING, Priority.MANGLE));
  private static final Chain PUBLISH = TABLE.chain("publish");
  private static final Chain PRE = TABLE.chain("pre", Hook.nat(Point.PREROUTING, Priority.DSTNAT));
  private static final Chain OUT = TABLE.chain("out", Hook.nat(Point.OUTPUT, Priority.DSTNAT));
  private static final Chain INPUT =
      TABLE.chain("input", Hook.filter(Point.INPUT, Priority.FILTER));
  private static final Chain OTHERS = TABLE.chain("others");
  private static final Chain OPENED = TABLE.chain("opened");
  private static final Chain FORWARD =
      TABLE.chain("forward", Hook.filter(Point.FORWARD, Priority.FILTER));
  private static final Chain POST =
      TABLE.chain("post", Hook.nat(Point.POSTROUTING, Priority.SRCNAT));

  /// The chains whose rules are ours.
  private static final List<Chain> CHAINS =
      List.of(MARTIAN, DIRECT, PUBLISH, PRE, OUT, INPUT, OTHERS, OPENED, FORWARD, POST);

  private static final Component LOOPBACK = Component.ifname("lo");

  /// A kind of link, which nft quotes as it does a link's name.
  private static final Component BRIDGE_KIND = Component.ifname("bridge");

  private FirewallSkeleton() {}

  static SetDefinition masquerade(IpFamily family) {
    return of(family, MASQ4, MASQ6);
  }

  static MapDefinition source(IpFamily family) {
    return of(family, SOURCE4, SOURCE6);
  }

  static SetDefinition free(IpFamily family) {
    return of(family, FREE4, FREE6);
  }

  static SetDefinition routed(IpFamily family) {
    return of(family, ROUTED4, ROUTED6);
  }

  /// @param range whether it takes ranges of ports
  static SetDefinition open(IpFamily family, boolean range) {
    return range ? of(family, OPENSPAN4, OPENSPAN6) : of(family, OPEN4, OPEN6);
  }

  /// @param everywhere whether it has ports published at every address of the host
  static SetDefinition limit(IpFamily family, boolean everywhere) {
    return everywhere ? of(family, LIMITANY4, LIMITANY6) : of(family, LIMIT4, LIMIT6);
  }

  /// @param everywhere whether it has ports published at every address of the host
  static SetDefinition from(IpFamily family, boolean everywhere) {
    return everywhere ? of(family, FROMANY4, FROMANY6) : of(family, FROM4, FROM6);
  }

  static SetDefinition guard(IpFamily family) {
    return of(family, GUARD4, GUARD6);
  }

  static SetDefinition home(IpFamily family) {
    return of(family, HOME4, HOME6);
  }

  static SetDefinition self(IpFamily family) {
    return of(family, SELF4, SELF6);
  }

  static MapDefinition published(IpFamily family) {
    return of(family, PUB4, PUB6);
  }

  static MapDefinition anywhere(IpFamily family) {
    return of(family, ANY4, ANY6);
  }

  /// A range of ports published at one address.
  static MapDefinition publishedSpan(IpFamily family) {
    return of(family, PUBSPAN4, PUBSPAN6);
  }

  /// A range of ports published at every address.
  static MapDefinition anywhereSpan(IpFamily family) {
    return of(family, SPAN4, SPAN6);
  }

  /// Makes the table and its sets and maps, and no chain.
  static Transaction sets() {
    Transaction.Builder sets = Transaction.builder().add(TABLE);
    DEFINITIONS.forEach(sets::add);
    return sets.build();
  }

  /// Makes the table, or makes it right: elements and the owner's rules stay, and our rules are
  /// replaced by the same ones, without a packet seeing a chain empty.
  static Transaction transaction() {
    Transaction.Builder skeleton = Transaction.builder().then(sets());
    skeleton.add(USER);
    CHAINS.forEach(skeleton::add);
    CHAINS.forEach(skeleton::flush);
    guards(skeleton);
    limits(skeleton);
    publishing(skeleton);
    input(skeleton);
    others(skeleton);
    opened(skeleton);
    forward(skeleton);
    masquerade(skeleton);
    return skeleton.build();
  }

  /// What no packet may do, whatever is published.
  private static void guards(Transaction.Builder to) {
    // With route_localnet on our bridges the kernel itself no longer drops these.
    to.add(MARTIAN.rule("iifname != {} ip daddr 127.0.0.0/8 drop", LOOPBACK))
        .add(MARTIAN.rule("iifname != {} ip saddr 127.0.0.0/8 drop", LOOPBACK));
    // After connection tracking, or the reply to a translated packet would look like direct access.
    to.add(DIRECT.rule("ct direction reply accept"))
        .add(DIRECT.rule("ip daddr {} iifname . ip daddr != {} drop", GUARD4, HOME4))
        .add(DIRECT.rule("ip6 daddr {} iifname . ip6 daddr != {} drop", GUARD6, HOME6));
  }

  /// Who may use a published port that is not for everybody. Every packet is asked, so that who is
  /// no longer allowed loses the connections he has. The host itself does not come here.
  private static void limits(Transaction.Builder to) {
    to.add(limit("ip daddr . meta l4proto . th dport", "ip saddr", LIMIT4, FROM4))
        .add(limit("ip6 daddr . meta l4proto . th dport", "ip6 saddr", LIMIT6, FROM6))
        .add(DIRECT.rule("fib daddr type != local accept"))
        .add(limit("meta l4proto . th dport", "ip saddr", LIMITANY4, FROMANY4))
        .add(limit("meta l4proto . th dport", "ip6 saddr", LIMITANY6, FROMANY6));
  }

  /// A packet of the other family is none of the rule's business: it has no such `client`.
  private static Rule limit(
      String port, String client, SetDefinition limited, SetDefinition allowed) {
    return DIRECT.rule(port + " {} " + client + " . " + port + " != {} drop", limited, allowed);
  }

  /// From the host's ports to the endpoints'.
  private static void publishing(Transaction.Builder to) {
    to.add(PRE.rule("jump {}", PUBLISH)).add(OUT.rule("jump {}", PUBLISH));
    // The kernel routes neither ::1 nor link-local addresses to another link.
    to.add(PUBLISH.rule("ip6 daddr { ::1, fe80::/10 } return"))
        .add(PUBLISH.rule("ip6 saddr fe80::/10 return"))
        // First of all, so that a published address that has left the host does not catch what the
        // host only routes there now.
        .add(PUBLISH.rule("fib daddr type != local return"))
        .add(PUBLISH.rule("dnat ip to ip daddr . meta l4proto . th dport map {}", PUB4))
        .add(PUBLISH.rule("dnat ip6 to ip6 daddr . meta l4proto . th dport map {}", PUB6))
        .add(PUBLISH.rule("dnat ip to ip daddr . meta l4proto . th dport map {}", PUBSPAN4))
        .add(PUBLISH.rule("dnat ip6 to ip6 daddr . meta l4proto . th dport map {}", PUBSPAN6))
        .add(PUBLISH.rule("dnat ip to meta l4proto . th dport map {}", ANY4))
        .add(PUBLISH.rule("dnat ip6 to meta l4proto . th dport map {}", ANY6))
        .add(PUBLISH.rule("dnat ip to meta l4proto . th dport map {}", SPAN4))
        .add(PUBLISH.rule("dnat ip6 to meta l4proto . th dport map {}", SPAN6));
  }

  /// An internal network does not reach the host's sockets: behind one of them may be another
  /// network. It may see that its gateway is alive.
  private static void input(Transaction.Builder to) {
    String alive =
        "iifname {} icmpv6 type { echo-request, nd-neighbor-solicit, nd-neighbor-advert } accept";
    to.add(INPUT.rule("iifname {} ct state new ct label set " + Anchor.LABEL, NETS))
        .add(INPUT.rule("iifname {} ct state established,related accept", SEALED))
        .add(INPUT.rule(alive, SEALED))
        .add(INPUT.rule("iifname {} icmp type echo-request accept", SEALED))
        .add(INPUT.rule("iifname {} drop", SEALED));
  }

  /// What has nothing to do with our networks. Where the host forwards only because we wanted it
  /// to, it is as if it did not. What others' bridges carry comes here too, by `br_netfilter`, and
  /// is not forwarded by the host at all.
  private static void others(Transaction.Builder to) {
    to.add(OTHERS.rule("meta protocol != {} accept", ALONE))
        .add(OTHERS.rule("meta iifkind {} meta oifkind {} accept", BRIDGE_KIND, BRIDGE_KIND))
        .add(OTHERS.rule("ct state established,related accept"))
        .add(OTHERS.rule("jump {}", USER))
        .add(OTHERS.rule("drop"));
  }

  /// What enters, leaves and crosses our networks. Whether a packet may leave where it comes from
  /// is judged before whether it may enter where it goes.
  private static void forward(Transaction.Builder to) {
    to.add(FORWARD.rule("iifname != {} oifname != {} goto {}", NETS, NETS, OTHERS))
        .add(FORWARD.rule("ct state established,related accept"))
        .add(FORWARD.rule("ct label set " + Anchor.LABEL))
        .add(FORWARD.rule("jump {}", USER))
        .add(FORWARD.rule("iifname . oifname {} accept", SAME))
        .add(FORWARD.rule("iifname {} drop", SEALED))
        .add(FORWARD.rule("oifname {} drop", SEALED))
        .add(FORWARD.rule("oifname != {} accept", NETS))
        .add(FORWARD.rule("ct status dnat accept"))
        // What is open to the world is still not open to neighbours that are kept apart.
        .add(FORWARD.rule("iifname . oifname {} drop", HAIR))
        .add(FORWARD.rule("meta nfproto ipv4 oifname {} accept", FREE4))
        .add(FORWARD.rule("meta nfproto ipv6 oifname {} accept", FREE6))
        .add(FORWARD.rule("icmp type echo-request oifname {} accept", ROUTED4))
        .add(FORWARD.rule("icmpv6 type echo-request oifname {} accept", ROUTED6))
        .add(FORWARD.rule("meta nfproto ipv4 oifname {} jump {}", ROUTED4, OPENED))
        .add(FORWARD.rule("meta nfproto ipv6 oifname {} jump {}", ROUTED6, OPENED))
        .add(FORWARD.rule("iifname . oifname {} jump {}", TRUST, OPENED))
        .add(FORWARD.rule("drop"));
  }

  /// What is published at an endpoint's own address.
  private static void opened(Transaction.Builder to) {
    to.add(OPENED.rule("oifname . ip daddr . meta l4proto . th dport {} accept", OPEN4))
        .add(OPENED.rule("oifname . ip6 daddr . meta l4proto . th dport {} accept", OPEN6))
        .add(OPENED.rule("oifname . ip daddr . meta l4proto . th dport {} accept", OPENSPAN4))
        .add(OPENED.rule("oifname . ip6 daddr . meta l4proto . th dport {} accept", OPENSPAN6));
  }

  /// Who must not be seen as who he is, because the answer would not come back the way it went.
  private static void masquerade(Transaction.Builder to) {
    to.add(POST.rule("ct status dnat iifname . oifname {} masquerade", HAIR))
        .add(POST.rule("ct status dnat ip saddr . ip daddr {} masquerade", SELF4))
        .add(POST.rule("ct status dnat ip6 saddr . ip6 daddr {} masquerade", SELF6))
        .add(POST.rule("ip saddr 127.0.0.0/8 oifname {} masquerade", NETS))
        .add(POST.rule("meta nfproto ipv4 iifname {} oifname != {} masquerade", MASQ4, NETS))
        .add(POST.rule("meta nfproto ipv6 iifname {} oifname != {} masquerade", MASQ6, NETS))
        .add(POST.rule("oifname != {} snat ip to iifname map {}", NETS, SOURCE4))
        .add(POST.rule("oifname != {} snat ip6 to iifname map {}", NETS, SOURCE6));
  }

  private static <T> T of(IpFamily family, T v4, T v6) {
    return switch (family) {
      case V4 -> v4;
      case V6 -> v6;
    };
  }
}
