package io.libnetwork.linux.netlink;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.NamespaceThread;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.foreign.Descriptors;
import io.libnetwork.linux.foreign.FilterInstruction;
import io.libnetwork.linux.foreign.InternetSockets;
import io.libnetwork.linux.foreign.Sockets;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Hears the multicast groups of a netlink family: one thread, one listener, in the kernel's order.
///
/// Events are hints. Where the listener is slower than the kernel, the kernel drops what does not
/// fit and says so once (`ENOBUFS`): the listener is told that it missed something, and looks at
/// everything again.
public final class NetlinkMonitor implements AutoCloseable {

  /// `nlmsg_type` in `struct nlmsghdr`.
  private static final int TYPE_OFFSET = 4;

  private static final int NETLINK_ADD_MEMBERSHIP = 1;
  private static final int BUFFER_BYTES = 8 << 20;
  private static final int DATAGRAM_BYTES = 64 << 10;

  private final int socket;
  private final int wakeUp;
  private final Listener listener;
  private final Thread thread;
  private boolean overrun;
  private volatile boolean closed;
  private boolean ended;

  private NetlinkMonitor(int socket, int wakeUp, String name, Listener listener) {
    this.socket = socket;
    this.wakeUp = wakeUp;
    this.listener = listener;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::listen);
  }

  /// What is told; called on the monitor's own thread, which waits for nothing else meanwhile.
  public interface Listener {

    /// An event. The message is valid only during the call.
    void event(NetlinkMessage message);

    /// The kernel dropped events. What was announced before has been handed on, and what is
    /// announced from now on will be.
    void missed();

    /// Reading or the listener failed, and nothing further will be heard. The monitor must be
    /// replaced.
    void failed(RuntimeException failure);
  }

  /// Subscribes to groups of a namespace and starts listening.
  ///
  /// @param name the thread's name
  /// @param groups group numbers (not bits), such as `RTNLGRP_LINK`
  public static NetlinkMonitor open(
      NetlinkFamily family,
      NamespaceThread thread,
      NetworkNamespace namespace,
      String name,
      Listener listener,
      int... groups) {
    int socket = thread.call(namespace, () -> subscribe(family, List.of(), groups));
    return started(socket, name, listener);
  }

  /// As [#open], of events of one type alone: for others the kernel does not even wake the thread.
  ///
  /// @param type the family's message type
  public static NetlinkMonitor openFor(
      int type,
      NetlinkFamily family,
      NamespaceThread thread,
      NetworkNamespace namespace,
      String name,
      Listener listener,
      int... groups) {
    int socket = thread.call(namespace, () -> subscribe(family, only(type), groups));
    return started(socket, name, listener);
  }

  /// A filter loads what a message has in the machine's order as if it were in the network's.
  private static List<FilterInstruction> only(int type) {
    boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
    int loaded = little ? Short.toUnsignedInt(Short.reverseBytes((short) type)) : type;
    return List.of(
        FilterInstruction.loadHalf(TYPE_OFFSET),
        FilterInstruction.unlessEqual(loaded, 1),
        FilterInstruction.keep(),
        FilterInstruction.drop());
  }

  private static NetlinkMonitor started(int socket, String name, Listener listener) {
    try {
      NetlinkMonitor monitor =
          new NetlinkMonitor(socket, Descriptors.eventDescriptor(), name, listener);
      monitor.thread.start();
      return monitor;
    } catch (RuntimeException failure) {
      Descriptors.close(socket);
      throw failure;
    }
  }

  /// Ends listening and waits until the listener is no longer called, unless it is the listener
  /// that closes.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    wakeThread();
    if (!Thread.currentThread().equals(thread)) {
      join();
    }
  }

  /// A descriptor's number is another's once it is closed, so none is signalled after that.
  private synchronized void wakeThread() {
    if (!ended) {
      Descriptors.signal(wakeUp);
    }
  }

  private synchronized void closeDescriptors() {
    ended = true;
    Descriptors.close(socket);
    Descriptors.close(wakeUp);
  }

  private void join() {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      // The thread ends by itself soon; the caller is not to be kept.
      Thread.currentThread().interrupt();
    }
  }

  /// @param filter none where it is empty
  private static int subscribe(
      NetlinkFamily family, List<FilterInstruction> filter, int... groups) {
    int socket = Sockets.socket(Sockets.AF_NETLINK, Sockets.SOCK_RAW, family.protocol());
    try {
      Sockets.setOption(socket, Sockets.SOL_SOCKET, Sockets.SO_RCVBUFFORCE, BUFFER_BYTES);
      Sockets.bindNetlink(socket);
      if (!filter.isEmpty()) {
        InternetSockets.attachFilter(socket, filter);
      }
      for (int group : groups) {
        join(socket, group);
      }
      return socket;
    } catch (RuntimeException failure) {
      Descriptors.close(socket);
      throw failure;
    }
  }

  private static void join(int socket, int group) {
    int refused = Sockets.setOption(socket, Sockets.SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group);
    if (refused < 0) {
      throw new SystemCallException(
          "setsockopt", "NETLINK_ADD_MEMBERSHIP of group " + group, new Errno(-refused));
    }
  }

  private void listen() {
    try {
      ByteBuffer buffer = ByteBuffer.allocateDirect(DATAGRAM_BYTES).order(ByteOrder.nativeOrder());
      while (!closed) {
        if (!receive(buffer)) {
          Descriptors.awaitReadable(socket, wakeUp);
        }
      }
    } catch (RuntimeException failure) {
      listener.failed(failure);
    } finally {
      closeDescriptors();
    }
  }

  /// Hands on what one datagram brings.
  ///
  /// @return false when there was nothing to read
  private boolean receive(ByteBuffer buffer) {
    buffer.clear();
    int length = Sockets.receive(socket, buffer, Sockets.MSG_DONTWAIT);
    if (length < 0) {
      return receiveFailed(new Errno(-length));
    }
    if (length > buffer.capacity()) {
      throw new IllegalStateException(
          "a netlink event of " + length + " bytes, expected at most " + buffer.capacity());
    }
    buffer.limit(length);
    while (buffer.hasRemaining() && !closed) {
      NetlinkMessage message = NetlinkMessage.read(buffer);
      if (message.type() >= NetlinkMessage.FIRST_FAMILY_TYPE) {
        listener.event(message);
      }
    }
    return true;
  }

  /// Once it has dropped an event the kernel drops all others, without a further word, until
  /// nothing is left to read. Only then is it told, so that who looks at everything again misses
  /// nothing.
  private void tellIfOverrun() {
    if (overrun) {
      overrun = false;
      listener.missed();
    }
  }

  private boolean receiveFailed(Errno errno) {
    if (errno.equals(Errno.EAGAIN)) {
      tellIfOverrun();
      return false;
    }
    if (errno.equals(Errno.ENOBUFS)) {
      overrun = true;
    } else if (!errno.equals(Errno.EINTR)) {
      throw new SystemCallException("recvfrom", "netlink events", errno);
    }
    return true;
  }
}
