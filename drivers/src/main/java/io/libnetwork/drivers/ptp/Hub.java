package io.libnetwork.drivers.ptp;

import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.rtnetlink.AddressFlag;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import io.libnetwork.linux.rtnetlink.LinkParameter;
import io.libnetwork.reconcile.NeighbourRoute;
import io.libnetwork.reconcile.WantedLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The link of the host that has a network's own addresses: a bridge to which nothing is ever
/// plugged. Its addresses are why the host answers containers, it is the source of what the host
/// sends to them, and it is where packets to those addresses of the network end that nobody has.
///
/// @param index its number
/// @param mtu of the network's endpoints
/// @param group the link group of all of the network's links
record Hub(Ifindex index, int mtu, LinkGroup group) {

  /// The kind of link that it is.
  static final String KIND = "bridge";

  /// No advertisement makes the host believe in a router, and no address waits for duplicates to be
  /// detected.
  static List<Sysctl.Setting> parameters(PtpPlan plan) {
    List<Sysctl.Setting> settings = new ArrayList<>();
    wantedParameters(plan)
        .forEach((parameter, value) ->
            settings.add(
                Sysctl.Setting.ifPresent(parameter.key(plan.hub().value()), value.toString())));
    return settings;
  }

  private static Map<LinkParameter, Integer> wantedParameters(PtpPlan plan) {
    return plan.families().contains(IpFamily.V6)
        ? Map.of(
            LinkParameter.ACCEPT_RA, 0,
            LinkParameter.ACCEPT_DAD, 0,
            LinkParameter.DISABLE_IPV6, 0)
        : Map.of(LinkParameter.DISABLE_IPV6, 1);
  }

  /// What it should be.
  WantedLink wanted(PtpPlan plan) {
    return new WantedLink(
        plan.hub(),
        OptionalInt.of(mtu),
        Optional.of(plan.mac()),
        Optional.of(group),
        Optional.empty(),
        wantedParameters(plan),
        addresses(plan),
        plan.addresses().stream().map(address -> NeighbourRoute.of(index, address)).toList());
  }

  /// The addresses that it is to have.
  List<LinkAddress> addresses(PtpPlan plan) {
    return plan.addresses().stream().map(this::address).toList();
  }

  private LinkAddress address(InterfaceAddress own) {
    LinkAddress plain = LinkAddress.of(index, own);
    return own.family() == IpFamily.V6 ? plain.with(AddressFlag.NODAD) : plain;
  }

  /// Those of its addresses that are not usable at once.
  static List<IpAddress> slow(PtpPlan plan) {
    return plan.addresses().stream()
        .map(InterfaceAddress::address)
        .filter(Ipv6Address.class::isInstance)
        .toList();
  }
}
