package io.libnetwork.linux.messages;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// What has arrived on a connection: two bytes that tell a message's length, and the message, one
/// after the other. Holds no more than one message of the largest size.
final class MessageBytes {

  private static final int PREFIX = 2;
  private static final int LARGEST = 65_535;
  private static final int FIRST = 512;

  private byte[] bytes = new byte[0];
  private int start;
  private int end;

  /// A message with its length before it.
  static ByteBuffer framed(byte[] message, int length) {
    return ByteBuffer.allocate(PREFIX + length)
        .putShort((short) length)
        .put(message, 0, length)
        .flip();
  }

  /// How many bytes can be added; more than none where no message is whole.
  int room() {
    return PREFIX + LARGEST - (end - start);
  }

  /// Adds at most [#room] bytes.
  void add(ByteBuffer more) {
    int held = end - start;
    int wanted = held + more.remaining();
    if (start + wanted > bytes.length) {
      byte[] place = wanted > bytes.length ? new byte[grown(wanted)] : bytes;
      System.arraycopy(bytes, start, place, 0, held);
      bytes = place;
      start = 0;
    }
    int added = more.remaining();
    more.get(bytes, start + held, added);
    end = start + held + added;
  }

  /// The first message, where it is whole.
  Optional<byte[]> next() {
    if (end - start < PREFIX) {
      return Optional.empty();
    }
    int length = Byte.toUnsignedInt(bytes[start]) << 8 | Byte.toUnsignedInt(bytes[start + 1]);
    int from = start + PREFIX;
    if (end - from < length) {
      return Optional.empty();
    }
    start = from + length;
    return Optional.of(Arrays.copyOfRange(bytes, from, from + length));
  }

  private static int grown(int wanted) {
    return Math.min(PREFIX + LARGEST, Math.max(FIRST, Integer.highestOneBit(wanted) << 1));
  }
}
