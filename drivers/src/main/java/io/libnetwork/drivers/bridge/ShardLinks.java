package io.libnetwork.drivers.bridge;

import io.libnetwork.Host;
import io.libnetwork.NetworkException;
import io.libnetwork.drivers.firewall.Anchor;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.Sysctl;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.Reply;
import io.libnetwork.linux.rtnetlink.Bridge;
import io.libnetwork.linux.rtnetlink.BridgePortOption;
import io.libnetwork.linux.rtnetlink.BridgePorts;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import io.libnetwork.linux.rtnetlink.LinkParameter;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Readiness;
import io.libnetwork.linux.rtnetlink.Veth;
import java.util.ArrayList;
import java.util.List;

/// Making a [Shard] in the kernel, or what of one is missing: two exchanges and one visit.
final class ShardLinks {

  private final BridgePlan plan;
  private final Host host;
  private final Ifindex hub;
  private final int mtu;
  private final int number;
  private final Mark mark;
  private final InterfaceName bridge;
  private final InterfaceName uplink;

  /// @param hub the network's first bridge
  ShardLinks(BridgePlan plan, Host host, Ifindex hub, int mtu, int number) {
    this.plan = plan;
    this.host = host;
    this.hub = hub;
    this.mtu = mtu;
    this.number = number;
    this.mark = Mark.shard(host, plan.id(), number);
    this.bridge = Shard.bridge(plan.id(), number);
    this.uplink = Shard.uplink(plan.id(), number);
  }

  /// Makes what is missing, and makes all of it what it should be. It is up when the call returns.
  ///
  /// @throws NetworkException.Conflict when others have an interface of one of the names
  Shard establish() {
    Shard made = add();
    try {
      Sysctl.write(host.namespaceThread(), host.namespace(), parameters());
      connect(made);
      Readiness.awaitAll(host.rtnetlink(), made.links());
      return made;
    } catch (RuntimeException failure) {
      throw undone(made, failure);
    }
  }

  private Shard add() {
    NetlinkBatch batch = host.rtnetlink().batch();
    LinkSetting unmarked = LinkSetting.group(Mark.unmarked(host));
    Reply<Void> addedBridge =
        batch.add(
            Links.add(
                LinkSpec.of(
                    bridge, Bridge.of(), LinkSetting.mac(Shard.mac(plan, number)), unmarked)));
    Veth pair = Veth.to(Shard.downlink(plan.id(), number), LinkSetting.mtu(mtu), unmarked);
    Reply<Void> addedPair =
        batch.add(Links.add(LinkSpec.of(uplink, pair, LinkSetting.mtu(mtu), unmarked)));
    Reply<Link> foundBridge = batch.add(Links.get(bridge));
    Reply<Link> foundPair = batch.add(Links.get(uplink));
    batch.trySend();
    try {
      Link own = require(addedBridge, foundBridge, bridge);
      Link end = require(addedPair, foundPair, uplink);
      return new Shard(number, bridge, own.index(), end.index(), end.parent().orElseThrow());
    } catch (RuntimeException failure) {
      undo(addedBridge, foundBridge, failure);
      undo(addedPair, foundPair, failure);
      throw failure;
    }
  }

  /// Takes away what was made here, and not what was there.
  private void undo(Reply<Void> added, Reply<Link> found, RuntimeException failure) {
    if (added.failure().isEmpty() && found.failure().isEmpty()) {
      remove(found.get().index(), failure);
    }
  }

  /// One of ours that is there already is as good as one that was made.
  private Link require(Reply<Void> added, Reply<Link> found, InterfaceName name) {
    if (added.failure().filter(refused -> !refused.errno().equals(Errno.EEXIST)).isPresent()) {
      throw added.failure().get();
    }
    Link link = found.get();
    boolean ours =
        link.group().equals(Mark.unmarked(host))
            || link.alias().filter(mark.text()::equals).isPresent();
    if (added.failure().isPresent() && !ours) {
      throw new NetworkException.Conflict(
          "network %s needs a further bridge, and the host has an interface %s already"
              .formatted(plan.network(), name));
    }
    return link;
  }

  private List<Sysctl.Setting> parameters() {
    List<Sysctl.Setting> settings = new ArrayList<>();
    for (LinkParameter parameter : LinkParameter.values()) {
      Integer value = Shard.PARAMETERS.get(parameter);
      if (value != null) {
        settings.add(
            Sysctl.Setting.ifPresent(parameter.key(bridge.value()), String.valueOf(value)));
      }
    }
    return settings;
  }

  private void connect(Shard made) {
    NetlinkBatch batch = host.rtnetlink().batch();
    batch.add(
        Links.change(
            made.index(),
            LinkSetting.alias(mark.text()),
            LinkSetting.group(Anchor.BRIDGES),
            LinkSetting.mtu(mtu),
            LinkSetting.addressGeneration(false)));
    plug(batch, made.uplink(), made.index(), false);
    plug(batch, made.downlink(), hub, !plan.communication());
    batch.send();
    up(made);
  }

  private void plug(NetlinkBatch batch, Ifindex end, Ifindex into, boolean isolated) {
    batch.add(
        Links.change(
            end,
            LinkSetting.alias(mark.text()),
            LinkSetting.group(LinkGroup.DEFAULT),
            LinkSetting.mtu(mtu),
            LinkSetting.addressGeneration(false)));
    batch.add(Links.change(end, LinkSetting.master(into)));
    batch.add(BridgePorts.change(end, BridgePortOption.ISOLATED.value(isolated ? 1 : 0)));
  }

  /// When all else is as it should be: the kernel goes on behind what it refuses.
  private void up(Shard made) {
    NetlinkBatch batch = host.rtnetlink().batch();
    made.links().forEach(link -> batch.add(Links.up(link)));
    batch.send();
  }

  private RuntimeException undone(Shard made, RuntimeException failure) {
    remove(made.uplink(), failure);
    remove(made.index(), failure);
    return failure;
  }

  private void remove(Ifindex link, RuntimeException failure) {
    try {
      host.rtnetlink().remove(Links.delete(link));
    } catch (NetlinkException second) {
      failure.addSuppressed(second);
    }
  }
}
