package io.libnetwork.linux.foreign;

import static io.libnetwork.linux.foreign.SystemCallNumbers.BIND;
import static io.libnetwork.linux.foreign.SystemCallNumbers.GETSOCKNAME;
import static io.libnetwork.linux.foreign.SystemCallNumbers.GETSOCKOPT;
import static io.libnetwork.linux.foreign.SystemCallNumbers.RECVFROM;
import static io.libnetwork.linux.foreign.SystemCallNumbers.SENDTO;
import static io.libnetwork.linux.foreign.SystemCallNumbers.SETSOCKOPT;
import static io.libnetwork.linux.foreign.SystemCallNumbers.SOCKET;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Sockets of families the JDK has no channel for.
///
/// Buffers are direct byte buffers: their memory is handed to the kernel as it is, from position to
/// limit.
public final class Sockets {

  /// `bits/socket.h`, `linux/netlink.h`, `linux/if_packet.h`.
  public static final int AF_NETLINK = 16;

  public static final int AF_PACKET = 17;
  public static final int AF_UNIX = 1;
  public static final int SOCK_DGRAM = 2;
  public static final int SOCK_RAW = 3;
  public static final int SOL_SOCKET = 1;
  public static final int SO_RCVTIMEO = 20;
  public static final int SO_RCVBUFFORCE = 33;
  public static final int SO_SNDBUFFORCE = 32;
  public static final int SO_PROTOCOL = 38;
  public static final int SOL_NETLINK = 270;
  public static final int MSG_TRUNC = 0x20;
  public static final int MSG_DONTWAIT = 0x40;

  private static final int SOCK_CLOEXEC = 02000000;
  private static final int SOCKADDR_NL_SIZE = 12;
  private static final int SOCKADDR_LL_SIZE = 20;
  private static final ValueLayout.OfShort NETWORK_SHORT =
      ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

  /// `sun_path` of `struct sockaddr_un`, see unix(7).
  private static final int SUN_PATH_OFFSET = 2;

  private static final int SUN_PATH_SIZE = 108;

  private Sockets() {}

  /// socket(2), closed on exec.
  public static int socket(int family, int type, int protocol) {
    return (int)
        SystemCall.require(
            SOCKET,
            "family " + family + ", protocol " + protocol,
            family,
            type | SOCK_CLOEXEC,
            protocol,
            0,
            0,
            0);
  }

  /// bind(2) of a netlink socket, see netlink(7): the kernel assigns the port id.
  ///
  /// @return the port id, as getsockname(2) tells it
  public static int bindNetlink(int socket) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(SOCKADDR_NL_SIZE, Integer.BYTES);
      address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_NETLINK);
      String subject = "netlink socket " + socket;
      SystemCall.require(BIND, subject, socket, address.address(), SOCKADDR_NL_SIZE, 0, 0, 0);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, SOCKADDR_NL_SIZE);
      SystemCall.require(
          GETSOCKNAME, subject, socket, address.address(), length.address(), 0, 0, 0);
      return address.get(ValueLayout.JAVA_INT, 4);
    }
  }

  /// bind(2) of a packet socket, see packet(7): from now on it receives what comes in by one
  /// interface and is of one type.
  ///
  /// @param etherType as in `linux/if_ether.h`
  public static void bindPacket(int socket, int etherType, int ifindex) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(SOCKADDR_LL_SIZE, Integer.BYTES);
      address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_PACKET);
      address.set(NETWORK_SHORT, 2, (short) etherType);
      address.set(ValueLayout.JAVA_INT, 4, ifindex);
      String subject = "packet socket " + socket + ", interface " + ifindex;
      SystemCall.require(BIND, subject, socket, address.address(), SOCKADDR_LL_SIZE, 0, 0, 0);
    }
  }

  /// setsockopt(2) with an `int`.
  ///
  /// @return zero, or a negative error number
  public static int setOption(int socket, int level, int option, int value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocateFrom(ValueLayout.JAVA_INT, value);
      return (int)
          SystemCall.invoke(SETSOCKOPT, socket, level, option, segment.address(), Integer.BYTES, 0);
    }
  }

  /// getsockopt(2) of an `int` that is not negative.
  ///
  /// @return its value, or a negative error number
  public static int option(int socket, int level, int option) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(Integer.BYTES, Integer.BYTES);
      MemorySegment size = arena.allocateFrom(ValueLayout.JAVA_INT, Integer.BYTES);
      long answer =
          SystemCall.invoke(GETSOCKOPT, socket, level, option, value.address(), size.address(), 0);
      return answer < 0 ? (int) answer : value.get(ValueLayout.JAVA_INT, 0);
    }
  }

  /// setsockopt(2) `SO_RCVTIMEO`.
  public static void setReceiveTimeout(int socket, long seconds) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment time = arena.allocateFrom(ValueLayout.JAVA_LONG, seconds, 0L);
      SystemCall.require(
          SETSOCKOPT,
          "SO_RCVTIMEO of socket " + socket,
          socket,
          SOL_SOCKET,
          SO_RCVTIMEO,
          time.address(),
          16,
          0);
    }
  }

  /// sendto(2) of a datagram to a unix socket.
  ///
  /// @param path where it is bound; behind an `@` a name in the abstract namespace
  /// @throws IllegalArgumentException if the path is longer than the kernel takes
  public static void sendToPath(int socket, String path, byte[] datagram) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    if (name.length >= SUN_PATH_SIZE) {
      throw new IllegalArgumentException(
          "the path '" + path + "' of a socket has more than " + (SUN_PATH_SIZE - 1) + " bytes");
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(SUN_PATH_OFFSET + SUN_PATH_SIZE, Short.BYTES);
      address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
      MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, SUN_PATH_OFFSET, name.length);
      boolean unnamed = path.startsWith("@");
      if (unnamed) {
        address.set(ValueLayout.JAVA_BYTE, SUN_PATH_OFFSET, (byte) 0);
      }
      MemorySegment bytes = arena.allocateFrom(ValueLayout.JAVA_BYTE, datagram);
      SystemCall.require(
          SENDTO,
          "socket " + path,
          socket,
          bytes.address(),
          datagram.length,
          0,
          address.address(),
          SUN_PATH_OFFSET + name.length + (unnamed ? 0 : 1));
    }
  }

  /// sendto(2) to the kernel's end of a netlink socket.
  public static void sendToKernel(int socket, ByteBuffer buffer) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(SOCKADDR_NL_SIZE, Integer.BYTES);
      address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_NETLINK);
      MemorySegment bytes = offHeap(buffer, arena);
      SystemCall.require(
          SENDTO,
          "netlink socket " + socket,
          socket,
          bytes.address(),
          bytes.byteSize(),
          0,
          address.address(),
          SOCKADDR_NL_SIZE);
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }

  /// The bytes where the kernel can read them.
  private static MemorySegment offHeap(ByteBuffer buffer, Arena arena) {
    MemorySegment bytes = MemorySegment.ofBuffer(buffer);
    return bytes.isNative() ? bytes : arena.allocate(bytes.byteSize()).copyFrom(bytes);
  }

  /// sendto(2) of a whole Ethernet frame through one interface, see packet(7).
  ///
  /// @return zero, or a negative error number
  public static int sendFrame(int socket, int ifindex, ByteBuffer frame) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(SOCKADDR_LL_SIZE, Integer.BYTES);
      address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_PACKET);
      address.set(ValueLayout.JAVA_INT, 4, ifindex);
      MemorySegment bytes = MemorySegment.ofBuffer(frame);
      long sent =
          SystemCall.invoke(
              SENDTO,
              socket,
              bytes.address(),
              bytes.byteSize(),
              MSG_DONTWAIT,
              address.address(),
              SOCKADDR_LL_SIZE);
      return sent < 0 ? (int) sent : 0;
    } finally {
      Reference.reachabilityFence(frame);
    }
  }

  /// recvfrom(2) into a buffer, from its position to its limit.
  ///
  /// @return how many bytes the message had, which is more than fit where it was cut (`MSG_TRUNC`),
  ///   or a negative error number
  public static int receive(int socket, ByteBuffer buffer, int flags) {
    try {
      MemorySegment bytes = MemorySegment.ofBuffer(buffer);
      return (int)
          SystemCall.invoke(
              RECVFROM, socket, bytes.address(), bytes.byteSize(), flags | MSG_TRUNC, 0, 0);
    } finally {
      Reference.reachabilityFence(buffer);
    }
  }
}
