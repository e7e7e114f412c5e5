package io.libnetwork.linux.foreign;

import static io.libnetwork.linux.foreign.SystemCallNumbers.ACCEPT4;
import static io.libnetwork.linux.foreign.SystemCallNumbers.CONNECT;
import static io.libnetwork.linux.foreign.SystemCallNumbers.GETSOCKOPT;
import static io.libnetwork.linux.foreign.SystemCallNumbers.LISTEN;
import static io.libnetwork.linux.foreign.SystemCallNumbers.RECVFROM;
import static io.libnetwork.linux.foreign.SystemCallNumbers.SENDTO;
import static io.libnetwork.linux.foreign.SystemCallNumbers.SETSOCKOPT;
import static io.libnetwork.linux.foreign.SystemCallNumbers.SHUTDOWN;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.function.IntUnaryOperator;

/// Connections: made, taken, ended. None of these calls blocks on a socket that has
/// `SOCK_NONBLOCK`.
public final class StreamSockets {

  /// `sys/socket.h`.
  public static final int SOCK_NONBLOCK = 04000;

  public static final int SHUT_RD = 0;
  public static final int SHUT_WR = 1;
  public static final int SO_REUSEADDR = 2;
  public static final int SO_KEEPALIVE = 9;
  public static final int SO_RCVBUF = 8;

  /// `netinet/tcp.h`, `netinet/in.h`.
  public static final int IPPROTO_TCP = 6;

  public static final int TCP_NODELAY = 1;
  public static final int TCP_SYNCNT = 7;

  private static final int SOCK_CLOEXEC = 02000000;
  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int SO_ERROR = 4;
  private static final int SO_LINGER = 13;
  private static final int SO_ACCEPTCONN = 30;

  private StreamSockets() {}

  /// listen(2).
  ///
  /// @return zero, or a negative error number: `EADDRINUSE` when another listens there
  public static int listen(int socket, int backlog) {
    return (int) SystemCall.invoke(LISTEN, socket, backlog, 0, 0, 0, 0);
  }

  /// accept4(2) without the peer's name; what is taken neither blocks nor outlives an exec.
  ///
  /// @return the connection, or a negative error number
  public static int accept(int socket) {
    return (int) SystemCall.invoke(ACCEPT4, socket, 0, 0, SOCK_NONBLOCK | SOCK_CLOEXEC, 0, 0);
  }

  /// connect(2).
  ///
  /// @return zero, or a negative error number: `EINPROGRESS` while it is being made
  public static int connect(int socket, IpAddress address, Port port) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = SocketName.write(arena, address, port);
      return (int) SystemCall.invoke(CONNECT, socket, name.address(), name.byteSize(), 0, 0, 0);
    }
  }

  /// connect(2) to `AF_UNSPEC`: a socket that was connected, or listened, is as it was when it had
  /// been bound.
  ///
  /// @return zero, or a negative error number
  public static int disconnect(int socket) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment unspecified = arena.allocate(SocketName.SOCKADDR_IN6_SIZE, Integer.BYTES);
      long size = unspecified.byteSize();
      return (int) SystemCall.invoke(CONNECT, socket, unspecified.address(), size, 0, 0, 0);
    }
  }

  /// getsockopt(2) `SO_ERROR`, which takes the error away.
  ///
  /// @return zero where there is none, or a negative error number
  public static int error(int socket) {
    return option(socket, SO_ERROR, error -> -error);
  }

  /// getsockopt(2) `SO_ACCEPTCONN`: whether a socket listens.
  public static boolean listening(int socket) {
    return option(socket, SO_ACCEPTCONN, on -> on) > 0;
  }

  /// @return what is made of the option, or a negative error number
  private static int option(int socket, int option, IntUnaryOperator made) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(Integer.BYTES, Integer.BYTES);
      MemorySegment size = arena.allocateFrom(ValueLayout.JAVA_INT, Integer.BYTES);
      long answer =
          SystemCall.invoke(
              GETSOCKOPT, socket, Sockets.SOL_SOCKET, option, value.address(), size.address(), 0);
      return answer < 0 ? (int) answer : made.applyAsInt(value.get(ValueLayout.JAVA_INT, 0));
    }
  }

  /// recvfrom(2) of what has arrived on a connection, into a direct buffer from its position on,
  /// which moves behind it.
  ///
  /// @return how many bytes; zero at the end; or a negative error number
  public static int receive(int socket, ByteBuffer buffer) {
    return pass(RECVFROM, socket, buffer, MSG_DONTWAIT);
  }

  /// sendto(2) on a connection of what is left in a direct buffer, whose position moves behind what
  /// was taken.
  ///
  /// @return how many bytes, or a negative error number
  public static int send(int socket, ByteBuffer buffer) {
    return pass(SENDTO, socket, buffer, MSG_DONTWAIT | MSG_NOSIGNAL);
  }

  private static int pass(SystemCallNumbers call, int socket, ByteBuffer buffer, int flags) {
    try {
      MemorySegment bytes = MemorySegment.ofBuffer(buffer);
      int passed =
          (int) SystemCall.invoke(call, socket, bytes.address(), bytes.byteSize(), flags, 0, 0);
      if (passed > 0) {
        buffer.position(buffer.position() + passed);
      }
      return passed;
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  /// shutdown(2). A connection that is gone already is no matter.
  ///
  /// @param how `SHUT_*` of this class
  public static void shutdown(int socket, int how) {
    SystemCall.invoke(SHUTDOWN, socket, how, 0, 0, 0, 0);
  }

  /// setsockopt(2) `SO_LINGER` of zero seconds: close(2) then resets the connection, so that the
  /// peer learns that it did not end well.
  public static void resetOnClose(int socket) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment linger = arena.allocateFrom(ValueLayout.JAVA_INT, 1, 0);
      SystemCall.invoke(
          SETSOCKOPT,
          socket,
          Sockets.SOL_SOCKET,
          SO_LINGER,
          linger.address(),
          linger.byteSize(),
          0);
    }
  }
}
