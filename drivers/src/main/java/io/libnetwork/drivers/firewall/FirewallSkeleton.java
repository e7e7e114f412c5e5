package io.libnetwork.drivers.firewall;

import static io.libnetwork.drivers.firewall.FirewallSets.ALONE;
import static io.libnetwork.drivers.firewall.FirewallSets.ANYWHERE;
import static io.libnetwork.drivers.firewall.FirewallSets.ANYWHERE_SPAN;
import static io.libnetwork.drivers.firewall.FirewallSets.FREE;
import static io.libnetwork.drivers.firewall.FirewallSets.FROM;
import static io.libnetwork.drivers.firewall.FirewallSets.FROM_ANYWHERE;
import static io.libnetwork.drivers.firewall.FirewallSets.GUARD;
import static io.libnetwork.drivers.firewall.FirewallSets.HAIR;
import static io.libnetwork.drivers.firewall.FirewallSets.HOME;
import static io.libnetwork.drivers.firewall.FirewallSets.KIN;
import static io.libnetwork.drivers.firewall.FirewallSets.KIN_HOME;
import static io.libnetwork.drivers.firewall.FirewallSets.LEASHED;
import static io.libnetwork.drivers.firewall.FirewallSets.LIMIT;
import static io.libnetwork.drivers.firewall.FirewallSets.LIMIT_ANYWHERE;
import static io.libnetwork.drivers.firewall.FirewallSets.MASQUERADE;
import static io.libnetwork.drivers.firewall.FirewallSets.NETS;
import static io.libnetwork.drivers.firewall.FirewallSets.OPEN;
import static io.libnetwork.drivers.firewall.FirewallSets.OPEN_SPAN;
import static io.libnetwork.drivers.firewall.FirewallSets.OWN;
import static io.libnetwork.drivers.firewall.FirewallSets.PUBLISHED;
import static io.libnetwork.drivers.firewall.FirewallSets.PUBLISHED_SPAN;
import static io.libnetwork.drivers.firewall.FirewallSets.ROUTED;
import static io.libnetwork.drivers.firewall.FirewallSets.ROUTERS;
import static io.libnetwork.drivers.firewall.FirewallSets.SAME;
import static io.libnetwork.drivers.firewall.FirewallSets.SEALED;
import static io.libnetwork.drivers.firewall.FirewallSets.SELF;
import static io.libnetwork.drivers.firewall.FirewallSets.SENDER;
import static io.libnetwork.drivers.firewall.FirewallSets.SHARDS;
import static io.libnetwork.drivers.firewall.FirewallSets.SOURCE;
import static io.libnetwork.drivers.firewall.FirewallSets.TABLE;
import static io.libnetwork.drivers.firewall.FirewallSets.TRUST;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.nftables.Chain;
import io.libnetwork.linux.nftables.Component;
import io.libnetwork.linux.nftables.Hook;
import io.libnetwork.linux.nftables.Hook.Point;
import io.libnetwork.linux.nftables.MapDefinition;
import io.libnetwork.linux.nftables.Priority;
import io.libnetwork.linux.nftables.Rule;
import io.libnetwork.linux.nftables.SetDefinition;
import io.libnetwork.linux.nftables.Transaction;
import java.util.List;

/// Our table of family `inet`, without its elements: chains and rules that are the same on every
/// host, whatever networks it has. What they ask of is in [FirewallSets]; what stays on a bridge is
/// for [BridgeSkeleton].
///
/// Nothing here lets a packet pass that another table drops, and no default policy is changed: each
/// base chain accepts what is not ours to judge.
final class FirewallSkeleton {

  /// The host's owner's own rules, for what would enter, leave or cross our networks anew. They are
  /// met before ours and are never changed by us.
  static final Chain USER = TABLE.chain("user");

  private static final Chain MARTIAN =
      TABLE.chain("martian", Hook.filter(Point.PREROUTING, Priority.RAW));
  private static final Chain LEASH = TABLE.chain("leash");
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
  static final List<Chain> CHAINS =
      List.of(MARTIAN, LEASH, DIRECT, PUBLISH, PRE, OUT, INPUT, OTHERS, OPENED, FORWARD, POST);

  private static final Component LOOPBACK = Component.ifname("lo");

  /// A kind of link, which nft quotes as it does a link's name.
  private static final Component BRIDGE_KIND = Component.ifname("bridge");

  private FirewallSkeleton() {}

  /// Makes the table and its sets and maps, and no chain that anything enters.
  static Transaction sets() {
    Transaction.Builder sets = Transaction.builder().add(TABLE);
    FirewallSets.ALL.forEach(sets::add);
    ServiceSets.ALL.forEach(sets::add);
    // Empty ones: elements lead to them, and may be there before the rules are.
    ServiceChains.ALL.forEach(sets::add);
    return sets.build();
  }

  /// Makes the chains of the table that is there with its sets, or makes them right: elements and
  /// the owner's rules stay, and our rules are replaced by the same ones, without a packet seeing a
  /// chain empty.
  static Transaction chains() {
    Transaction.Builder chains = Transaction.builder().add(USER);
    CHAINS.forEach(chains::add);
    CHAINS.forEach(chains::flush);
    ServiceChains.rules(chains);
    guards(chains);
    leash(chains);
    limits(chains);
    publishing(chains);
    input(chains);
    others(chains);
    opened(chains);
    forward(chains);
    masquerade(chains);
    return chains.build();
  }

  /// What no packet may do, whatever is published.
  private static void guards(Transaction.Builder to) {
    // With route_localnet on our bridges the kernel itself no longer drops these.
    to.add(MARTIAN.rule("iifname != {} ip daddr 127.0.0.0/8 drop", LOOPBACK))
        .add(MARTIAN.rule("iifname != {} ip saddr 127.0.0.0/8 drop", LOOPBACK))
        .add(MARTIAN.rule("iifgroup {} jump {}", LEASHED, LEASH))
        // With br_netfilter a packet comes here on each bridge it passes. One that is known from a
        // further bridge would not be translated on the first.
        .add(MARTIAN.rule("iifname {} notrack", SHARDS));
    // After connection tracking, or the reply to a translated packet would look like direct access.
    to.add(DIRECT.rule("ct direction reply accept"));
    for (IpFamily family : IpFamily.values()) {
      // With br_netfilter what stays on a bridge comes here too. Where an endpoint may be a router
      // that can be for any address; what the host itself would route is judged in `forward`.
      String from =
          "%1$s daddr {} iifname . %1$s daddr != {} iifgroup . %1$s daddr != {} iifname != {} drop"
              .formatted(ip(family));
      to.add(DIRECT.rule(from, GUARD.of(family), HOME.of(family), KIN_HOME.of(family), ROUTERS));
    }
  }

  /// Who an endpoint of a routed network may be: it is no router, and sends from addresses of its
  /// own alone. Its MAC address is nobody's business, because nobody else is on its link.
  private static void leash(Transaction.Builder to) {
    to.add(LEASH.rule("icmp type redirect drop"))
        .add(LEASH.rule("icmpv6 type { nd-router-advert, nd-redirect } drop"));
    for (IpFamily family : IpFamily.values()) {
      to.add(LEASH.rule("iifname . %s saddr {} return".formatted(ip(family)), SENDER.of(family)));
    }
    // Who asks whether an address is free, or joins a group for that, has none yet (RFC 4862).
    to.add(LEASH.rule("ip6 saddr :: icmpv6 type { nd-neighbor-solicit, 131, 143 } return"))
        .add(LEASH.rule("drop"));
  }

  /// Who may use a published port that is not for everybody. Every packet is asked, so that who is
  /// no longer allowed loses the connections he has. The host itself always may: what it sends to a
  /// socket of its own comes by its loopback interface.
  private static void limits(Transaction.Builder to) {
    to.add(DIRECT.rule("iifname {} accept", LOOPBACK));
    for (IpFamily family : IpFamily.values()) {
      String port = ip(family) + " daddr . meta l4proto . th dport";
      to.add(limit(port, family, LIMIT, FROM));
    }
    to.add(DIRECT.rule("fib daddr type != local accept"));
    for (IpFamily family : IpFamily.values()) {
      to.add(limit("meta l4proto . th dport", family, LIMIT_ANYWHERE, FROM_ANYWHERE));
    }
  }

  /// A packet of the other family is none of the rule's business: it has no such client.
  private static Rule limit(
      String port,
      IpFamily family,
      PerFamily<SetDefinition> limited,
      PerFamily<SetDefinition> allowed) {
    String rule = "%1$s {} %2$s saddr . %1$s != {} drop".formatted(port, ip(family));
    return DIRECT.rule(rule, limited.of(family), allowed.of(family));
  }

  /// From the host's ports to the endpoints'.
  private static void publishing(Transaction.Builder to) {
    to.add(PRE.rule("jump {}", PUBLISH)).add(OUT.rule("jump {}", PUBLISH));
    // The kernel routes neither ::1 nor link-local addresses to another link.
    to.add(PUBLISH.rule("ip6 daddr { ::1, fe80::/10 } return"))
        .add(PUBLISH.rule("ip6 saddr fe80::/10 return"))
        // First of all, so that a published address that has left the host does not catch what the
        // host only routes there now.
        .add(PUBLISH.rule("fib daddr type != local return"));
    ServiceChains.leading(PUBLISH, to);
    for (PerFamily<MapDefinition> map : List.of(PUBLISHED, PUBLISHED_SPAN)) {
      for (IpFamily family : IpFamily.values()) {
        String at =
            "dnat %1$s to %1$s daddr . meta l4proto . th dport map {}".formatted(ip(family));
        to.add(PUBLISH.rule(at, map.of(family)));
      }
    }
    ServiceChains.leadingFromAnywhere(PUBLISH, to);
    for (PerFamily<MapDefinition> map : List.of(ANYWHERE, ANYWHERE_SPAN)) {
      for (IpFamily family : IpFamily.values()) {
        String rule = "dnat %s to meta l4proto . th dport map {}".formatted(ip(family));
        to.add(PUBLISH.rule(rule, map.of(family)));
      }
    }
  }

  /// An internal network does not reach the host's sockets: behind one of them may be another
  /// network. It may see that its gateway is alive.
  private static void input(Transaction.Builder to) {
    String alive =
        "iifname {} icmpv6 type { echo-request, nd-neighbor-solicit, nd-neighbor-advert } accept";
    to.add(INPUT.rule("iif" + Anchor.ROUTED + " iifname != {} drop", NETS))
        .add(INPUT.rule("iifname {} ct state new ct label set " + Anchor.LABEL, NETS));
    ServiceChains.refusing(INPUT, to);
    to.add(INPUT.rule("iifname {} ct state established,related accept", SEALED))
        .add(INPUT.rule(alive, SEALED))
        .add(INPUT.rule("iifname {} icmp type echo-request accept", SEALED))
        .add(INPUT.rule("iifname {} drop", SEALED));
  }

  /// What has nothing to do with our networks. Where the host forwards only because we wanted it
  /// to, it is as if it did not. What others' bridges carry comes here too, by `br_netfilter`, and
  /// is not forwarded by the host at all.
  private static void others(Transaction.Builder to) {
    // A link of a routed network that is not known, because it is about to be removed.
    to.add(OTHERS.rule("iif" + Anchor.ROUTED + " drop"))
        .add(OTHERS.rule("oif" + Anchor.ROUTED + " drop"));
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
        .add(FORWARD.rule("iifgroup . oifgroup {} accept", KIN))
        .add(FORWARD.rule("iifname {} drop", SEALED))
        .add(FORWARD.rule("oifname {} drop", SEALED))
        .add(FORWARD.rule("oifname != {} accept", NETS))
        .add(FORWARD.rule("ct status dnat accept"))
        // What is open to the world is still not open to neighbours that are kept apart.
        .add(FORWARD.rule("iifname . oifname {} drop", HAIR))
        .add(FORWARD.rule("iifgroup . oifgroup {} drop", OWN));
    for (IpFamily family : IpFamily.values()) {
      to.add(FORWARD.rule(nfproto(family) + " oifname {} accept", FREE.of(family)));
    }
    for (IpFamily family : IpFamily.values()) {
      to.add(
          FORWARD.rule(icmp(family) + " type echo-request oifname {} accept", ROUTED.of(family)));
    }
    for (IpFamily family : IpFamily.values()) {
      to.add(FORWARD.rule(nfproto(family) + " oifname {} jump {}", ROUTED.of(family), OPENED));
    }
    to.add(FORWARD.rule("iifname . oifname {} jump {}", TRUST, OPENED)).add(FORWARD.rule("drop"));
  }

  /// What is published at an endpoint's own address.
  private static void opened(Transaction.Builder to) {
    for (PerFamily<SetDefinition> set : List.of(OPEN, OPEN_SPAN)) {
      for (IpFamily family : IpFamily.values()) {
        String rule =
            "oifname . %s daddr . meta l4proto . th dport {} accept".formatted(ip(family));
        to.add(OPENED.rule(rule, set.of(family)));
      }
    }
  }

  /// Who must not be seen as who he is, because the answer would not come back the way it went.
  private static void masquerade(Transaction.Builder to) {
    to.add(POST.rule("ct status dnat iifname . oifname {} masquerade", HAIR));
    for (IpFamily family : IpFamily.values()) {
      String self = "ct status dnat %1$s saddr . %1$s daddr {} masquerade".formatted(ip(family));
      to.add(POST.rule(self, SELF.of(family)));
    }
    ServiceChains.masquerading(POST, to);
    to.add(POST.rule("ip saddr 127.0.0.0/8 oifname {} masquerade", NETS));
    for (IpFamily family : IpFamily.values()) {
      String outward = nfproto(family) + " iifname {} oifname != {} masquerade";
      to.add(POST.rule(outward, MASQUERADE.of(family), NETS));
    }
    for (IpFamily family : IpFamily.values()) {
      String chosen = "oifname != {} snat %s to iifname map {}".formatted(ip(family));
      to.add(POST.rule(chosen, NETS, SOURCE.of(family)));
    }
  }

  /// The family's header, as nft names it.
  static String ip(IpFamily family) {
    return switch (family) {
      case V4 -> "ip";
      case V6 -> "ip6";
    };
  }

  private static String icmp(IpFamily family) {
    return switch (family) {
      case V4 -> "icmp";
      case V6 -> "icmpv6";
    };
  }

  static String nfproto(IpFamily family) {
    return switch (family) {
      case V4 -> "meta nfproto ipv4";
      case V6 -> "meta nfproto ipv6";
    };
  }
}
