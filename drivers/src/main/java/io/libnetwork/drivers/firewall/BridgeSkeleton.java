package io.libnetwork.drivers.firewall;

import static io.libnetwork.linux.nftables.ElementType.ETHER_ADDR;
import static io.libnetwork.linux.nftables.ElementType.IFNAME;
import static io.libnetwork.linux.nftables.ElementType.IPV4_ADDR;
import static io.libnetwork.linux.nftables.ElementType.IPV6_ADDR;
import static io.libnetwork.linux.nftables.ElementType.ND_TARGET;

import io.libnetwork.linux.nftables.Chain;
import io.libnetwork.linux.nftables.Definition;
import io.libnetwork.linux.nftables.Family;
import io.libnetwork.linux.nftables.Hook;
import io.libnetwork.linux.nftables.Hook.Point;
import io.libnetwork.linux.nftables.Priority;
import io.libnetwork.linux.nftables.SetDefinition;
import io.libnetwork.linux.nftables.Table;
import io.libnetwork.linux.nftables.Transaction;
import java.util.List;

/// Our table of family `bridge`, without its elements: what an endpoint may not claim to be. It
/// sees every frame that enters a bridge, ARP and what never leaves the bridge included, which
/// [FirewallSkeleton]'s table does not.
///
/// Kernels are built without rejection and connection tracking in this family, so what is wrong is
/// dropped, frame by frame.
final class BridgeSkeleton {

  static final Table TABLE = new Table(Family.BRIDGE, FirewallSets.TABLE.name());

  /// Ports of bridges whose frames are judged.
  static final SetDefinition PORTS = TABLE.set("ports", IFNAME);

  /// Ports, each with the MAC address it may send from.
  static final SetDefinition MACS = TABLE.set("macs", IFNAME, ETHER_ADDR);

  /// Ports whose frames may have a VLAN's tag. In a VLAN of its own an endpoint has addresses that
  /// nobody told us, so of a tagged frame only the MAC address is judged.
  static final SetDefinition TRUNKS = TABLE.set("trunks", IFNAME);

  /// Ports, each with an IP address it may send from.
  static final PerFamily<SetDefinition> IPS =
      new PerFamily<>(TABLE.set("ips4", IFNAME, IPV4_ADDR), TABLE.set("ips6", IFNAME, IPV6_ADDR));

  /// Ports, each with an IPv6 address that it may say is its own.
  static final SetDefinition TARGETS6 = TABLE.set("targets6", IFNAME, ND_TARGET);

  static final List<Definition> SETS = List.of(PORTS, MACS, TRUNKS, IPS.v4(), IPS.v6(), TARGETS6);

  static final Chain ENTER =
      TABLE.chain("enter", Hook.filter(Point.PREROUTING, Priority.BRIDGE_FILTER));

  private BridgeSkeleton() {}

  /// Makes the table and its sets, and no chain.
  static Transaction sets() {
    Transaction.Builder sets = Transaction.builder().add(TABLE);
    SETS.forEach(sets::add);
    return sets.build();
  }

  /// Makes the chain of the table that is there with its sets, or makes it right, as
  /// [FirewallSkeleton#chains] does.
  static Transaction chains() {
    Transaction.Builder chains = Transaction.builder().add(ENTER).flush(ENTER);
    frames(chains);
    roles(chains);
    addresses(chains);
    return chains.build();
  }

  /// Only what can be judged goes in: IPv4, ARP and IPv6, without tags around them where the port
  /// is no trunk.
  private static void frames(Transaction.Builder to) {
    to.add(ENTER.rule("iifname != {} accept", PORTS))
        .add(ENTER.rule("iifname . ether saddr != {} drop", MACS))
        .add(ENTER.rule("iifname {} ether type 0x8100 accept", TRUNKS))
        .add(ENTER.rule("ether type != { 0x0800, 0x0806, 0x86dd } drop"));
  }

  /// An endpoint is no router and no DHCP server.
  private static void roles(Transaction.Builder to) {
    to.add(ENTER.rule("icmp type redirect drop"))
        .add(ENTER.rule("icmpv6 type { nd-router-advert, nd-redirect } drop"))
        .add(ENTER.rule("udp sport { 67, 547 } drop"));
  }

  private static void addresses(Transaction.Builder to) {
    to.add(ENTER.rule("iifname . arp saddr ether != {} drop", MACS))
        // Who asks whether an address is free claims none yet (RFC 5227).
        .add(ENTER.rule("arp operation request arp saddr ip 0.0.0.0 accept"))
        .add(ENTER.rule("iifname . arp saddr ip != {} drop", IPS.v4()))
        // Who asks a DHCP server for an address has none yet (RFC 2131).
        .add(ENTER.rule("ip saddr 0.0.0.0 udp sport 68 udp dport 67 accept"))
        .add(ENTER.rule("iifname . ip saddr != {} drop", IPS.v4()))
        // Who asks whether an address is free, or joins a group for that, has none yet (RFC 4862).
        .add(ENTER.rule("ip6 saddr :: icmpv6 type { nd-neighbor-solicit, 131, 143 } accept"))
        .add(ENTER.rule("iifname . ip6 saddr != {} drop", IPS.v6()))
        // What ARP's sender is to IPv4, a neighbour advertisement's target is to IPv6.
        .add(
            ENTER.rule("icmpv6 type nd-neighbor-advert iifname . @th,64,128 != {} drop", TARGETS6));
  }
}
