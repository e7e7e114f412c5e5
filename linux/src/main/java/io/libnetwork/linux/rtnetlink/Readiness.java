package io.libnetwork.linux.rtnetlink;

import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.Reply;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// The moment from which the kernel does what it has acknowledged.
///
/// Some of it the kernel leaves to workers of its own. A packet that comes before them is lost, and a
/// first packet that is lost is sent again after a second. Each wait ends after 200 ms all the same:
/// what is not ready by then has been changed by somebody else.
public final class Readiness {

  private static final Duration LIMIT = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofMillis(1);

  private Readiness() {}

  /// Waits until a link that is up carries packets. A veth has a carrier as soon as both its ends are
  /// up, but the kernel acts on that in its link watch: until then the end drops what it is to send,
  /// and a bridge drops what comes from a port.
  ///
  /// From Linux 6.8 on the kernel catches up before it answers a question for one link, so that the
  /// first answer is the one waited for.
  public static void awaitCarrier(Rtnetlink rtnetlink, Ifindex link) {
    await(() -> {
      Optional<Link> found = rtnetlink.find(Links.get(link));
      return found.filter(present -> present.up() && present.state() != OperState.UP).isEmpty();
    });
  }

  /// Waits until packets to IPv6 addresses of this namespace are taken in, and neighbours that ask for
  /// them answered. The kernel leaves that to the worker that detects duplicates, even where it is
  /// not to detect any.
  public static void awaitLocal(Rtnetlink rtnetlink, Collection<? extends IpAddress> addresses) {
    if (!addresses.isEmpty()) {
      await(() -> local(rtnetlink, addresses));
    }
  }

  private static boolean local(Rtnetlink rtnetlink, Collection<? extends IpAddress> addresses) {
    NetlinkBatch batch = rtnetlink.batch();
    List<Reply<Route>> routes =
        addresses.stream().map(address -> batch.add(Routes.get(address))).toList();
    batch.trySend();
    return routes.stream()
        .allMatch(route ->
            route.failure().isEmpty() && route.get().type() == RouteType.LOCAL);
  }

  private static void await(BooleanSupplier ready) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!ready.getAsBoolean() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
