package io.libnetwork.linux.conntrack;

import io.libnetwork.address.IpFamily;
import io.libnetwork.linux.Errno;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.netlink.NetlinkBatch;
import io.libnetwork.linux.netlink.NetlinkException;
import io.libnetwork.linux.netlink.NetlinkFamily;
import io.libnetwork.linux.netlink.NetlinkSocket;
import io.libnetwork.linux.netlink.Reply;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The tracked connections of one namespace.
///
/// ```java
/// conntrack.forget(FlowFilter.of(V4).reply(TupleFilter.ANY.from(container)));
/// ```
///
/// Forgetting is exact: what a filter does not mean stays. Where the running kernel can be trusted
/// with a filter, `KernelFiltering` says how that is known, it is one request, and the kernel goes
/// through its table by itself: with 262,144 buckets 0.3 to 0.4 ms, with 50,000 flows in them 14
/// ms. Otherwise the flows are listed, compared here, and deleted in large batches: 5 to 8 ms with
/// so many buckets, and 2 to 3 µs for each flow of the family. Where there is no flow at all it
/// costs one question.
///
/// Safe for use by many threads, virtual ones included.
public final class Conntrack implements AutoCloseable {

  /// Beyond so many, to list everything once is less work for the kernel than to go through its
  /// table for each: to skip an empty bucket costs it a twentieth of listing it.
  private static final int MOST_FLUSHES = 16;

  private final NamespaceThread thread;
  private final NetlinkSocket socket;

  private Conntrack(NamespaceThread thread, NetlinkSocket socket) {
    this.thread = thread;
    this.socket = socket;
  }

  /// Opens one for a namespace, which lives on at least until it is closed.
  ///
  /// @param thread which also makes a namespace to try the kernel's filters in, once
  /// @throws io.libnetwork.linux.SystemCallException when the kernel has no netfilter netlink
  public static Conntrack open(NamespaceThread thread, NetworkNamespace namespace) {
    return new Conntrack(thread, NetlinkSocket.open(NetlinkFamily.NETFILTER, thread, namespace));
  }

  /// How many flows there are, of both families and all zones.
  ///
  /// @throws NetlinkException when the kernel refuses, as with `EINVAL` where it has no connection
  ///   tracking, or `EPERM` without `CAP_NET_ADMIN`
  public long count() {
    return socket.execute(Flows.count()).getFirst();
  }

  /// The flows that a filter means, as they were met one after the other: no picture of one moment.
  ///
  /// @throws NetlinkException as [#count()] does
  public List<Flow> list(FlowFilter filter) {
    FlowFilter asked = KernelFiltering.of(thread).comparable(filter);
    return socket.dump(Flows.list(filter, asked));
  }

  /// The flows that one of the filters means, as they were met; one dump.
  ///
  /// @throws NetlinkException as [#count()] does
  public List<Flow> list(Collection<FlowFilter> filters) {
    return filters.isEmpty() || count() == 0 ? List.of() : listAll(filters);
  }

  /// Deletes flows that were listed. What is gone by now, and what has come again since, is left.
  ///
  /// @return how many were deleted
  /// @throws NetlinkException the first refusal for another reason; the others have been deleted
  public int delete(Collection<Flow> flows) {
    NetlinkBatch batch = socket.batch();
    List<Reply<Void>> replies = flows.stream().map(flow -> batch.add(Flows.delete(flow))).toList();
    batch.trySend();
    int deleted = 0;
    for (Reply<Void> reply : replies) {
      deleted += requireDeletedOrGone(reply) ? 1 : 0;
    }
    return deleted;
  }

  /// Deletes the flows that a filter means, and nothing else.
  ///
  /// @throws NetlinkException as [#count()] does
  public void forget(FlowFilter filter) {
    forget(List.of(filter));
  }

  /// Deletes the flows that one of the filters means, and nothing else.
  ///
  /// Takes one send, or where flows have to be listed one dump and the batches of deletions.
  ///
  /// @throws NetlinkException as [#count()] does
  public void forget(Collection<FlowFilter> filters) {
    if (filters.isEmpty() || count() == 0) {
      return;
    }
    if (filters.size() > MOST_FLUSHES) {
      delete(listAll(filters));
      return;
    }
    KernelFiltering kernel = KernelFiltering.of(thread);
    List<FlowFilter> flushed = new ArrayList<>();
    List<FlowFilter> listed = new ArrayList<>();
    filters.forEach(filter -> (kernel.flushes(filter) ? flushed : listed).add(filter));
    flush(flushed);
    delete(listAll(listed));
  }

  @Override
  public void close() {
    socket.close();
  }

  private void flush(List<FlowFilter> filters) {
    NetlinkBatch batch = socket.batch();
    filters.forEach(filter -> batch.add(Flows.flush(filter)));
    batch.send();
  }

  private List<Flow> listAll(Collection<FlowFilter> filters) {
    return switch (filters.size()) {
      case 0 -> List.of();
      case 1 -> list(filters.iterator().next());
      default -> socket.dump(Flows.list(families(filters), new FlowIndex(filters)));
    };
  }

  private static Set<IpFamily> families(Collection<FlowFilter> filters) {
    Set<IpFamily> families = EnumSet.noneOf(IpFamily.class);
    filters.forEach(filter -> families.add(filter.family()));
    return families;
  }

  private static boolean requireDeletedOrGone(Reply<Void> reply) {
    if (reply.failure().filter(refused -> refused.errno().equals(Errno.ENOENT)).isPresent()) {
      return false;
    }
    reply.require();
    return true;
  }
}
