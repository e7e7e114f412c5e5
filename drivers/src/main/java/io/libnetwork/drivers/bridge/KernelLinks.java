package io.libnetwork.drivers.bridge;

import io.libnetwork.Difference.Whose;
import io.libnetwork.Host;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.shaping.KernelLimits;
import io.libnetwork.drivers.shaping.Shaping;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.NetlinkRequest;
import io.libnetwork.linux.netlink.Reply;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.BridgePortOption;
import io.libnetwork.linux.rtnetlink.BridgePorts;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Readiness;
import io.libnetwork.spi.JoinRequest;
import io.libnetwork.spi.Removal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// The host's links as they are.
record KernelLinks(Host host) implements HostLinks {

  @Override
  public BridgeLink create(BridgePlan plan, List<Sysctl.Setting> more) {
    return BridgeLink.create(plan, host, more);
  }

  @Override
  public void bringUp(BridgeLink bridge, BridgePlan plan) {
    bridge.bringUp(plan, host);
  }

  @Override
  public Shard shard(BridgePlan plan, Ifindex hub, int mtu, int number) {
    return new ShardLinks(plan, host, hub, mtu, number).establish();
  }

  @Override
  public Removal removeShard(Shard shard, Whose whose) {
    return delete(shard.uplink(), whose).and(retire(shard.index(), List.of(), whose));
  }

  @Override
  public void addAddress(Ifindex bridge, IpAddress address, Whose whose) {
    tolerating(Errno.EEXIST, Addresses.add(BridgeLink.virtual(bridge, address)));
    if (address.family() == IpFamily.V6) {
      Readiness.await(host.rtnetlink(), List.of(address));
    }
  }

  @Override
  public void removeAddress(Ifindex bridge, IpAddress address, Whose whose) {
    InterfaceAddress own = new InterfaceAddress(address, address.family().bits());
    tolerating(Errno.EADDRNOTAVAIL, Addresses.delete(bridge, own));
  }

  private void tolerating(Errno done, NetlinkRequest<Void> request) {
    try {
      host.rtnetlink().execute(request);
    } catch (NetlinkException refused) {
      if (!refused.errno().equals(done)) {
        throw refused;
      }
    }
  }

  @Override
  public void set(List<Sysctl.Setting> parameters) {
    Sysctl.write(host.namespaceThread(), host.namespace(), parameters);
  }

  @Override
  public VethPair create(BridgeEndpoint endpoint, JoinRequest request, int mtu) {
    VethPair made = VethPair.create(endpoint, request, mtu);
    try {
      endpoint.tap().ifPresent(tap -> tap.establish(request.namespace(), made.inside(), mtu));
      return made;
    } catch (RuntimeException failure) {
      VethPair.removeAgain(host.rtnetlink(), made.port(), failure);
      throw failure;
    }
  }

  @Override
  public void removeTap(BridgeEndpoint endpoint, Optional<NetworkNamespace> sandbox) {
    endpoint.tap().ifPresent(tap -> sandbox.ifPresent(tap::remove));
  }

  @Override
  public void sendBack(Ifindex port, boolean on, Whose whose) {
    host.rtnetlink().execute(BridgePorts.change(port, BridgePortOption.HAIRPIN.value(on ? 1 : 0)));
  }

  @Override
  public void awaitCarrier(List<Ifindex> links) {
    Readiness.awaitAll(host.rtnetlink(), links);
  }

  @Override
  public Ifindex addIfb(InterfaceName name, String mark) {
    return new KernelLimits(host).addIfb(name, mark);
  }

  @Override
  public void take(List<Shaping.Step> steps) {
    new KernelLimits(host).take(steps);
  }

  @Override
  public Removal retire(Ifindex bridge, List<InterfaceAddress> addresses, Whose whose) {
    NetlinkBatch batch = host.rtnetlink().batch();
    List<Reply<Void>> replies = new ArrayList<>();
    replies.add(batch.add(Links.down(bridge)));
    addresses.forEach(address -> replies.add(batch.add(Addresses.delete(bridge, address))));
    batch.trySend();
    boolean idle =
        replies.stream().allMatch(reply -> reply.failure().map(KernelLinks::gone).orElse(true));
    return idle
        ? new Removal(
            CompletableFuture.completedFuture(null), host.linkReaper().deleteAtLeisure(bridge))
        : delete(bridge, whose);
  }

  /// Somebody else has taken it away.
  private static boolean gone(NetlinkException refused) {
    return refused.errno().equals(Errno.ENODEV) || refused.errno().equals(Errno.EADDRNOTAVAIL);
  }

  @Override
  public Removal delete(Ifindex link, Whose whose) {
    return new Removal(host.linkReaper().delete(link));
  }

  @Override
  public Removal awaitRemoval(Ifindex port, Duration patience, Whose whose) {
    return new Removal(host.linkReaper().awaitRemoval(port, patience));
  }
}
