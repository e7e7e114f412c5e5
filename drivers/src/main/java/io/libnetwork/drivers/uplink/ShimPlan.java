package io.libnetwork.drivers.uplink;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.rtnetlink.AddressFlag;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import io.libnetwork.linux.rtnetlink.LinkParameter;
import io.libnetwork.linux.rtnetlink.Route;
import io.libnetwork.linux.rtnetlink.Rule;
import io.libnetwork.linux.rtnetlink.Scope;
import io.libnetwork.reconcile.WantedLink;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The host's interface among the containers of a network, a sibling of theirs: what it is, and
/// what leads there.
///
/// - To each container leads a route of the host, for its address alone.
/// - Who asks by ARP for an address of the host is answered where he is reached by it
///   (`arp_filter`): a container is, and nobody else on the segment. For IPv6 it has a link-local
///   address, and containers a route to the host's address by way of that.
/// - What comes by it is for the host: a rule keeps the host from forwarding it to others. So a
///   container gets no way out by it.
///
/// @param parent the link it stands on
record ShimPlan(UplinkPlan plan, Ifindex parent) {

  /// Before every rule but the one for what is the host's own.
  private static final int PRIORITY = 1;

  private static final int MAC_BYTES = 6;
  private static final byte LOCAL_UNICAST = 0x02;
  private static final int HALF = 8;
  private static final long LINK_LOCAL = 0xfe80_0000_0000_0000L;
  private static final int LINK_LOCAL_LENGTH = 64;

  InterfaceName name() {
    return plan.shim();
  }

  /// Its MAC address, where it has one of its own.
  Optional<MacAddress> mac() {
    byte[] bytes = HexFormat.of().parseHex(plan.id().value().substring(0, 2 * MAC_BYTES));
    bytes[0] = LOCAL_UNICAST;
    return plan.standing().ownMac() ? Optional.of(MacAddress.of(bytes)) : Optional.empty();
  }

  /// By which containers send to the host in IPv6.
  static IpAddress linkLocal(UplinkPlan plan) {
    byte[] id = HexFormat.of().parseHex(plan.id().value().substring(0, 2 * HALF));
    return IpAddress.of(ByteBuffer.allocate(2 * HALF).putLong(LINK_LOCAL).put(id).array());
  }

  /// Its kernel parameters. Nobody's advertisement makes the host believe in a router.
  Map<LinkParameter, Integer> parameters() {
    return plan.families().contains(IpFamily.V6)
        ? Map.of(
            LinkParameter.ARP_FILTER, 1,
            LinkParameter.ACCEPT_RA, 0,
            LinkParameter.ACCEPT_DAD, 0,
            LinkParameter.DISABLE_IPV6, 0)
        : Map.of(LinkParameter.ARP_FILTER, 1, LinkParameter.DISABLE_IPV6, 1);
  }

  List<Sysctl.Setting> settings() {
    List<Sysctl.Setting> settings = new ArrayList<>();
    parameters()
        .forEach((parameter, value) ->
            settings.add(
                Sysctl.Setting.ifPresent(parameter.key(name().value()), Integer.toString(value))));
    return settings;
  }

  /// Its addresses.
  List<LinkAddress> addresses(Ifindex link) {
    List<LinkAddress> addresses = new ArrayList<>();
    if (plan.families().contains(IpFamily.V6)) {
      InterfaceAddress near = new InterfaceAddress(linkLocal(plan), LINK_LOCAL_LENGTH);
      addresses.add(LinkAddress.of(link, near).withScope(Scope.LINK).with(AddressFlag.NODAD));
    }
    for (IpFamily family : plan.families()) {
      plan.own(family).ifPresent(address -> addresses.add(own(link, address)));
    }
    return addresses;
  }

  private static LinkAddress own(Ifindex link, IpAddress address) {
    LinkAddress plain =
        LinkAddress.of(link, new InterfaceAddress(address, address.family().bits()));
    return address.family() == IpFamily.V6
        ? plain.with(AddressFlag.NODAD, AddressFlag.NOPREFIXROUTE)
        : plain;
  }

  /// The rules that keep what comes by it from going further.
  List<Rule> rules() {
    return plan.families().stream().map(family -> rule(family, name())).toList();
  }

  /// The rule of one family.
  static Rule rule(IpFamily family, InterfaceName shim) {
    return Rule.of(family, Rule.Action.PROHIBIT).withPriority(PRIORITY).withInput(shim);
  }

  /// The route to a container's address.
  ///
  /// @param source the host's address that it speaks from
  static Route route(Ifindex link, IpAddress container, IpAddress source) {
    return Route.connected(IpPrefix.single(container), link).withSource(source);
  }

  /// What it should be.
  ///
  /// @param routes to the containers
  WantedLink wanted(Ifindex link, List<Route> routes) {
    return new WantedLink(
        name(),
        OptionalInt.empty(),
        mac(),
        Optional.of(LinkGroup.DEFAULT),
        Optional.empty(),
        parameters(),
        addresses(link),
        routes);
  }
}
