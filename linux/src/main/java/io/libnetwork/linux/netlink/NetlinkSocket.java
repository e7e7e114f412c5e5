package io.libnetwork.linux.netlink;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.Failpoints;
import io.libnetwork.linux.KernelChanges;
import io.libnetwork.linux.KernelThreads;
import io.libnetwork.linux.KernelWork;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.Sockets;
import io.libnetwork.linux.trace.Span;
import io.libnetwork.linux.trace.Trace;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A netlink socket: requests out, answers back, one exchange at a time.
///
/// The socket belongs to the namespace it was opened in, whoever uses it later. Safe for use by
/// many threads: an exchange holds the socket's lock, and a virtual thread's exchange is made on a
/// [KernelThreads] thread.
public final class NetlinkSocket implements AutoCloseable {

  private static final String EXCHANGE = "netlink exchange";
  private static final String DUMP = "netlink dump";

  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;
  private static final int NETLINK_GET_STRICT_CHK = 12;
  private static final int RECEIVE_BYTES = 4 << 20;

  /// The longest message sequence of one send; nothing is kept for it.
  private static final int SEND_BYTES = 64 << 20;

  private final NetlinkFamily family;
  private final int descriptor;
  private final int port;
  private final ReentrantLock lock = new ReentrantLock();
  private final Channel channel = new Channel();
  private boolean closed;

  private NetlinkSocket(NetlinkFamily family, int descriptor, int port) {
    this.family = family;
    this.descriptor = descriptor;
    this.port = port;
  }

  /// Opens a socket in the calling thread's namespace.
  ///
  /// @throws SystemCallException when the kernel does not have the family
  public static NetlinkSocket open(NetlinkFamily family) {
    int descriptor = Sockets.socket(Sockets.AF_NETLINK, Sockets.SOCK_RAW, family.protocol());
    try {
      Sockets.setOption(descriptor, Sockets.SOL_NETLINK, NETLINK_EXT_ACK, 1);
      Sockets.setOption(descriptor, Sockets.SOL_NETLINK, NETLINK_CAP_ACK, 1);
      Sockets.setOption(descriptor, Sockets.SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
      Sockets.setOption(descriptor, Sockets.SOL_SOCKET, Sockets.SO_RCVBUFFORCE, RECEIVE_BYTES);
      Sockets.setOption(descriptor, Sockets.SOL_SOCKET, Sockets.SO_SNDBUFFORCE, SEND_BYTES);
      return new NetlinkSocket(family, descriptor, Sockets.bindNetlink(descriptor));
    } catch (RuntimeException failure) {
      Descriptors.close(descriptor);
      throw failure;
    }
  }

  /// Opens a socket in another namespace.
  public static NetlinkSocket open(
      NetlinkFamily family, NamespaceThread thread, NetworkNamespace namespace) {
    return thread.call(namespace, () -> open(family));
  }

  /// Sends one request and answers its objects: none for a command, one where one was asked for.
  ///
  /// @throws NetlinkException when the kernel refuses
  public <T> List<T> execute(NetlinkRequest<T> request) {
    NetlinkBatch batch = batch();
    Reply<T> reply = batch.add(request);
    batch.trySend();
    return reply.all();
  }

  /// A batch to be sent by this socket.
  public NetlinkBatch batch() {
    return new NetlinkBatch(this);
  }

  /// Asks for every object of a kind.
  ///
  /// A dump during which the kernel's table changed (`NLM_F_DUMP_INTR`), or that overran the
  /// receive buffer (`ENOBUFS`), is asked again, so that the answer is one consistent picture.
  ///
  /// @throws NetlinkException when the kernel refuses, or `EAGAIN` when the table does not come to
  ///   rest within 16 attempts
  public <T> List<T> dump(NetlinkRequest<T> request) {
    return dump(request, Consistency.ONE_MOMENT);
  }

  /// Asks for every object of a kind. A dump that overran the receive buffer (`ENOBUFS`) is asked
  /// again, and what else is as it is wanted.
  ///
  /// @throws NetlinkException as [#dump(NetlinkRequest)] does
  public <T> List<T> dump(NetlinkRequest<T> request, Consistency wanted) {
    Reply<T> reply = new Reply<>(request);
    try (Span span = step(DUMP)) {
      note(KernelThreads.call(() -> dumpLocked(reply, wanted, span)));
      NetlinkStep.tell(span, List.of(reply));
    }
    return reply.all();
  }

  /// Sends requests that are granted all together or not at all; nothing where there are none.
  ///
  /// @return what is refused, empty where everything was granted
  /// @throws SystemCallException when they cannot be sent
  public Optional<NetlinkTransaction.Refusal> transact(NetlinkTransaction transaction) {
    if (transaction.isEmpty()) {
      return Optional.empty();
    }
    return KernelThreads.call(() -> transactLocked(transaction));
  }

  private Optional<NetlinkTransaction.Refusal> transactLocked(NetlinkTransaction transaction) {
    lock.lock();
    try {
      requireOpen();
      return transaction.run(channel);
    } finally {
      lock.unlock();
    }
  }

  /// The netlink port by which the kernel knows this socket, and names it in what it announces.
  public int port() {
    return port;
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        Descriptors.close(descriptor);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String toString() {
    return "netlink socket " + family + " port " + Integer.toUnsignedString(port);
  }

  void exchange(List<Reply<?>> replies) {
    if (!replies.isEmpty()) {
      noteChange(replies);
      try (Span span = step(EXCHANGE)) {
        note(KernelThreads.call(() -> exchangeLocked(replies, span)));
        NetlinkStep.tell(span, replies);
      }
    }
  }

  private void noteChange(List<Reply<?>> replies) {
    if (family == NetlinkFamily.ROUTE
        && replies.stream().anyMatch(reply -> family.changes(reply.request().type()))) {
      KernelChanges.note();
    }
  }

  /// Counted by the thread that asks, because the one that sends does not know for which operation.
  private static void note(int sends) {
    for (int send = 0; send < sends; send++) {
      KernelWork.netlinkExchange();
    }
  }

  private Span step(String name) {
    Span span = Trace.step(name);
    if (span.told()) {
      span.say(NetlinkStep.FAMILY, family.name().toLowerCase(Locale.ROOT));
    }
    return span;
  }

  /// Answers how many sends it took.
  private int exchangeLocked(List<Reply<?>> replies, Span span) {
    lock.lock();
    try (NetlinkBuffer buffer = NetlinkBuffer.take()) {
      requireOpen();
      NetlinkExchange exchange = new NetlinkExchange(channel, buffer.bytes());
      int from = 0;
      int sends = 0;
      while (from < replies.size()) {
        List<Reply<?>> left = replies.subList(from, replies.size());
        from += Failpoints.observed() ? observed(exchange, left) : exchange.run(left);
        sends++;
      }
      span.say(NetlinkStep.BYTES_SENT, exchange.bytesSent());
      return sends;
    } finally {
      lock.unlock();
    }
  }

  /// One send, all of whose requests are told before any is done: the kernel works through it to
  /// its end before a signal can end the process, `netlink_rcv_skb` in `net/netlink/af_netlink.c`.
  private int observed(NetlinkExchange exchange, List<Reply<?>> left) {
    int count = exchange.fitting(left);
    List<Reply<?>> sent = told(left.subList(0, count));
    if (!sent.isEmpty()) {
      exchange.run(sent);
    }
    return count;
  }

  /// Tells of each request that changes something, in order, and answers those that are not
  /// refused.
  private List<Reply<?>> told(List<Reply<?>> replies) {
    List<Reply<?>> sent = new ArrayList<>(replies.size());
    for (Reply<?> reply : replies) {
      String what = reply.request().description();
      Optional<Errno> refused =
          family.changes(reply.request().type())
              ? Failpoints.before(() -> "netlink: " + what)
              : Optional.empty();
      if (refused.isPresent()) {
        reply.complete(new NetlinkException(what, refused.get(), ""));
      } else {
        sent.add(reply);
      }
    }
    return sent;
  }

  /// Answers how many sends it took.
  private int dumpLocked(Reply<?> reply, Consistency wanted, Span span) {
    lock.lock();
    try (NetlinkBuffer buffer = NetlinkBuffer.take()) {
      requireOpen();
      NetlinkExchange exchange = new NetlinkExchange(channel, buffer.bytes());
      int sends = exchange.dump(reply, wanted);
      span.say(NetlinkStep.BYTES_SENT, exchange.bytesSent());
      return sends;
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(this + " is closed");
    }
  }

  /// The socket's two ends, for whoever holds its lock.
  private final class Channel implements NetlinkChannel {

    private int sequence;

    @Override
    public int nextSequence() {
      return ++sequence;
    }

    @Override
    public void send(ByteBuffer messages) {
      Sockets.sendToKernel(descriptor, messages);
    }

    @Override
    public @Nullable Errno receive(ByteBuffer buffer) {
      buffer.clear();
      int length = Sockets.receive(descriptor, buffer, 0);
      while (length == -Errno.EINTR.number()) {
        length = Sockets.receive(descriptor, buffer, 0);
      }
      if (length < 0) {
        return new Errno(-length);
      }
      if (length > buffer.capacity()) {
        throw new IllegalStateException(
            "a netlink datagram of " + length + " bytes, expected at most " + buffer.capacity());
      }
      buffer.limit(length);
      return null;
    }

    @Override
    public boolean isMine(NetlinkMessage message) {
      return message.port() == port;
    }
  }
}
