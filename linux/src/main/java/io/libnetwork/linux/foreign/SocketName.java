package io.libnetwork.linux.foreign;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Port;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// An address and a port as the kernel is told them: `struct sockaddr_in` of `linux/in.h`, `struct
/// sockaddr_in6` of `linux/in6.h`, without a zone.
final class SocketName {

  static final int SOCKADDR_IN_SIZE = 16;
  static final int SOCKADDR_IN6_SIZE = 28;

  private static final int PORT_OFFSET = 2;
  private static final int ADDRESS_OFFSET = 4;
  private static final int ADDRESS6_OFFSET = 8;

  private static final ValueLayout.OfShort NETWORK_SHORT =
      ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

  private SocketName() {}

  /// A segment of the structure's size.
  static MemorySegment write(Arena arena, IpAddress address, Port port) {
    return write(arena, address, port.number());
  }

  /// As [#write(Arena, IpAddress, Port)]; port 0 is any.
  static MemorySegment write(Arena arena, IpAddress address, int port) {
    boolean v4 = address.family() == IpFamily.V4;
    byte[] bytes = address.toBytes();
    MemorySegment name = arena.allocate(v4 ? SOCKADDR_IN_SIZE : SOCKADDR_IN6_SIZE, Integer.BYTES);
    name.set(ValueLayout.JAVA_SHORT, 0, (short) InternetSockets.family(address.family()));
    name.set(NETWORK_SHORT, PORT_OFFSET, (short) port);
    MemorySegment.copy(
        bytes, 0, name, ValueLayout.JAVA_BYTE, v4 ? ADDRESS_OFFSET : ADDRESS6_OFFSET, bytes.length);
    return name;
  }

  /// The port in a name of either family.
  static Port port(MemorySegment name) {
    return new Port(Short.toUnsignedInt(name.get(NETWORK_SHORT, PORT_OFFSET)));
  }
}
