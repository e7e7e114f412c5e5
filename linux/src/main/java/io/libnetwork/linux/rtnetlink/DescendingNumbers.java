package io.libnetwork.linux.rtnetlink;

import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.Reply;
import java.util.function.Supplier;

/// Numbers for the namespaces that links of a host lead to, each lower than those before.
///
/// Whatever the kernel tells of such a link has the other namespace's number, for which it walks
/// over all that have one, from the lowest number on (`__peernet2id` in
/// `net/core/net_namespace.c`). It gives out the lowest that is free, so that it meets a new one
/// last, some ten times while a container is attached. Counted down, it meets it first.
///
/// The first few namespaces are left to the kernel, and so is one whose number is refused, because
/// it has one already or another process took that number.
///
/// Safe for use by many threads.
public final class DescendingNumbers {

  /// How many namespaces are left to the kernel: to walk over them costs less than to say a number.
  private static final int FEW = 64;

  /// Far above what the kernel gives out.
  private static final int HIGHEST = 1 << 30;

  private static final int NONE = -1;

  private final Supplier<NetworkNamespace> host;
  private final Supplier<Rtnetlink> rtnetlink;
  private int left = FEW;
  private int last = NONE;

  /// @param host the host's own namespace, asked for when it is needed
  /// @param rtnetlink its links
  public DescendingNumbers(Supplier<NetworkNamespace> host, Supplier<Rtnetlink> rtnetlink) {
    this.host = host;
    this.rtnetlink = rtnetlink;
  }

  /// Adds to a batch that a namespace gets a number, before the link that leads to it. The host's
  /// own has none, and needs none.
  public void number(NetlinkBatch batch, NetworkNamespace namespace) {
    int number = namespace.id().equals(host.get().id()) ? NONE : next();
    if (number != NONE) {
      Reply<Void> _ = batch.add(NamespaceNumbers.set(namespace, number));
    }
  }

  private synchronized int next() {
    if (left > 0) {
      left--;
      return NONE;
    }
    if (last <= HIGHEST / 2) {
      last = lowest();
    }
    last--;
    return last;
  }

  /// The lowest that was counted down to before, by this process or another.
  private int lowest() {
    return rtnetlink.get().listAsMet(NamespaceNumbers.list()).stream()
        .mapToInt(Integer::intValue)
        .filter(number -> number > HIGHEST / 2 && number <= HIGHEST)
        .min()
        .orElse(HIGHEST);
  }
}
