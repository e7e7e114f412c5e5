package io.libnetwork.drivers.flows;

import io.libnetwork.Difference.Whose;
import io.libnetwork.Host;
import io.libnetwork.PlannedStep;
import io.libnetwork.PlannedStep.Kind;
import io.libnetwork.PortBinding;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.conntrack.Conntrack;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.rtnetlink.RouteType;
import io.libnetwork.linux.rtnetlink.Routes;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.linux.sockdiag.SocketDiagnosis;
import io.libnetwork.spi.Notes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a host's kernel forget the connections to what has gone, and nothing else.
///
/// Purges are done by one thread, behind the call that asks for them. What is asked for while a
/// round runs is done in the next, all together: the cost of a round hardly depends on how many
/// asked. Each who asks is answered by a future, until whose completion an address or a port should
/// not be given to somebody else. A purge that fails is logged and completes all the same, because
/// an address that is never given out again would be worse than a stale connection.
///
/// Safe for use by many threads.
public final class FlowPurge implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FlowPurge.class);
  private static final long IDLE_SECONDS = 10;

  /// What comes together is purged together: a round costs hardly more for many than for one, and
  /// containers that come and go without a pause spent a tenth of the time on rounds of 10 ms.
  private static final Duration GATHERING = Duration.ofMillis(30);

  private static final long CLOSE_SECONDS = 10;

  private final Supplier<Conntrack> opener;
  private final Predicate<IpAddress> local;
  private final Optional<Notes> notes;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("libnetwork-flow-purge").daemon().factory());
  private PurgeRound next = new PurgeRound();
  private boolean asked;
  private boolean closed;

  /// Used by the purging thread alone, and by who closes it after that has ended.
  private @Nullable Conntrack conntrack;

  /// @param opener opens the host's connection tracking, when it is first needed
  /// @param local whether packets to an address are for the host itself
  FlowPurge(Supplier<Conntrack> opener, Predicate<IpAddress> local) {
    this(opener, local, Optional.empty());
  }

  private FlowPurge(Supplier<Conntrack> opener, Predicate<IpAddress> local, Optional<Notes> notes) {
    this.opener = opener;
    this.local = local;
    this.notes = notes;
    thread.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
    thread.allowCoreThreadTimeOut(true);
  }

  /// A purge of a host's connections, of which nothing is opened yet.
  public static FlowPurge of(Host host) {
    return new FlowPurge(
        () -> Conntrack.open(host.namespaceThread(), host.namespace()),
        address -> isLocal(host.rtnetlink(), address));
  }

  /// Its double, which notes what this one would forget.
  public FlowPurge rehearsed(Notes noted) {
    return new FlowPurge(opener, local, Optional.of(noted));
  }

  /// Forgets what addresses that are given up have begun, and what was sent on to them; to be asked
  /// when their interface is gone, or the kernel learns it again. Two requests to the kernel for
  /// each address, whatever else there is.
  ///
  /// @return completes when it is done, on a thread that must not be kept
  public CompletableFuture<Void> addresses(Collection<IpAddress> addresses) {
    return ask(
        "of " + addresses,
        addresses.isEmpty(),
        round -> addresses.forEach(address -> round.forget(StaleFlows.of(address))));
  }

  /// Forgets what published ports have translated that are withdrawn; to be asked when no rule
  /// translates it any more.
  ///
  /// @return completes when it is done, on a thread that must not be kept
  public CompletableFuture<Void> withdrawn(Collection<PortBinding> bindings) {
    return ask(
        "through " + ports(bindings),
        bindings.isEmpty(),
        round ->
            bindings.forEach(binding -> round.forget(List.of(StaleFlows.throughPort(binding)))));
  }

  /// As [#withdrawn], of connections that were led to one container whose sockets are to end them:
  /// who only waits for an answer is told by a reset then.
  ///
  /// @param sockets opens the container's, where there is a connection to end
  /// @return completes when it is done, on a thread that must not be kept
  public CompletableFuture<Void> ended(
      Collection<PortBinding> ways, Supplier<SocketDiagnosis> sockets) {
    LedFlows led = LedFlows.through(ways, sockets);
    return ask(
        "through " + ports(ways),
        ways.isEmpty(),
        round -> {
          round.end(led);
          ways.forEach(way -> round.forget(List.of(StaleFlows.throughPort(way))));
        });
  }

  /// Forgets what is on the way to ports that are published from now on and does not lead where
  /// they do; to be asked when the rules translate it. That is who has sent datagrams to them
  /// before: to the kernel that is one connection, to the host itself, until he pauses for half a
  /// minute. A connection of TCP or SCTP begins anew by itself, so ports of those cost nothing.
  ///
  /// @return completes when it is done, on a thread that must not be kept
  public CompletableFuture<Void> published(Collection<PortBinding> bindings) {
    List<PortBinding> datagrams =
        bindings.stream().filter(binding -> binding.protocol() == Protocol.UDP).toList();
    return ask(
        "to " + ports(datagrams) + " that lead elsewhere",
        datagrams.isEmpty(),
        round -> round.lead(datagrams));
  }

  /// Does what has been asked for and ends. What is asked for later is not done: who still asks has
  /// given up the host.
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    thread.shutdown();
    awaitEnd();
    Conntrack opened = conntrack;
    if (opened != null) {
      opened.close();
    }
  }

  private interface Asking {
    void of(PurgeRound round);
  }

  private static String ports(Collection<PortBinding> bindings) {
    return bindings.stream()
        .map(binding -> binding.hostPorts() + "/" + binding.protocol())
        .distinct()
        .toList()
        .toString();
  }

  private synchronized CompletableFuture<Void> ask(String which, boolean nothing, Asking asking) {
    if (nothing || closed) {
      return CompletableFuture.completedFuture(null);
    }
    if (notes.isPresent()) {
      notes
          .get()
          .note(
              PlannedStep.remove(
                  Kind.CONNECTION, Whose.NOBODY, "connections " + which, "where there are any"));
      return CompletableFuture.completedFuture(null);
    }
    asking.of(next);
    if (!asked) {
      asked = true;
      ScheduledFuture<?> _ =
          thread.schedule(this::purge, GATHERING.toNanos(), TimeUnit.NANOSECONDS);
    }
    return next.done();
  }

  private synchronized PurgeRound take() {
    PurgeRound round = next;
    next = new PurgeRound();
    asked = false;
    return round;
  }

  private void purge() {
    PurgeRound round = take();
    try {
      round.run(conntrack(), local);
    } catch (RuntimeException failure) {
      LOG.warn("connections to what is gone could not be forgotten: {}", round, failure);
    } finally {
      round.done().complete(null);
    }
  }

  private Conntrack conntrack() {
    Conntrack opened = conntrack;
    if (opened == null) {
      opened = opener.get();
      conntrack = opened;
    }
    return opened;
  }

  private void awaitEnd() {
    try {
      if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("connections are still being forgotten after {} s", CLOSE_SECONDS);
      }
    } catch (InterruptedException interrupted) {
      // The thread ends by itself soon; the caller is not to be kept.
      Thread.currentThread().interrupt();
    }
  }

  /// The kernel answers with a route of this type for what it delivers to itself; an address that
  /// it has no way to is not its own.
  private static boolean isLocal(Rtnetlink rtnetlink, IpAddress address) {
    try {
      return rtnetlink.get(Routes.get(address)).type() == RouteType.LOCAL;
    } catch (NetlinkException unreachable) {
      return false;
    }
  }
}
