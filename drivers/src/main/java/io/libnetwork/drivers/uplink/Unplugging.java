package io.libnetwork.drivers.uplink;

import io.libnetwork.Host;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.KernelThreads;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.Reply;
import io.libnetwork.linux.rtnetlink.Addresses;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.LinkReaper;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.spi.Removal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Taking an endpoint's link away, which can only be asked for inside the sandbox's namespace.
///
/// @param inside its number there
record Unplugging(Host host, NetworkNamespace namespace, Ifindex inside) {

  /// Longer than a reaper tries.
  private static final long RETRYING_SECONDS = 10;

  /// Removes it, by a reaper of the namespace's own for as long as that takes: where the kernel
  /// refuses, it tries again for a while.
  Removal remove() {
    LinkReaper reaper = LinkReaper.open(host.namespaceThread(), namespace);
    CompletableFuture<Void> gone = reaper.delete(inside);
    var _ =
        gone.whenComplete((_, refused) -> {
          long seconds = refused == null ? 0 : RETRYING_SECONDS;
          CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS).execute(reaper::close);
        });
    return new Removal(gone);
  }

  /// Has it answer nobody, and then leave its MAC address to others; the end of its namespace,
  /// which nobody announces here, removes it. To bring a link down takes the kernel some
  /// milliseconds, for which nobody waits but who wants what it had.
  Removal silence(List<InterfaceAddress> addresses) {
    Rtnetlink rtnetlink = Rtnetlink.open(host.namespaceThread(), namespace);
    try {
      take(rtnetlink, addresses);
    } catch (RuntimeException failure) {
      rtnetlink.close();
      throw failure;
    }
    CompletableFuture<Void> silent = KernelThreads.start(() -> bringDown(rtnetlink));
    return new Removal(CompletableFuture.completedFuture(null), silent);
  }

  private void take(Rtnetlink rtnetlink, List<InterfaceAddress> addresses) {
    NetlinkBatch batch = rtnetlink.batch();
    List<Reply<Void>> replies =
        addresses.stream().map(own -> batch.add(Addresses.delete(inside, own))).toList();
    batch.trySend();
    replies.stream()
        .flatMap(reply -> reply.failure().stream())
        .filter(refused -> !gone(refused))
        .findFirst()
        .ifPresent(refused -> {
          throw refused;
        });
  }

  private void bringDown(Rtnetlink opened) {
    try (Rtnetlink rtnetlink = opened) {
      boolean _ = rtnetlink.remove(Links.down(inside));
    }
  }

  /// Somebody inside has taken it away.
  private static boolean gone(NetlinkException refused) {
    return refused.errno().equals(Errno.ENODEV) || refused.errno().equals(Errno.EADDRNOTAVAIL);
  }
}
