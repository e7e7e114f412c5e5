package io.libnetwork.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes netlink messages one behind the other: header, the family's fixed part, attributes.
///
/// Numbers are in the machine's byte order unless a method says otherwise; everything is aligned to
/// four bytes as `NLMSG_ALIGN` and `NLA_ALIGN` do. Lengths are filled in when a message or a nest
/// ends. Not safe for use by several threads.
public final class MessageWriter {

  static final int HEADER_SIZE = 16;

  private static final int INITIAL_CAPACITY = 1024;
  private static final int ATTRIBUTE_HEADER_SIZE = 4;
  private static final int MAXIMUM_ATTRIBUTE = 0xffff;
  private static final int NLA_F_NESTED = 0x8000;

  private ByteBuffer buffer = ByteBuffer.allocate(INITIAL_CAPACITY).order(ByteOrder.nativeOrder());
  private int messageStart = -1;

  /// A writer with nothing written.
  public MessageWriter() {}

  /// A number of one byte.
  public MessageWriter putByte(int value) {
    room(1).put((byte) value);
    return this;
  }

  public MessageWriter putShort(int value) {
    room(2).putShort((short) value);
    return this;
  }

  public MessageWriter putInt(int value) {
    room(4).putInt(value);
    return this;
  }

  public MessageWriter putLong(long value) {
    room(8).putLong(value);
    return this;
  }

  public MessageWriter putBytes(byte[] value) {
    room(value.length).put(value);
    return this;
  }

  /// An attribute without a value.
  public MessageWriter flag(int type) {
    return attribute(type, new byte[0]);
  }

  public MessageWriter attribute(int type, byte[] value) {
    attributeHeader(type, value.length);
    putBytes(value);
    return pad();
  }

  public MessageWriter attributeByte(int type, int value) {
    attributeHeader(type, 1);
    putByte(value);
    return pad();
  }

  public MessageWriter attributeShort(int type, int value) {
    attributeHeader(type, 2);
    putShort(value);
    return pad();
  }

  public MessageWriter attributeInt(int type, int value) {
    attributeHeader(type, 4);
    return putInt(value);
  }

  public MessageWriter attributeLong(int type, long value) {
    attributeHeader(type, 8);
    return putLong(value);
  }

  /// A 16-bit number in network byte order, as ports are carried.
  public MessageWriter attributeNetworkShort(int type, int value) {
    return attribute(type, new byte[] {(byte) (value >> 8), (byte) value});
  }

  /// A 32-bit number in network byte order, as netfilter carries all of them.
  public MessageWriter attributeNetworkInt(int type, int value) {
    return attributeInt(
        type,
        ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(value) : value);
  }

  /// A text with the zero byte that ends it.
  ///
  /// @throws IllegalArgumentException when the text itself contains a zero byte
  public MessageWriter attribute(int type, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a netlink text cannot contain a zero byte");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    attributeHeader(type, bytes.length + 1);
    putBytes(bytes).putByte(0);
    return pad();
  }

  /// An attribute whose value is attributes, with the flag `NLA_F_NESTED`.
  ///
  /// @param content writes what is inside
  public MessageWriter nest(int type, Runnable content) {
    return nestUnflagged(type | NLA_F_NESTED, content);
  }

  /// A nest without the flag, as older parts of the kernel want it.
  public MessageWriter nestUnflagged(int type, Runnable content) {
    int start = buffer.position();
    attributeHeader(type, 0);
    content.run();
    int length = buffer.position() - start;
    if (length > MAXIMUM_ATTRIBUTE) {
      throw new IllegalArgumentException(
          "a netlink attribute of " + length + " bytes, expected at most " + MAXIMUM_ATTRIBUTE);
    }
    buffer.putShort(start, (short) length);
    return this;
  }

  /// Begins a message; its length, sequence number and port are filled in later.
  void begin(int type, int flags) {
    messageStart = buffer.position();
    putInt(0).putShort(type).putShort(flags).putInt(0).putInt(0);
  }

  /// Ends the message begun last, with its sequence number.
  void end(int sequence) {
    pad();
    buffer.putInt(messageStart, buffer.position() - messageStart);
    buffer.putInt(messageStart + 8, sequence);
    messageStart = -1;
  }

  int size() {
    return buffer.position();
  }

  /// Copies the bytes from one offset to another into a buffer that is ready to be read.
  void copy(int from, int to, ByteBuffer target) {
    target.clear();
    target.put(0, buffer, from, to - from);
    target.limit(to - from);
  }

  /// What has been written so far, ready to be read. Not for further writing.
  ByteBuffer toBuffer() {
    return buffer.slice(0, buffer.position());
  }

  /// How many bytes have been written of the message that is being written.
  public int messageSize() {
    return buffer.position() - messageStart;
  }

  /// What has been written so far.
  byte[] toBytes() {
    byte[] bytes = new byte[buffer.position()];
    buffer.get(0, bytes);
    return bytes;
  }

  private void attributeHeader(int type, int length) {
    if (length + ATTRIBUTE_HEADER_SIZE > MAXIMUM_ATTRIBUTE) {
      throw new IllegalArgumentException(
          "a netlink attribute of " + length + " bytes, expected less than " + MAXIMUM_ATTRIBUTE);
    }
    putShort(length + ATTRIBUTE_HEADER_SIZE).putShort(type);
  }

  private MessageWriter pad() {
    while (buffer.position() % 4 != 0) {
      putByte(0);
    }
    return this;
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int capacity = Math.max(buffer.capacity() * 2, buffer.position() + bytes);
      buffer = ByteBuffer.allocate(capacity).order(ByteOrder.nativeOrder()).put(buffer.flip());
    }
    return buffer;
  }
}
