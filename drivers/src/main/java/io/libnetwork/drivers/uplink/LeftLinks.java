package io.libnetwork.drivers.uplink;

import io.libnetwork.Host;
import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Rules;
import java.util.concurrent.CompletableFuture;

/// Removing a link of ours that belongs to nothing: one of the host among containers has rules,
/// which do not go with it.
public final class LeftLinks {

  private LeftLinks() {}

  /// Removes a link, and the rules that it may have; one that is gone has left its name, and the
  /// rules with it, to the next.
  ///
  /// @return completes when the kernel announces that it is gone
  public static CompletableFuture<Void> remove(Host host, Link link) {
    if (host.rtnetlink().find(Links.get(link.index())).isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    InterfaceName name = new InterfaceName(link.name());
    for (IpFamily family : IpFamily.values()) {
      boolean _ = host.rtnetlink().remove(Rules.delete(ShimPlan.rule(family, name)));
    }
    return host.linkReaper().delete(link.index());
  }
}
