package io.libnetwork.drivers.shaping;

import io.libnetwork.Difference.Whose;
import io.libnetwork.Host;
import io.libnetwork.drivers.links.Mark;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.Reply;
import io.libnetwork.linux.rtnetlink.Ifb;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.LinkGroup;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.spi.Removal;
import java.util.List;

/// The host's links as they are, as far as they limit what passes them.
public record KernelLimits(Host host) implements LimitingLinks {

  @Override
  public Ifindex addIfb(InterfaceName name, String mark) {
    NetlinkBatch batch = host.rtnetlink().batch();
    Reply<Void> added =
        batch.add(Links.add(LinkSpec.of(name, new Ifb(), LinkSetting.group(Mark.unmarked(host)))));
    Reply<Void> marked =
        batch.add(
            Links.change(
                name,
                LinkSetting.alias(mark),
                LinkSetting.group(LinkGroup.DEFAULT),
                LinkSetting.addressGeneration(false)));
    Reply<Void> up = batch.add(Links.up(name));
    Reply<Link> made = batch.add(Links.get(name));
    batch.trySend();
    added.require();
    Ifindex index = made.get().index();
    try {
      marked.require();
      up.require();
      return index;
    } catch (RuntimeException failure) {
      Removal _ = delete(index, Whose.NOBODY);
      throw failure;
    }
  }

  /// The kernel goes on behind what it refuses, so every answer counts.
  @Override
  public void take(List<Shaping.Step> steps) {
    NetlinkBatch batch = host.rtnetlink().batch();
    List<Reply<Void>> replies = steps.stream().map(step -> batch.add(step.request())).toList();
    batch.trySend();
    for (int step = 0; step < steps.size(); step++) {
      if (replies.get(step).failure().isEmpty()) {
        steps.get(step).done().run();
      }
    }
    replies.forEach(Reply::require);
  }

  @Override
  public Removal delete(Ifindex link, Whose whose) {
    return new Removal(host.linkReaper().delete(link));
  }
}
