package io.libnetwork.linux.nftables;

import static io.libnetwork.linux.nftables.ElementType.IFNAME;
import static io.libnetwork.linux.nftables.ElementType.INET_PROTO;
import static io.libnetwork.linux.nftables.ElementType.INET_SERVICE;
import static io.libnetwork.linux.nftables.ElementType.IPV4_ADDR;
import static io.libnetwork.linux.nftables.ElementType.IPV6_ADDR;

import io.libnetwork.linux.nftables.Hook.Point;
import java.util.List;

/// A whole firewall for containers, as large as one gets: that this can be written proves that the
/// language here carries it.
final class RulesetFixture {

  static final Table TABLE = new Table(Family.INET, "libnetwork");

  static final SetDefinition NETS = TABLE.set("nets", IFNAME);
  static final SetDefinition SEALED = TABLE.set("sealed", IFNAME);
  static final SetDefinition MASQ4 = TABLE.set("masq4", IFNAME);
  static final SetDefinition MASQ6 = TABLE.set("masq6", IFNAME);
  static final SetDefinition FREE4 = TABLE.set("free4", IFNAME);
  static final SetDefinition FREE6 = TABLE.set("free6", IFNAME);
  static final SetDefinition SAME = TABLE.set("same", IFNAME, IFNAME);
  static final SetDefinition HAIR = TABLE.set("hair", IFNAME, IFNAME);
  static final SetDefinition SELF4 = TABLE.set("self4", IPV4_ADDR, IPV4_ADDR);
  static final SetDefinition SELF6 = TABLE.set("self6", IPV6_ADDR, IPV6_ADDR);
  static final SetDefinition OPEN4 =
      TABLE.set("open4", IFNAME, IPV4_ADDR, INET_PROTO, INET_SERVICE);
  static final SetDefinition OPEN6 =
      TABLE.set("open6", IFNAME, IPV6_ADDR, INET_PROTO, INET_SERVICE);
  static final SetDefinition GUARD4 = TABLE.set("guard4", IPV4_ADDR);
  static final SetDefinition GUARD6 = TABLE.set("guard6", IPV6_ADDR);
  static final SetDefinition HOME4 = TABLE.set("home4", IFNAME, IPV4_ADDR);
  static final SetDefinition HOME6 = TABLE.set("home6", IFNAME, IPV6_ADDR);

  static final List<ElementType> SERVICE = List.of(INET_PROTO, INET_SERVICE);
  static final MapDefinition PUB4 =
      TABLE.map("pub4", List.of(IPV4_ADDR, INET_PROTO, INET_SERVICE), IPV4_ADDR, INET_SERVICE);
  static final MapDefinition PUB6 =
      TABLE.map("pub6", List.of(IPV6_ADDR, INET_PROTO, INET_SERVICE), IPV6_ADDR, INET_SERVICE);
  static final MapDefinition ANY4 = TABLE.map("any4", SERVICE, IPV4_ADDR, INET_SERVICE);
  static final MapDefinition ANY6 = TABLE.map("any6", SERVICE, IPV6_ADDR, INET_SERVICE);
  static final MapDefinition SPAN4 = TABLE.intervalMap("span4", SERVICE, IPV4_ADDR);
  static final MapDefinition SPAN6 = TABLE.intervalMap("span6", SERVICE, IPV6_ADDR);

  static final List<Definition> DEFINITIONS =
      List.of(
          NETS, SEALED, MASQ4, MASQ6, FREE4, FREE6, SAME, HAIR, SELF4, SELF6, OPEN4, OPEN6, GUARD4,
          GUARD6, HOME4, HOME6, PUB4, PUB6, ANY4, ANY6, SPAN4, SPAN6);

  private static final Component LOOPBACK = Component.ifname("lo");
  private static final Chain USER = TABLE.chain("user");
  private static final Chain MARTIAN =
      TABLE.chain("martian", Hook.filter(Point.PREROUTING, Priority.RAW));
  private static final Chain DIRECT =
      TABLE.chain("direct", Hook.filter(Point.PREROUTING, Priority.MANGLE));
  private static final Chain PUBLISH = TABLE.chain("publish");
  private static final Chain PRE = TABLE.chain("pre", Hook.nat(Point.PREROUTING, Priority.DSTNAT));
  private static final Chain OUT = TABLE.chain("out", Hook.nat(Point.OUTPUT, Priority.DSTNAT));
  private static final Chain INPUT =
      TABLE.chain("input", Hook.filter(Point.INPUT, Priority.FILTER));
  private static final Chain FORWARD =
      TABLE.chain("forward", Hook.filter(Point.FORWARD, Priority.FILTER));
  private static final Chain POST =
      TABLE.chain("post", Hook.nat(Point.POSTROUTING, Priority.SRCNAT));

  private static final List<Chain> CHAINS =
      List.of(USER, MARTIAN, DIRECT, PUBLISH, PRE, OUT, INPUT, FORWARD, POST);

  private RulesetFixture() {}

  /// Everything but elements, in place of what was there.
  static Transaction skeleton() {
    Transaction.Builder skeleton = Transaction.builder().destroy(TABLE).add(TABLE);
    DEFINITIONS.forEach(skeleton::add);
    CHAINS.forEach(skeleton::add);
    guards(skeleton);
    publishing(skeleton);
    input(skeleton);
    forward(skeleton);
    masquerade(skeleton);
    return skeleton.build();
  }

  private static void guards(Transaction.Builder to) {
    to.add(MARTIAN.rule("iifname != {} ip daddr 127.0.0.0/8 drop", LOOPBACK))
        .add(MARTIAN.rule("iifname != {} ip saddr 127.0.0.0/8 drop", LOOPBACK))
        .add(DIRECT.rule("ct direction reply accept"))
        .add(DIRECT.rule("ip daddr {} iifname . ip daddr != {} drop", GUARD4, HOME4))
        .add(DIRECT.rule("ip6 daddr {} iifname . ip6 daddr != {} drop", GUARD6, HOME6));
  }

  private static void publishing(Transaction.Builder to) {
    to.add(PRE.rule("jump {}", PUBLISH))
        .add(OUT.rule("jump {}", PUBLISH))
        .add(PUBLISH.rule("ip6 daddr { ::1, fe80::/10 } return"))
        .add(PUBLISH.rule("dnat ip to ip daddr . meta l4proto . th dport map {}", PUB4))
        .add(PUBLISH.rule("dnat ip6 to ip6 daddr . meta l4proto . th dport map {}", PUB6))
        .add(PUBLISH.rule("fib daddr type != local return"))
        .add(PUBLISH.rule("dnat ip to meta l4proto . th dport map {}", ANY4))
        .add(PUBLISH.rule("dnat ip6 to meta l4proto . th dport map {}", ANY6))
        .add(PUBLISH.rule("dnat ip to meta l4proto . th dport map {}", SPAN4))
        .add(PUBLISH.rule("dnat ip6 to meta l4proto . th dport map {}", SPAN6));
  }

  private static void input(Transaction.Builder to) {
    String neighbours = "iifname {} icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } accept";
    to.add(INPUT.rule("iifname {} ct state established,related accept", SEALED))
        .add(INPUT.rule(neighbours, SEALED))
        .add(INPUT.rule("iifname {} ip protocol 1 accept", SEALED))
        .add(INPUT.rule("iifname {} drop", SEALED));
  }

  private static void forward(Transaction.Builder to) {
    to.add(FORWARD.rule("iifname != {} oifname != {} accept", NETS, NETS))
        .add(FORWARD.rule("ct state established,related accept"))
        .add(FORWARD.rule("jump {}", USER))
        .add(FORWARD.rule("iifname . oifname {} accept", SAME))
        .add(FORWARD.rule("iifname {} drop", SEALED))
        .add(FORWARD.rule("oifname {} drop", SEALED))
        .add(FORWARD.rule("oifname != {} accept", NETS))
        .add(FORWARD.rule("ct status dnat accept"))
        .add(FORWARD.rule("oifname . ip daddr . meta l4proto . th dport {} accept", OPEN4))
        .add(FORWARD.rule("oifname . ip6 daddr . meta l4proto . th dport {} accept", OPEN6))
        .add(FORWARD.rule("meta nfproto ipv4 iifname != {} oifname {} accept", NETS, FREE4))
        .add(FORWARD.rule("meta nfproto ipv6 iifname != {} oifname {} accept", NETS, FREE6))
        .add(FORWARD.rule("drop").withComment("not ours to let in"));
  }

  private static void masquerade(Transaction.Builder to) {
    to.add(POST.rule("ct status dnat iifname . oifname {} masquerade", HAIR))
        .add(POST.rule("ct status dnat ip saddr . ip daddr {} masquerade", SELF4))
        .add(POST.rule("ct status dnat ip6 saddr . ip6 daddr {} masquerade", SELF6))
        .add(POST.rule("ip saddr 127.0.0.0/8 oifname {} masquerade", NETS))
        .add(POST.rule("meta nfproto ipv4 iifname {} oifname != {} masquerade", MASQ4, NETS))
        .add(POST.rule("meta nfproto ipv6 iifname {} oifname != {} masquerade", MASQ6, NETS));
  }
}
