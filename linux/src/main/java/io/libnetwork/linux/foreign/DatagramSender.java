package io.libnetwork.linux.foreign;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Who sent a datagram and which address he sent it to, in the kernel's form. Two are equal when
/// both are.
public final class DatagramSender {

  private final byte[] name;
  private final byte[] arrival;
  private final int hash;

  /// @param name a socket name of either family
  /// @param arrival a control message that makes a reply come from where he sent to, or empty
  DatagramSender(byte[] name, byte[] arrival) {
    this.name = name;
    this.arrival = arrival;
    this.hash = 31 * Arrays.hashCode(name) + Arrays.hashCode(arrival);
  }

  /// sendto(2) of one datagram to this sender, which does not wait.
  ///
  /// @param length of the datagram, which may be less than the array's
  /// @return how many bytes, or a negative error number
  public int send(int socket, byte[] datagram, int length) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(Math.max(length, 1));
      MemorySegment.copy(datagram, 0, bytes, ValueLayout.JAVA_BYTE, 0, length);
      MemorySegment to = arena.allocateFrom(ValueLayout.JAVA_BYTE, name);
      return (int)
          SystemCall.invoke(
              SystemCallNumbers.SENDTO,
              socket,
              bytes.address(),
              length,
              Datagrams.FLAGS_OF_SENDING,
              to.address(),
              name.length);
    }
  }

  byte[] name() {
    return name;
  }

  byte[] arrival() {
    return arrival;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DatagramSender that
        && Arrays.equals(name, that.name)
        && Arrays.equals(arrival, that.arrival);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
