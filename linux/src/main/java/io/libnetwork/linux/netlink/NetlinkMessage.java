package io.libnetwork.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// One message from the kernel, see `struct nlmsghdr` in `linux/netlink.h`.
///
/// @param type the family's message type
/// @param flags [NetlinkFlags]
/// @param sequence the number of the request it answers, zero for an event
/// @param port the netlink port the message is for, zero for an event
/// @param payload what follows the header, in the machine's byte order; valid only while the
///   message is being read, because the buffer is used again
public record NetlinkMessage(int type, int flags, int sequence, int port, ByteBuffer payload) {

  /// `NLMSG_ERROR`: an acknowledgement or a refusal.
  static final int ERROR = 2;

  /// `NLMSG_DONE`: the end of a dump.
  static final int DONE = 3;

  /// `NLMSG_MIN_TYPE`: smaller types are netlink's own.
  static final int FIRST_FAMILY_TYPE = 0x10;

  /// The attributes that follow a fixed part of so many bytes.
  public Attributes attributes(int fixedSize) {
    ByteBuffer rest = payload.duplicate();
    rest.position(Math.min(rest.limit(), payload.position() + fixedSize));
    return new Attributes(rest);
  }

  /// Takes the next message from a received buffer, which moves on behind it.
  ///
  /// @throws IllegalStateException when the header's length does not fit the buffer
  static NetlinkMessage read(ByteBuffer received) {
    int start = received.position();
    int length = received.getInt(start);
    if (length < MessageWriter.HEADER_SIZE || length > received.remaining()) {
      throw new IllegalStateException(
          "malformed netlink message: length " + length + " of " + received.remaining() + " bytes");
    }
    ByteBuffer payload =
        received
            .slice(start + MessageWriter.HEADER_SIZE, length - MessageWriter.HEADER_SIZE)
            .order(ByteOrder.nativeOrder());
    NetlinkMessage message =
        new NetlinkMessage(
            Short.toUnsignedInt(received.getShort(start + 4)),
            Short.toUnsignedInt(received.getShort(start + 6)),
            received.getInt(start + 8),
            received.getInt(start + 12),
            payload);
    received.position(Math.min(received.limit(), start + (length + 3 & ~3)));
    return message;
  }

  boolean interrupted() {
    return (flags & NetlinkFlags.NLM_F_DUMP_INTR) != 0;
  }
}
