package io.libnetwork.linux.foreign;

import static io.libnetwork.linux.foreign.SystemCallNumbers.BIND;
import static io.libnetwork.linux.foreign.SystemCallNumbers.GETSOCKNAME;
import static io.libnetwork.linux.foreign.SystemCallNumbers.SETSOCKOPT;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import io.libnetwork.linux.Failpoints;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/// What sockets of IPv4 and IPv6 need that the JDK's channels do not offer, see ip(7) and ipv6(7).
public final class InternetSockets {

  /// `bits/socket.h`.
  public static final int AF_INET = 2;

  public static final int AF_INET6 = 10;
  public static final int SOCK_STREAM = 1;
  public static final int SOCK_DGRAM = 2;

  /// `linux/in.h`, `linux/in6.h`.
  public static final int IPPROTO_IPV6 = 41;

  public static final int IPV6_V6ONLY = 26;

  private static final int SO_ATTACH_FILTER = 26;

  /// `linux/filter.h`: `struct sock_fprog`, whose pointer is aligned.
  private static final int SOCK_FPROG_SIZE = 16;

  private static final int SOCK_FPROG_FILTER_OFFSET = 8;

  private InternetSockets() {}

  /// The `AF_*` constant of a family.
  public static int family(IpFamily family) {
    return switch (family) {
      case V4 -> AF_INET;
      case V6 -> AF_INET6;
    };
  }

  /// bind(2) to an address without a zone, at a port that the kernel chooses.
  ///
  /// @throws io.libnetwork.linux.SystemCallException when the kernel refuses
  public static void bindAtAnyPort(int socket, IpAddress address) {
    Failpoints.beforeCall("bind", address::toString);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = SocketName.write(arena, address, 0);
      SystemCall.require(
          BIND, address.toString(), socket, name.address(), name.byteSize(), 0, 0, 0);
    }
  }

  /// bind(2) to an address without a zone.
  ///
  /// @throws io.libnetwork.linux.SystemCallException when the kernel refuses
  public static void bind(int socket, IpAddress address, Port port) {
    Failpoints.beforeCall("bind", () -> address + " port " + port);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = SocketName.write(arena, address, port);
      long result = SystemCall.invoke(BIND, socket, name.address(), name.byteSize(), 0, 0, 0);
      if (result < 0) {
        // Told in words only now: ports are bound by the thousand.
        throw SystemCall.failure(BIND, address + " port " + port, result);
      }
    }
  }

  /// getsockname(2): the port a socket is bound to.
  public static Port port(int socket) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocate(SocketName.SOCKADDR_IN6_SIZE, Integer.BYTES);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, SocketName.SOCKADDR_IN6_SIZE);
      SystemCall.require(
          GETSOCKNAME, "socket " + socket, socket, name.address(), length.address(), 0, 0, 0);
      return SocketName.port(name);
    }
  }

  /// setsockopt(2) `SO_ATTACH_FILTER`: what arrives from now on and the program keeps nothing of is
  /// dropped. A connection that a listening socket takes has its filter too.
  ///
  /// @param filter a program of classic BPF, at most [FilterInstruction#MOST] instructions
  /// @throws io.libnetwork.linux.SystemCallException when the kernel refuses
  public static void attachFilter(int socket, List<FilterInstruction> filter) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment instructions = FilterInstruction.write(arena, filter);
      MemorySegment program = arena.allocate(SOCK_FPROG_SIZE, Long.BYTES);
      program.set(ValueLayout.JAVA_SHORT, 0, (short) filter.size());
      program.set(ValueLayout.JAVA_LONG, SOCK_FPROG_FILTER_OFFSET, instructions.address());
      SystemCall.require(
          SETSOCKOPT,
          "SO_ATTACH_FILTER of socket " + socket,
          socket,
          Sockets.SOL_SOCKET,
          SO_ATTACH_FILTER,
          program.address(),
          SOCK_FPROG_SIZE,
          0);
    }
  }
}
