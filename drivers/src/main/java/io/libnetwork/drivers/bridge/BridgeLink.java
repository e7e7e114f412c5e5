package io.libnetwork.drivers.bridge;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.Reply;
import io.libnetwork.linux.rtnetlink.AddressFlag;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.Bridge;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkAddress;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import java.util.ArrayList;
import java.util.List;

/// Making the bridge itself: two exchanges and one visit for its kernel parameters.
final class BridgeLink {

  private BridgeLink() {}

  /// @param forwarding further parameters, which are the host's
  static Ifindex create(BridgePlan plan, Host host, List<Sysctl.Setting> forwarding) {
    Ifindex bridge = add(plan, host);
    try {
      List<Sysctl.Setting> parameters = new ArrayList<>(parameters(plan));
      parameters.addAll(forwarding);
      Sysctl.write(host.namespaceThread(), host.namespace(), parameters);
      bringUp(plan, host, bridge);
      return bridge;
    } catch (RuntimeException failure) {
      try {
        host.linkReaper().delete(bridge).join();
      } catch (RuntimeException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }

  private static Ifindex add(BridgePlan plan, Host host) {
    LinkSpec spec =
        LinkSpec.of(
            plan.bridge(), Bridge.of(), LinkSetting.mac(plan.mac()), LinkSetting.mtu(plan.mtu()));
    NetlinkBatch batch = host.rtnetlink().batch();
    Reply<Void> added = batch.add(Links.add(spec));
    Reply<Void> marked =
        batch.add(Links.change(plan.bridge(), LinkSetting.alias(Mark.network(plan.id()))));
    Reply<Link> made = batch.add(Links.get(plan.bridge()));
    batch.trySend();
    added
        .failure()
        .ifPresent(refused -> {
          throw translate(plan, refused);
        });
    marked
        .failure()
        .ifPresent(refused -> {
          throw refused;
        });
    return made.get().index();
  }

  /// No advertisement of a container makes the host believe in a router, no address waits for
  /// duplicates to be detected, and what the host sends to its own loopback addresses may be
  /// translated to a container's.
  private static List<Sysctl.Setting> parameters(BridgePlan plan) {
    String ipv4 = "net/ipv4/conf/" + plan.bridge() + "/";
    String ipv6 = "net/ipv6/conf/" + plan.bridge() + "/";
    List<Sysctl.Setting> settings = new ArrayList<>();
    settings.add(Sysctl.Setting.required(ipv4 + "route_localnet", "1"));
    settings.add(Sysctl.Setting.ifPresent(ipv6 + "accept_ra", "0"));
    settings.add(Sysctl.Setting.ifPresent(ipv6 + "accept_dad", "0"));
    settings.add(
        Sysctl.Setting.ifPresent(
            ipv6 + "disable_ipv6", plan.families().contains(IpFamily.V6) ? "0" : "1"));
    return settings;
  }

  private static void bringUp(BridgePlan plan, Host host, Ifindex bridge) {
    NetlinkBatch batch = host.rtnetlink().batch();
    for (InterfaceAddress address : plan.addresses()) {
      LinkAddress added = LinkAddress.of(bridge, address);
      batch.add(
          Addresses.add(address.family() == IpFamily.V6 ? added.with(AddressFlag.NODAD) : added));
    }
    batch.add(Links.up(bridge));
    batch.send();
  }

  private static RuntimeException translate(BridgePlan plan, NetlinkException refused) {
    if (refused.errno().equals(Errno.EEXIST)) {
      return taken(plan);
    }
    return refused;
  }

  static NetworkException.Conflict taken(BridgePlan plan) {
    return new NetworkException.Conflict(
        "network "
            + plan.network()
            + ": the host has an interface "
            + plan.bridge()
            + " already; choose another name for the bridge");
  }
}
