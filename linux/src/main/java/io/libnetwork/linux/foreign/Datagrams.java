package io.libnetwork.linux.foreign;

import static io.libnetwork.linux.foreign.SystemCallNumbers.RECVMMSG;
import static io.libnetwork.linux.foreign.SystemCallNumbers.SENDMMSG;
import static io.libnetwork.linux.foreign.SystemCallNumbers.SENDMSG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Datagrams taken from a socket and given to another, many with one call: an array of `struct
/// mmsghdr` and the memory it points to. For the thread that made it.
///
/// The slots filled by [#receive] are those that [#send] and [#answer] pass on as they are; sizes
/// are those of 64-bit machines.
public final class Datagrams implements AutoCloseable {

  /// How many datagrams one call takes: about a third of what fits the 208 KB that a receiver's
  /// socket has unless it asks for more.
  public static final int SLOTS = 32;

  /// `netinet/in.h`: options by which a socket tells at which address a datagram arrived.
  public static final int IPPROTO_IP = 0;

  public static final int IP_PKTINFO = 8;
  public static final int IPPROTO_IPV6 = 41;
  public static final int IPV6_RECVPKTINFO = 49;

  private static final int MSG_DONTWAIT = 0x40;
  private static final int MSG_NOSIGNAL = 0x4000;
  static final int FLAGS_OF_SENDING = MSG_DONTWAIT | MSG_NOSIGNAL;

  /// `linux/udp.h`.
  private static final int SOL_UDP = 17;

  private static final int UDP_SEGMENT = 103;

  /// Bytes in one packet before it is cut apart, whichever the family's headers.
  private static final int MOST_TOGETHER = 65_000;

  /// The largest datagram either family carries.
  private static final int LARGEST = 65_535;

  /// `bits/socket.h`: `struct mmsghdr`, in it `struct msghdr`.
  private static final int HEADER = 64;

  private static final int NAME = 0;
  private static final int NAME_LENGTH = 8;
  private static final int VECTOR = 16;
  private static final int VECTOR_LENGTH = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LENGTH = 40;
  private static final int FLAGS = 48;
  private static final int LENGTH = 56;

  /// `struct iovec`.
  private static final int IOVEC = 16;

  private static final int IOVEC_LENGTH = 8;

  /// Room for `struct sockaddr_in6`, and for a `struct cmsghdr` with `struct in6_pktinfo` and one
  /// with a number.
  private static final int NAME_ROOM = 32;

  private static final int CONTROL_ROOM = 64;
  private static final int SEGMENT_ROOM = 24;
  private static final int CMSG_LEVEL = 8;
  private static final int CMSG_TYPE = 12;
  private static final int CMSG_DATA = 16;
  private static final int IN_ADDRESS_OFFSET = 8;
  private static final int IN6_IFINDEX_OFFSET = 16;

  private static final ValueLayout.OfShort BIG_ENDIAN_SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment headers = arena.allocate((long) HEADER * SLOTS, Long.BYTES);
  private final MemorySegment vectors = arena.allocate((long) IOVEC * SLOTS, Long.BYTES);
  private final MemorySegment names = arena.allocate((long) NAME_ROOM * SLOTS, Long.BYTES);
  private final MemorySegment controls = arena.allocate((long) CONTROL_ROOM * SLOTS, Long.BYTES);
  private final MemorySegment data = arena.allocate((long) (LARGEST + 1) * SLOTS, Long.BYTES);
  private final MemorySegment replyName = arena.allocate(NAME_ROOM, Long.BYTES);
  private final MemorySegment replyControl = arena.allocate(CONTROL_ROOM, Long.BYTES);
  private final MemorySegment together = arena.allocate(HEADER, Long.BYTES);

  /// Memory for [#SLOTS] datagrams of any size.
  public Datagrams() {
    for (int slot = 0; slot < SLOTS; slot++) {
      vectors.set(
          ValueLayout.JAVA_LONG, (long) slot * IOVEC, data.address() + (long) slot * (LARGEST + 1));
      header(slot, VECTOR, vectors.address() + (long) slot * IOVEC);
      header(slot, VECTOR_LENGTH, 1);
    }
  }

  /// recvmmsg(2): takes what has arrived at a socket, with who sent it and where to.
  ///
  /// @return how many there are, or a negative error number
  public int receive(int socket) {
    for (int slot = 0; slot < SLOTS; slot++) {
      vectors.set(ValueLayout.JAVA_LONG, (long) slot * IOVEC + IOVEC_LENGTH, LARGEST);
      point(slot, names.address() + (long) slot * NAME_ROOM, SocketName.SOCKADDR_IN6_SIZE);
      control(slot, controls.address() + (long) slot * CONTROL_ROOM, CONTROL_ROOM);
      headers.set(ValueLayout.JAVA_INT, (long) slot * HEADER + FLAGS, 0);
    }
    return (int) SystemCall.invoke(RECVMMSG, socket, headers.address(), SLOTS, MSG_DONTWAIT, 0, 0);
  }

  /// How many bytes the datagram in a slot has.
  public int length(int slot) {
    return headers.get(ValueLayout.JAVA_INT, (long) slot * HEADER + LENGTH);
  }

  /// Whether two slots' datagrams came from one sender and were sent to one address.
  public boolean sameSender(int one, int other) {
    return nameLength(one) == nameLength(other)
        && controlLength(one) == controlLength(other)
        && equal(names, NAME_ROOM, nameLength(one), one, other)
        && equal(controls, CONTROL_ROOM, controlLength(one), one, other);
  }

  /// Who sent the datagram in a slot, and where to. To be asked before the slot is passed on.
  public DatagramSender sender(int slot) {
    MemorySegment name = names.asSlice((long) slot * NAME_ROOM, nameLength(slot));
    return new DatagramSender(name.toArray(ValueLayout.JAVA_BYTE), arrival(slot));
  }

  /// The datagram in a slot.
  public byte[] bytes(int slot) {
    byte[] bytes = new byte[length(slot)];
    MemorySegment.copy(data, ValueLayout.JAVA_BYTE, place(slot), bytes, 0, bytes.length);
    return bytes;
  }

  /// Puts a reply where a datagram was, which [#reply(int, int, int)] sends to whom that came from.
  ///
  /// @param length of the reply, which may be less than the array's
  public void put(int slot, byte[] reply, int length) {
    MemorySegment.copy(reply, 0, data, ValueLayout.JAVA_BYTE, place(slot), length);
    vectors.set(ValueLayout.JAVA_LONG, (long) slot * IOVEC + IOVEC_LENGTH, length);
  }

  /// sendmmsg(2): sends what was put in slots to whom their datagrams came from, each to his.
  ///
  /// @return how many the kernel took, or a negative error number where it took none
  public int reply(int socket, int first, int count) {
    long start = headers.address() + (long) first * HEADER;
    return (int) SystemCall.invoke(SENDMMSG, socket, start, count, FLAGS_OF_SENDING, 0, 0);
  }

  /// Passes datagrams on to whom a socket is connected to.
  ///
  /// @return how many the kernel took, or a negative error number where it took none
  public int send(int socket, int first, int count) {
    return pass(socket, first, count, 0, 0);
  }

  /// Passes datagrams on to a sender, from the address that he had sent to.
  ///
  /// @return how many the kernel took, or a negative error number where it took none
  public int answer(int socket, DatagramSender to, int first, int count) {
    byte[] name = to.name();
    byte[] arrival = to.arrival();
    MemorySegment.copy(name, 0, replyName, ValueLayout.JAVA_BYTE, 0, name.length);
    MemorySegment.copy(arrival, 0, replyControl, ValueLayout.JAVA_BYTE, 0, arrival.length);
    return pass(socket, first, count, name.length, arrival.length);
  }

  @Override
  public void close() {
    arena.close();
  }

  /// Together where they are alike, and one by one where they are not, or where the way to the
  /// receiver does not do that: with larger datagrams than fit a frame, or a device without
  /// checksums of its own.
  private int pass(int socket, int first, int count, int nameLength, int controlLength) {
    for (int slot = first; slot < first + count; slot++) {
      vectors.set(ValueLayout.JAVA_LONG, (long) slot * IOVEC + IOVEC_LENGTH, length(slot));
    }
    if (alike(first, count) && passTogether(socket, first, count, nameLength, controlLength) >= 0) {
      return count;
    }
    for (int slot = first; slot < first + count; slot++) {
      point(slot, nameLength == 0 ? 0 : replyName.address(), nameLength);
      control(slot, controlLength == 0 ? 0 : replyControl.address(), controlLength);
    }
    long start = headers.address() + (long) first * HEADER;
    return (int) SystemCall.invoke(SENDMMSG, socket, start, count, FLAGS_OF_SENDING, 0, 0);
  }

  /// All of one size, but for the last, which may be smaller: what `UDP_SEGMENT` can cut apart
  /// again.
  private boolean alike(int first, int count) {
    int size = length(first);
    int last = first + count - 1;
    for (int slot = first + 1; slot < last; slot++) {
      if (length(slot) != size) {
        return false;
      }
    }
    return count > 1
        && length(last) > 0
        && length(last) <= size
        && (long) size * count <= MOST_TOGETHER;
  }

  /// sendmsg(2) with `UDP_SEGMENT`, see udp(7): the datagrams go through the kernel as one and are
  /// cut apart at the end of the way.
  private int passTogether(int socket, int first, int count, int nameLength, int controlLength) {
    replyControl.set(ValueLayout.JAVA_LONG, controlLength, CMSG_DATA + Short.BYTES);
    replyControl.set(ValueLayout.JAVA_INT, controlLength + CMSG_LEVEL, SOL_UDP);
    replyControl.set(ValueLayout.JAVA_INT, controlLength + CMSG_TYPE, UDP_SEGMENT);
    replyControl.set(ValueLayout.JAVA_SHORT, controlLength + CMSG_DATA, (short) length(first));
    together.set(ValueLayout.JAVA_LONG, NAME, nameLength == 0 ? 0 : replyName.address());
    together.set(ValueLayout.JAVA_INT, NAME_LENGTH, nameLength);
    together.set(ValueLayout.JAVA_LONG, VECTOR, vectors.address() + (long) first * IOVEC);
    together.set(ValueLayout.JAVA_LONG, VECTOR_LENGTH, count);
    together.set(ValueLayout.JAVA_LONG, CONTROL, replyControl.address());
    together.set(ValueLayout.JAVA_LONG, CONTROL_LENGTH, controlLength + SEGMENT_ROOM);
    return (int) SystemCall.invoke(SENDMSG, socket, together.address(), FLAGS_OF_SENDING, 0, 0, 0);
  }

  /// What a reply has to say so that it comes from where the datagram went to: its control message
  /// with no interface, so that the route decides, but for a link-local address, which means
  /// nothing without one. Empty where the socket does not tell.
  private byte[] arrival(int slot) {
    int length = controlLength(slot);
    if (length < CMSG_DATA) {
      return new byte[0];
    }
    byte[] bytes =
        controls.asSlice((long) slot * CONTROL_ROOM, length).toArray(ValueLayout.JAVA_BYTE);
    MemorySegment control = MemorySegment.ofArray(bytes);
    if (control.get(ValueLayout.JAVA_INT_UNALIGNED, CMSG_LEVEL) == IPPROTO_IP) {
      control.set(ValueLayout.JAVA_INT_UNALIGNED, CMSG_DATA, 0);
      control.set(ValueLayout.JAVA_INT_UNALIGNED, CMSG_DATA + IN_ADDRESS_OFFSET, 0);
    } else if ((control.get(BIG_ENDIAN_SHORT, CMSG_DATA) & 0xffc0) != 0xfe80) {
      control.set(ValueLayout.JAVA_INT_UNALIGNED, CMSG_DATA + IN6_IFINDEX_OFFSET, 0);
    }
    return bytes;
  }

  private static long place(int slot) {
    return (long) slot * (LARGEST + 1);
  }

  private int nameLength(int slot) {
    return headers.get(ValueLayout.JAVA_INT, (long) slot * HEADER + NAME_LENGTH);
  }

  private int controlLength(int slot) {
    return (int) headers.get(ValueLayout.JAVA_LONG, (long) slot * HEADER + CONTROL_LENGTH);
  }

  private static boolean equal(MemorySegment all, int room, int length, int one, int other) {
    long from = (long) one * room;
    long to = (long) other * room;
    return MemorySegment.mismatch(all, from, from + length, all, to, to + length) < 0;
  }

  private void point(int slot, long name, int length) {
    header(slot, NAME, name);
    headers.set(ValueLayout.JAVA_INT, (long) slot * HEADER + NAME_LENGTH, length);
  }

  private void control(int slot, long control, int length) {
    header(slot, CONTROL, control);
    header(slot, CONTROL_LENGTH, length);
  }

  private void header(int slot, int field, long value) {
    headers.set(ValueLayout.JAVA_LONG, (long) slot * HEADER + field, value);
  }
}
