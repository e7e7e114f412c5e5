package io.libnetwork.linux.rtnetlink;

import io.libnetwork.address.IpAddress;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.Reply;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// The moment from which the kernel does what it has acknowledged.
///
/// Some of it the kernel leaves to workers of its own. A packet that comes before them is lost, and
/// a first packet that is lost is sent again after a second.
///
/// - A veth has a carrier as soon as both its ends are up, but the kernel acts on that in its link
///   watch: until then the end drops what it is to send, and a bridge drops what comes from a port.
///   From Linux 6.8 on the kernel catches up before it answers a question for one link.
/// - An IPv6 address is answered for only when the worker that detects duplicates has seen it, even
///   where it is not to detect any.
///
/// The question can be part of a batch that makes the changes; often its answer is the one waited
/// for.
public final class Readiness {

  private static final Duration LIMIT = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofMillis(1);

  private final List<Reply<Link>> links;
  private final List<Reply<Route>> routes;

  private Readiness(List<Reply<Link>> links, List<Reply<Route>> routes) {
    this.links = List.copyOf(links);
    this.routes = List.copyOf(routes);
  }

  /// Adds the question to a batch whether a link carries packets.
  ///
  /// @param addresses those of the link that are IPv6
  public static Readiness ask(
      NetlinkBatch batch, Ifindex link, Collection<? extends IpAddress> addresses) {
    return new Readiness(links(batch, List.of(link)), routes(batch, addresses));
  }

  /// Adds the question to a batch whether IPv6 addresses are answered for, of a link that may have
  /// no carrier yet.
  public static Readiness ask(NetlinkBatch batch, Collection<? extends IpAddress> addresses) {
    return new Readiness(List.of(), routes(batch, addresses));
  }

  /// The answer, once the batch has been sent. A link that is gone, or down, has been changed by
  /// somebody else and is waited for no longer.
  public boolean reached() {
    return links.stream().allMatch(Readiness::carries)
        && routes.stream().allMatch(Readiness::local);
  }

  /// Asks until packets pass, for 200 ms at most.
  ///
  /// @param addresses those of the link that are IPv6
  public static void await(
      Rtnetlink rtnetlink, Ifindex link, Collection<? extends IpAddress> addresses) {
    await(rtnetlink, batch -> ask(batch, link, addresses));
  }

  /// Asks until packets pass through every link, for 200 ms at most.
  ///
  /// @param links in the order in which one makes the next carry, as a bridge's first port does the
  ///   bridge
  public static void awaitAll(Rtnetlink rtnetlink, List<Ifindex> links) {
    await(rtnetlink, batch -> new Readiness(links(batch, links), List.of()));
  }

  /// Asks until IPv6 addresses are answered for, for 200 ms at most.
  public static void await(Rtnetlink rtnetlink, Collection<? extends IpAddress> addresses) {
    await(rtnetlink, batch -> ask(batch, addresses));
  }

  private static void await(Rtnetlink rtnetlink, Function<NetlinkBatch, Readiness> question) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (!reached(rtnetlink, question) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static boolean reached(Rtnetlink rtnetlink, Function<NetlinkBatch, Readiness> question) {
    NetlinkBatch batch = rtnetlink.batch();
    Readiness readiness = question.apply(batch);
    batch.trySend();
    return readiness.reached();
  }

  private static List<Reply<Link>> links(NetlinkBatch batch, List<Ifindex> links) {
    return links.stream().map(link -> batch.add(Links.get(link))).toList();
  }

  private static List<Reply<Route>> routes(
      NetlinkBatch batch, Collection<? extends IpAddress> addresses) {
    return addresses.stream().map(address -> batch.add(Routes.get(address))).toList();
  }

  private static boolean carries(Reply<Link> link) {
    return link.failure().isPresent() || !link.get().up() || link.get().state() == OperState.UP;
  }

  private static boolean local(Reply<Route> route) {
    return route.failure().isEmpty() && route.get().type() == RouteType.LOCAL;
  }
}
