package io.libnetwork.linux.rtnetlink;

import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.netlink.NetlinkFamily;
import io.libnetwork.linux.netlink.NetlinkMessage;
import io.libnetwork.linux.netlink.NetlinkMonitor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Who waits for which link to be announced gone.
final class RemovalAnnouncements implements NetlinkMonitor.Listener, AutoCloseable {

  private static final int RTM_DELLINK = 17;
  private static final int RTNLGRP_LINK = 1;

  /// `struct ifinfomsg`: the family in the first byte, the index after four.
  private static final int IFI_INDEX_OFFSET = 4;

  private static final byte AF_UNSPEC = 0;

  private final NamespaceThread thread;
  private final NetworkNamespace namespace;
  private final Map<Integer, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();
  private @Nullable NetlinkMonitor monitor;

  RemovalAnnouncements(NamespaceThread thread, NetworkNamespace namespace) {
    this.thread = thread;
    this.namespace = namespace;
  }

  /// Waits for a link; to be called before it is removed.
  CompletableFuture<Void> await(Ifindex link) {
    listen();
    return waiting.computeIfAbsent(link.value(), _ -> new CompletableFuture<>());
  }

  /// Whether somebody waits for a link.
  boolean awaits(Ifindex link) {
    return waiting.containsKey(link.value());
  }

  /// Says that links are gone, as whoever removed them knows.
  void complete(Collection<Ifindex> links) {
    links.forEach(link -> complete(link.value()));
  }

  void fail(Collection<Ifindex> links, RuntimeException failure) {
    for (Ifindex link : links) {
      CompletableFuture<Void> waiter = waiting.remove(link.value());
      if (waiter != null) {
        waiter.completeExceptionally(failure);
      }
    }
  }

  /// A bridge announces the loss of a port by the same type under its own family: that is no
  /// removal of the link.
  @Override
  public void event(NetlinkMessage message) {
    if (message.type() == RTM_DELLINK && message.payload().get(0) == AF_UNSPEC) {
      complete(message.payload().getInt(IFI_INDEX_OFFSET));
    }
  }

  /// Looks for every link that is waited for, because its announcement may be among those lost.
  @Override
  public void missed() {
    try (Rtnetlink rtnetlink = Rtnetlink.open(thread, namespace)) {
      List<Integer> present =
          rtnetlink.list(Links.list()).stream().map(link -> link.index().value()).toList();
      waiting.keySet().stream().filter(link -> !present.contains(link)).forEach(this::complete);
    }
  }

  /// Those who wait are told; the next one makes a new monitor.
  @Override
  public void failed(RuntimeException failure) {
    synchronized (this) {
      monitor = null;
    }
    List.copyOf(waiting.keySet()).forEach(link -> fail(List.of(new Ifindex(link)), failure));
  }

  @Override
  public synchronized void close() {
    if (monitor != null) {
      monitor.close();
    }
  }

  private void complete(int link) {
    CompletableFuture<Void> waiter = waiting.remove(link);
    if (waiter != null) {
      waiter.complete(null);
    }
  }

  private synchronized void listen() {
    if (monitor == null) {
      monitor =
          NetlinkMonitor.openFor(
              RTM_DELLINK,
              NetlinkFamily.ROUTE,
              thread,
              namespace,
              "libnetwork-link-removals",
              this,
              RTNLGRP_LINK);
    }
  }
}
