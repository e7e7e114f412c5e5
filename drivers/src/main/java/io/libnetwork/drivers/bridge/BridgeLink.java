package io.libnetwork.drivers.bridge;

import io.libnetwork.Difference.Whose;
import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.drivers.firewall.Anchor;
import io.libnetwork.drivers.links.HostMtu;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.Reply;
import io.libnetwork.linux.rtnetlink.AddressFlag;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.Bridge;
import io.libnetwork.linux.rtnetlink.BridgeOption;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.LinkParameter;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Readiness;
import io.libnetwork.linux.rtnetlink.Scope;
import io.libnetwork.reconcile.NeighbourRoute;
import io.libnetwork.reconcile.WantedLink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// The bridge itself: made down, and brought up when the firewall knows it.
///
/// Once it is made it is known by its number: where another had taken its name, what goes by the
/// name would change that one.
///
/// @param index the bridge's number
/// @param mtu of the bridge and its endpoints
record BridgeLink(Ifindex index, int mtu) {

  /// Makes a bridge and sets its kernel parameters: one exchange and one visit.
  ///
  /// @param more further parameters, which are the host's
  static BridgeLink create(BridgePlan plan, Host host, List<Sysctl.Setting> more) {
    BridgeLink made = add(plan, host);
    try {
      List<Sysctl.Setting> parameters = new ArrayList<>(parameters(plan));
      parameters.addAll(more);
      Sysctl.write(host.namespaceThread(), host.namespace(), parameters);
      return made;
    } catch (RuntimeException failure) {
      throw made.removedAgain(new KernelLinks(host), failure);
    }
  }

  /// Marks the bridge, gives it its addresses and brings it up: one exchange.
  void bringUp(BridgePlan plan, Host host) {
    NetlinkBatch batch = host.rtnetlink().batch();
    List<Reply<Void>> changes = new ArrayList<>();
    changes.add(
        batch.add(
            Links.change(
                index,
                LinkSetting.alias(Mark.network(host, plan.id()).text()),
                LinkSetting.group(Anchor.BRIDGES),
                LinkSetting.mtu(mtu),
                LinkSetting.addressGeneration(false),
                LinkSetting.up())));
    plan.linkLocal().ifPresent(own -> changes.add(batch.add(Addresses.add(linkLocal(own)))));
    plan.addresses().forEach(address -> changes.add(batch.add(Addresses.add(added(address)))));
    Readiness readiness = Readiness.ask(batch, ipv6Addresses(plan));
    batch.trySend();
    changes.forEach(Reply::require);
    if (!readiness.reached()) {
      Readiness.await(host.rtnetlink(), ipv6Addresses(plan));
    }
  }

  /// Gives a bridge that was found what it lacks: one exchange and one visit. One that was left as
  /// it was is not changed.
  ///
  /// @param more further parameters, which are the host's
  void restore(BridgePlan plan, Host host, List<Sysctl.Setting> more) {
    List<Sysctl.Setting> parameters = new ArrayList<>(parameters(plan));
    parameters.addAll(more);
    Sysctl.write(host.namespaceThread(), host.namespace(), parameters);
    NetlinkBatch batch = host.rtnetlink().batch();
    List<Reply<Void>> changes = new ArrayList<>();
    changes.add(
        batch.add(
            Links.change(
                index,
                LinkSetting.mtu(mtu),
                LinkSetting.addressGeneration(false),
                LinkSetting.up())));
    plan.linkLocal().ifPresent(own -> changes.add(batch.add(Addresses.add(linkLocal(own)))));
    plan.addresses().forEach(address -> changes.add(batch.add(Addresses.add(added(address)))));
    batch.trySend();
    for (Reply<Void> change : changes) {
      change
          .failure()
          .filter(refused -> !refused.errno().equals(Errno.EEXIST))
          .ifPresent(refused -> {
            throw refused;
          });
    }
  }

  /// What a bridge that is there should be.
  ///
  /// @param mtu where it is known
  /// @param virtual addresses of services
  static WantedLink wanted(
      BridgePlan plan, Ifindex index, OptionalInt mtu, Collection<IpAddress> virtual) {
    BridgeLink link = new BridgeLink(index, mtu.orElse(0));
    List<LinkAddress> addresses = new ArrayList<>();
    plan.linkLocal().ifPresent(own -> addresses.add(link.linkLocal(own)));
    plan.addresses().forEach(address -> addresses.add(link.added(address)));
    virtual.forEach(address -> addresses.add(virtual(index, address)));
    return new WantedLink(
        plan.bridge(),
        mtu,
        Optional.of(plan.mac()),
        Optional.of(Anchor.BRIDGES),
        Optional.empty(),
        wantedParameters(plan),
        addresses,
        plan.addresses().stream().map(address -> NeighbourRoute.of(index, address)).toList());
  }

  private static Map<LinkParameter, Integer> wantedParameters(BridgePlan plan) {
    return plan.address(IpFamily.V6).isPresent()
        ? Map.of(
            LinkParameter.ROUTE_LOCALNET, 1,
            LinkParameter.ACCEPT_RA, 0,
            LinkParameter.ACCEPT_DAD, 0,
            LinkParameter.DISABLE_IPV6, 0)
        : Map.of(LinkParameter.ROUTE_LOCALNET, 1, LinkParameter.DISABLE_IPV6, 1);
  }

  /// Removes a bridge after a failure, and answers the failure.
  RuntimeException removedAgain(HostLinks links, RuntimeException failure) {
    try {
      links.delete(index, Whose.NOBODY).announced().join();
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
    return failure;
  }

  /// The MTU that a bridge would be made with.
  static int mtu(BridgePlan plan, Host host) {
    if (plan.mtu().isPresent()) {
      return plan.mtu().getAsInt();
    }
    NetlinkBatch batch = host.rtnetlink().batch();
    HostMtu hostMtu = HostMtu.ask(batch);
    batch.trySend();
    return Math.max(plan.leastMtu(), hostMtu.value(host.rtnetlink()));
  }

  private static BridgeLink add(BridgePlan plan, Host host) {
    NetlinkBatch batch = host.rtnetlink().batch();
    Reply<Void> added =
        batch.add(
            Links.add(
                LinkSpec.of(
                    plan.bridge(),
                    plan.vlanFiltering()
                        ? Bridge.of(BridgeOption.VLAN_FILTERING.on())
                        : Bridge.of(),
                    LinkSetting.mac(plan.mac()),
                    LinkSetting.group(Mark.unmarked(host)))));
    Reply<Link> made = batch.add(Links.get(plan.bridge()));
    HostMtu hostMtu = HostMtu.ask(batch);
    batch.trySend();
    added
        .failure()
        .ifPresent(refused -> {
          throw translate(plan, refused);
        });
    int mtu =
        plan.mtu().orElseGet(() -> Math.max(plan.leastMtu(), hostMtu.value(host.rtnetlink())));
    BridgeLink bridge = new BridgeLink(made.get().index(), mtu);
    if (plan.vlanFiltering() && !filtersVlans(made.get())) {
      throw bridge.removedAgain(new KernelLinks(host), unable(plan));
    }
    return bridge;
  }

  /// Whether a bridge keeps VLANs apart. A kernel that cannot do that refuses the option, or takes
  /// it and does nothing with it.
  static boolean filtersVlans(Link bridge) {
    return bridge
        .details()
        .filter(Bridge.class::isInstance)
        .map(Bridge.class::cast)
        .filter(options -> options.value(BridgeOption.VLAN_FILTERING).orElse(0) != 0)
        .isPresent();
  }

  private static NetworkException.NotImplemented unable(BridgePlan plan) {
    return new NetworkException.NotImplemented(
        "network %s: the kernel keeps no VLANs apart on a bridge: it needs CONFIG_BRIDGE_VLAN_FILTERING"
            .formatted(plan.network()));
  }

  /// No advertisement of a container makes the host believe in a router, no address waits for
  /// duplicates to be detected, and what the host sends to its own loopback addresses may be
  /// translated to a container's.
  static List<Sysctl.Setting> parameters(BridgePlan plan) {
    String ipv6 = "net/ipv6/conf/" + plan.bridge() + "/";
    List<Sysctl.Setting> settings = new ArrayList<>();
    settings.add(
        Sysctl.Setting.required("net/ipv4/conf/" + plan.bridge() + "/route_localnet", "1"));
    if (plan.address(IpFamily.V6).isPresent()) {
      settings.add(Sysctl.Setting.ifPresent(ipv6 + "accept_ra", "0"));
      settings.add(Sysctl.Setting.ifPresent(ipv6 + "accept_dad", "0"));
      settings.add(Sysctl.Setting.ifPresent(ipv6 + "disable_ipv6", "0"));
    } else {
      settings.add(Sysctl.Setting.ifPresent(ipv6 + "disable_ipv6", "1"));
    }
    return settings;
  }

  /// What the host asks by for a container it forwards to. One that the kernel made, when the first
  /// port comes, would not be used before a worker had seen it, and the first packet be lost.
  private LinkAddress linkLocal(InterfaceAddress address) {
    return LinkAddress.of(index, address).withScope(Scope.LINK).with(AddressFlag.NODAD);
  }

  private LinkAddress added(InterfaceAddress address) {
    LinkAddress plain = LinkAddress.of(index, address);
    return address.family() == IpFamily.V6 ? plain.with(AddressFlag.NODAD) : plain;
  }

  /// A service's address: the bridge answers who asks for its neighbours, and the host begins
  /// nothing from there. Of several IPv6 addresses the kernel would take the one that is most like
  /// the destination (RFC 6724 section 5, rule 8), but none that is not preferred (rule 3).
  static LinkAddress virtual(Ifindex bridge, IpAddress address) {
    LinkAddress plain =
        LinkAddress.of(bridge, new InterfaceAddress(address, address.family().bits()));
    return address.family() == IpFamily.V4
        ? plain
        : new LinkAddress(
            bridge,
            plain.address(),
            plain.scope(),
            Optional.empty(),
            Optional.empty(),
            Set.of(AddressFlag.NODAD, AddressFlag.NOPREFIXROUTE),
            Optional.empty(),
            Optional.of(Duration.ZERO));
  }

  private static List<IpAddress> ipv6Addresses(BridgePlan plan) {
    return plan.addresses().stream()
        .map(InterfaceAddress::address)
        .filter(Ipv6Address.class::isInstance)
        .toList();
  }

  private static RuntimeException translate(BridgePlan plan, NetlinkException refused) {
    if (refused.errno().equals(Errno.EEXIST)) {
      return taken(plan);
    }
    if (refused.errno().equals(Errno.EOPNOTSUPP) && plan.vlanFiltering()) {
      return unable(plan);
    }
    return refused;
  }

  static NetworkException.Conflict used(BridgePlan plan) {
    return new NetworkException.Conflict(
        "network %s: another network uses the bridge %s already; a bridge has one network at most"
            .formatted(plan.network(), plan.bridge()));
  }

  static NetworkException.Conflict taken(BridgePlan plan) {
    return new NetworkException.Conflict(
        "network "
            + plan.network()
            + ": the host has an interface "
            + plan.bridge()
            + " already; choose another name for the bridge, or say that a bridge of others is to be used ("
            + BridgeLabels.EXISTING
            + ")");
  }
}
