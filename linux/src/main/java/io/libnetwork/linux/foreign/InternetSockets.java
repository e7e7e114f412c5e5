package io.libnetwork.linux.foreign;

import static io.libnetwork.linux.foreign.SystemCallNumbers.BIND;
import static io.libnetwork.linux.foreign.SystemCallNumbers.SETSOCKOPT;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

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

  /// `linux/filter.h`: `struct sock_fprog`, whose pointer is aligned, and `struct sock_filter`.
  private static final int SOCK_FPROG_SIZE = 16;

  private static final int SOCK_FPROG_FILTER_OFFSET = 8;
  private static final int SOCK_FILTER_SIZE = 8;

  /// `linux/bpf_common.h`: `BPF_RET | BPF_K`.
  private static final short BPF_RETURN_CONSTANT = 0x06;

  private InternetSockets() {}

  /// The `AF_*` constant of a family.
  public static int family(IpFamily family) {
    return switch (family) {
      case V4 -> AF_INET;
      case V6 -> AF_INET6;
    };
  }

  /// bind(2) to an address without a zone.
  ///
  /// @throws io.libnetwork.linux.SystemCallException when the kernel refuses
  public static void bind(int socket, IpAddress address, Port port) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = SocketName.write(arena, address, port);
      SystemCall.require(
          BIND, address + " port " + port, socket, name.address(), name.byteSize(), 0, 0, 0);
    }
  }

  /// setsockopt(2) `SO_ATTACH_FILTER` with a classic BPF program of one instruction that keeps
  /// nothing: what arrives from now on is dropped.
  public static void dropEverything(int socket) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment instruction = arena.allocate(SOCK_FILTER_SIZE, Integer.BYTES);
      instruction.set(ValueLayout.JAVA_SHORT, 0, BPF_RETURN_CONSTANT);
      MemorySegment program = arena.allocate(SOCK_FPROG_SIZE, Long.BYTES);
      program.set(ValueLayout.JAVA_SHORT, 0, (short) 1);
      program.set(ValueLayout.JAVA_LONG, SOCK_FPROG_FILTER_OFFSET, instruction.address());
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
