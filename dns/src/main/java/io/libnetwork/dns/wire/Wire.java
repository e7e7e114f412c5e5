package io.libnetwork.dns.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Numbers and names as they are in a message (RFC 1035 sections 3.1 and 4.1).
///
/// Names are compared with upper and lower case ASCII letters equal (RFC 4343). A label's length is
/// at most 63 and never a letter, so that whole names can be folded.
public final class Wire {

  public static final int HEADER = 12;
  public static final int LONGEST_NAME = 255;

  /// The octets of a record between its owner and its data: type, class, TTL, RDLENGTH.
  public static final int RECORD_FIXED = 10;

  public static final int LONGEST_MESSAGE = 0xffff;

  private static final int LONGEST_LABEL = 63;
  private static final int POINTER = 0xc0;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final long EACH = 0x0101_0101_0101_0101L;
  private static final long HIGH = 0x8080_8080_8080_8080L;

  private Wire() {}

  public static int getShort(byte[] message, int offset) {
    return Short.toUnsignedInt((short) SHORT.get(message, offset));
  }

  public static void putShort(byte[] message, int offset, int value) {
    SHORT.set(message, offset, (short) value);
  }

  public static int getInt(byte[] message, int offset) {
    return (int) INT.get(message, offset);
  }

  public static void putInt(byte[] message, int offset, int value) {
    INT.set(message, offset, value);
  }

  /// Where a name ends that stands in a message, compressed or not.
  ///
  /// @return the offset behind it, or −1 where no name is or it does not end within the message
  public static int skipName(byte[] message, int offset) {
    int at = offset;
    while (at < message.length) {
      int length = message[at] & 0xff;
      if (length == 0) {
        return at + 1;
      }
      if (length >= POINTER) {
        return at + 2 <= message.length ? at + 2 : -1;
      }
      if (length > LONGEST_LABEL) {
        return -1;
      }
      at += 1 + length;
    }
    return -1;
  }

  /// Where a name ends that must not be compressed, as that of a question.
  ///
  /// @return the offset behind it, or −1 if it is none, or longer than 255 octets
  public static int plainNameEnd(byte[] message, int offset) {
    int at = offset;
    while (at < message.length && at - offset < LONGEST_NAME) {
      int length = message[at];
      if (length == 0) {
        return at + 1;
      }
      if (length < 0 || length > LONGEST_LABEL) {
        return -1;
      }
      at += 1 + length;
    }
    return -1;
  }

  /// Reads a name that may be compressed into one that is not. A pointer must go back to before the
  /// part that it ends, so that following them ends.
  ///
  /// @param into of at least 255 bytes
  /// @return the name's length, or −1 if it is malformed
  public static int expand(byte[] message, int offset, byte[] into) {
    int at = offset;
    int barrier = offset;
    int written = 0;
    while (at < message.length) {
      int length = message[at] & 0xff;
      if (length >= POINTER) {
        if (at + 1 >= message.length) {
          return -1;
        }
        at = getShort(message, at) & 0x3fff;
        if (at >= barrier || at < HEADER) {
          return -1;
        }
        barrier = at;
        continue;
      }
      int end = at + 1 + length;
      if (length > LONGEST_LABEL
          || end > message.length
          || written + 1 + length > LONGEST_NAME - (length == 0 ? 0 : 1)) {
        return -1;
      }
      System.arraycopy(message, at, into, written, 1 + length);
      written += 1 + length;
      if (length == 0) {
        return written;
      }
      at = end;
    }
    return -1;
  }

  /// Whether an uncompressed name is `zone` or below it; both folded.
  public static boolean within(byte[] name, byte[] zone) {
    int at = 0;
    while (name.length - at > zone.length) {
      at += 1 + name[at];
    }
    return name.length - at == zone.length && sameFolded(name, at, zone, 0, zone.length);
  }

  /// Whether two runs of octets are equal but for the case of letters.
  public static boolean sameFolded(byte[] one, int at, byte[] other, int otherAt, int length) {
    int i = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      long a = (long) LONG.get(one, at + i);
      long b = (long) LONG.get(other, otherAt + i);
      if (a != b && fold(a) != fold(b)) {
        return false;
      }
    }
    for (; i < length; i++) {
      if (fold(one[at + i]) != fold(other[otherAt + i])) {
        return false;
      }
    }
    return true;
  }

  /// A number for a run of octets that is the same whatever the case of its letters. Who does not
  /// know the seed cannot choose runs that share it.
  public static long hashFolded(byte[] octets, int from, int to, long seed) {
    long hash = seed;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = mix(hash ^ fold((long) LONG.get(octets, at)));
    }
    long rest = (long) to - from;
    for (; at < to; at++) {
      rest = (rest << Byte.SIZE) | (fold(octets[at]) & 0xff);
    }
    return mix(hash ^ rest);
  }

  /// Spreads a number over all 64 bits: the high and the low half of a product of 128 bits.
  public static long mix(long value) {
    long factor = 0x9e37_79b9_7f4a_7c15L;
    return value * factor ^ Math.unsignedMultiplyHigh(value, factor);
  }

  public static void foldInPlace(byte[] octets, int from, int to) {
    for (int i = from; i < to; i++) {
      octets[i] = fold(octets[i]);
    }
  }

  public static boolean isLetter(byte octet) {
    return fold(octet) >= 'a' && fold(octet) <= 'z';
  }

  private static byte fold(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? (byte) (octet | 0x20) : octet;
  }

  /// Folds eight octets at once: the top bit of each tells whether it is an upper-case letter.
  private static long fold(long octets) {
    long low = octets & ~HIGH;
    long atLeastA = low + (0x80 - 'A') * EACH;
    long beyondZ = low + (0x7f - 'Z') * EACH;
    long upper = ~octets & (atLeastA ^ beyondZ) & HIGH;
    return octets | (upper >>> 2);
  }
}
