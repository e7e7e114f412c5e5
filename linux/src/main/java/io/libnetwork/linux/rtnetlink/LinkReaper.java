package io.libnetwork.linux.rtnetlink;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Removes links, and tells when the kernel announces them gone.
///
/// The kernel announces a removed link (`RTM_DELLINK` to the link group) after about a millisecond,
/// but the call that removes it returns only when every reference is gone, some 40 ms later. So
/// reaper threads make the calls, each with a socket of its own, and a caller waits for the
/// announcement. Removals that meet while every reaper is busy go as one, by a group
/// (`IFLA_GROUP`): a hundred links then take as long as one.
///
/// A bridge whose removal nobody waits for may go at leisure: see [#deleteAtLeisure].
///
/// Safe for use by many threads.
public final class LinkReaper implements AutoCloseable {

  private static final int MOST_REAPERS = 24;
  private static final int MOST_AT_ONCE = 1024;
  private static final long IDLE_SECONDS = 10;
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final int MOST_ATTEMPTS = 10;

  /// Far from the groups people number by hand, which begin at 1.
  private static final int FIRST_GROUP = 0x6c6e_0000;

  private static final int GROUPS = 0x1_0000;

  private final NamespaceThread thread;
  private final NetworkNamespace namespace;
  private final RemovalAnnouncements announcements;

  /// Links to be removed; an empty one ends the reaper that takes it.
  private final LinkedBlockingQueue<Optional<Ifindex>> asked = new LinkedBlockingQueue<>();

  /// Links that something else is to remove.
  private final Set<Ifindex> awaited = ConcurrentHashMap.newKeySet();

  /// How often the kernel has refused to remove a link.
  private final Map<Ifindex, Integer> refused = new ConcurrentHashMap<>();

  private final AtomicInteger reapers = new AtomicInteger();
  private final AtomicInteger idle = new AtomicInteger();
  private final AtomicInteger groups = new AtomicInteger();
  private final ScheduledExecutorService patience =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("libnetwork-reaper-patience").daemon().factory());
  private final LeisurelyRemovals leisurely = new LeisurelyRemovals(patience, this::ask);
  private volatile boolean closed;

  private LinkReaper(NamespaceThread thread, NetworkNamespace namespace) {
    this.thread = thread;
    this.namespace = namespace;
    this.announcements = new RemovalAnnouncements(thread, namespace);
  }

  /// A reaper for the links of one namespace.
  public static LinkReaper open(NamespaceThread thread, NetworkNamespace namespace) {
    return new LinkReaper(thread, namespace);
  }

  /// Removes a link. One that is already gone is a success. One that the kernel refuses to remove
  /// is tried again behind the call, a few times.
  ///
  /// @return completes when the kernel announces that it is gone; fails with a [NetlinkException]
  ///   when the kernel refuses
  public CompletableFuture<Void> delete(Ifindex link) {
    requireOpen();
    CompletableFuture<Void> gone = announcements.await(link);
    ask(link);
    return gone;
  }

  /// As [#delete], of a bridge that is in nobody's way: it is removed when this process changes no
  /// links, addresses or routes, since whoever does would wait for that removal.
  public CompletableFuture<Void> deleteAtLeisure(Ifindex bridge) {
    requireOpen();
    CompletableFuture<Void> gone = announcements.await(bridge);
    leisurely.add(bridge);
    return gone;
  }

  /// Has a link removed now that was to be removed at leisure. Any other is left alone.
  public void hurry(Ifindex link) {
    leisurely.hurry(link);
  }

  /// Waits for a link that something else removes, such as the end of the namespace its peer is in.
  ///
  /// @param limit after which the link is removed here, in case the other way does not work out
  public CompletableFuture<Void> awaitRemoval(Ifindex link, Duration limit) {
    requireOpen();
    CompletableFuture<Void> gone = announcements.await(link);
    awaited.add(link);
    ScheduledFuture<?> fallback =
        patience.schedule(() -> ask(link), limit.toMillis(), TimeUnit.MILLISECONDS);
    return gone.whenComplete((_, _) -> {
      fallback.cancel(false);
      awaited.remove(link);
    });
  }

  /// Whether somebody has asked for a link's removal, or waits for it.
  public boolean removing(Ifindex link) {
    return announcements.awaits(link);
  }

  /// Ends the threads once the removals already asked for are done. Links that something else was
  /// to remove and has not yet are asked for now, because later nobody would, and those that were
  /// to be removed at leisure too.
  @Override
  public void close() {
    patience.shutdownNow();
    awaited.forEach(this::ask);
    leisurely.hurryAll();
    closed = true;
    for (int reaper = reapers.get(); reaper > 0; reaper--) {
      asked.add(Optional.empty());
    }
    announcements.close();
  }

  private void ask(Ifindex link) {
    asked.add(Optional.of(link));
    startReaper();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the link reaper of " + namespace.id() + " is closed");
    }
  }

  private void startReaper() {
    if (idle.get() >= asked.size()) {
      return;
    }
    if (reapers.incrementAndGet() > MOST_REAPERS) {
      reapers.decrementAndGet();
      return;
    }
    Rtnetlink rtnetlink = openForReaper();
    Thread.ofPlatform().name("libnetwork-reaper").daemon().start(() -> reap(rtnetlink));
  }

  /// Opened by who asks, because the reaper may come to run when namespaces can no longer be
  /// entered.
  private Rtnetlink openForReaper() {
    try {
      return Rtnetlink.open(thread, namespace);
    } catch (RuntimeException failure) {
      reapers.decrementAndGet();
      throw failure;
    }
  }

  private void reap(Rtnetlink opened) {
    try (Rtnetlink rtnetlink = opened) {
      List<Ifindex> links = next();
      while (!links.isEmpty()) {
        delete(rtnetlink, links);
        links = next();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      reapers.decrementAndGet();
      if (!asked.isEmpty() && !closed) {
        startReaper();
      }
    }
  }

  /// What has been asked for by now; nothing when the reaper is to end, or nobody has asked for a
  /// while.
  private List<Ifindex> next() throws InterruptedException {
    idle.incrementAndGet();
    Optional<Ifindex> first;
    try {
      first = asked.poll(IDLE_SECONDS, TimeUnit.SECONDS);
    } finally {
      idle.decrementAndGet();
    }
    List<Ifindex> links = new ArrayList<>();
    while (first != null && first.isPresent() && links.size() < MOST_AT_ONCE) {
      links.add(first.get());
      first = asked.poll();
    }
    if (first != null && !links.isEmpty()) {
      asked.add(first);
    }
    return links;
  }

  private void delete(Rtnetlink rtnetlink, List<Ifindex> links) {
    if (links.size() == 1) {
      delete(links, () -> rtnetlink.execute(Links.delete(links.getFirst())));
      return;
    }
    LinkGroup group = new LinkGroup(FIRST_GROUP + Math.floorMod(groups.getAndIncrement(), GROUPS));
    List<Ifindex> grouped = gather(rtnetlink, links, group);
    if (!grouped.isEmpty()) {
      delete(grouped, () -> rtnetlink.execute(Links.delete(group)));
    }
  }

  private void delete(List<Ifindex> links, Runnable request) {
    try {
      request.run();
      deleted(links);
    } catch (NetlinkException refusal) {
      if (refusal.errno().equals(Errno.ENODEV)) {
        deleted(links);
      } else {
        failed(links, refusal);
      }
    } catch (RuntimeException failure) {
      failed(links, failure);
    }
  }

  /// Puts links into a group, and answers those that are in it or gone. A group without links is
  /// `ENODEV`, as a link that is gone.
  private List<Ifindex> gather(Rtnetlink rtnetlink, List<Ifindex> links, LinkGroup group) {
    NetlinkBatch batch = rtnetlink.batch();
    List<Reply<Void>> replies =
        links.stream()
            .map(link -> batch.add(Links.change(link, LinkSetting.group(group))))
            .toList();
    try {
      batch.trySend();
    } catch (RuntimeException failure) {
      failed(links, failure);
      return List.of();
    }
    List<Ifindex> grouped = new ArrayList<>();
    for (int place = 0; place < links.size(); place++) {
      Ifindex link = links.get(place);
      replies
          .get(place)
          .failure()
          .filter(refusal -> !refusal.errno().equals(Errno.ENODEV))
          .ifPresentOrElse(refusal -> failed(List.of(link), refusal), () -> grouped.add(link));
    }
    return grouped;
  }

  private void deleted(List<Ifindex> links) {
    announcements.complete(links);
    links.forEach(refused::remove);
  }

  private void failed(List<Ifindex> links, RuntimeException why) {
    announcements.fail(links, why);
    links.forEach(this::askAgain);
  }

  /// Who asked has been told, and may have forgotten the link: so it is for us to try again.
  private void askAgain(Ifindex link) {
    int attempts = refused.merge(link, 1, Integer::sum);
    if (attempts > MOST_ATTEMPTS || closed) {
      refused.remove(link);
      return;
    }
    try {
      ScheduledFuture<?> _ =
          patience.schedule(() -> ask(link), RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      // The next process finds the link by its mark.
      refused.remove(link);
    }
  }
}
