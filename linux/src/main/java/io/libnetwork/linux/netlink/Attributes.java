package io.libnetwork.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Reads a run of attributes one by one.
///
/// ```java
/// while (attributes.next()) {
///   switch (attributes.type()) {
///     case IFLA_IFNAME -> name = attributes.text();
///     default -> {}
///   }
/// }
/// ```
///
/// A reader skips what it does not know, because kernels add attributes. An attribute whose length
/// does not fit what is left ends the run with an exception: the kernel does not send such.
public final class Attributes {

  private static final int HEADER_SIZE = 4;
  private static final int TYPE_MASK = 0x3fff;

  private final ByteBuffer buffer;
  private final int end;
  private int start;
  private int valueStart;
  private int valueLength;
  private int type;

  /// A reader that stands before the first attribute.
  ///
  /// @param buffer whose bytes from position to limit are attributes; it is not changed
  public Attributes(ByteBuffer buffer) {
    this(buffer, buffer.position(), buffer.limit());
  }

  private Attributes(ByteBuffer buffer, int start, int end) {
    this.buffer = buffer.duplicate().order(ByteOrder.nativeOrder());
    this.start = start;
    this.end = end;
  }

  /// Goes to the next attribute.
  ///
  /// @return false when there is none
  public boolean next() {
    if (end - start < HEADER_SIZE) {
      return false;
    }
    int length = Short.toUnsignedInt(buffer.getShort(start));
    if (length < HEADER_SIZE || length > end - start) {
      throw new IllegalStateException(
          "malformed netlink attribute: length "
              + length
              + " with "
              + (end - start)
              + " bytes left");
    }
    type = Short.toUnsignedInt(buffer.getShort(start + 2)) & TYPE_MASK;
    valueStart = start + HEADER_SIZE;
    valueLength = length - HEADER_SIZE;
    start = Math.min(end, start + (length + 3 & ~3));
    return true;
  }

  /// The current attribute's type, without its flags.
  public int type() {
    return type;
  }

  /// The current attribute's length in bytes.
  public int length() {
    return valueLength;
  }

  public int asByte() {
    return Byte.toUnsignedInt(buffer.get(at(1)));
  }

  public int asShort() {
    return Short.toUnsignedInt(buffer.getShort(at(2)));
  }

  public int asInt() {
    return buffer.getInt(at(4));
  }

  public long asLong() {
    return buffer.getLong(at(8));
  }

  /// A 16-bit number in network byte order.
  public int asNetworkShort() {
    return Short.toUnsignedInt(Short.reverseBytes(littleEndianShort()));
  }

  /// A 32-bit number in network byte order.
  public int asNetworkInt() {
    int value = asInt();
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(value) : value;
  }

  public byte[] bytes() {
    byte[] bytes = new byte[valueLength];
    buffer.get(valueStart, bytes);
    return bytes;
  }

  /// A text, up to the zero byte that ends it.
  public String text() {
    int length = 0;
    while (length < valueLength && buffer.get(valueStart + length) != 0) {
      length++;
    }
    byte[] bytes = new byte[length];
    buffer.get(valueStart, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// The attributes inside the current one.
  public Attributes nested() {
    return new Attributes(buffer, valueStart, valueStart + valueLength);
  }

  /// The current attribute's bytes, in the machine's byte order, from offset 0.
  public ByteBuffer value() {
    return buffer.slice(valueStart, valueLength).order(ByteOrder.nativeOrder());
  }

  private short littleEndianShort() {
    short native16 = buffer.getShort(at(2));
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
        ? native16
        : Short.reverseBytes(native16);
  }

  private int at(int size) {
    if (valueLength < size) {
      throw new IllegalStateException(
          "netlink attribute " + type + " has " + valueLength + " bytes, expected " + size);
    }
    return valueStart;
  }
}
