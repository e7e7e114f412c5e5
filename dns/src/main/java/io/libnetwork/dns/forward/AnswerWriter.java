package io.libnetwork.dns.forward;

import io.libnetwork.dns.wire.QueryMessage;
import io.libnetwork.dns.wire.Wire;
import java.util.Arrays;

/// Writes a message record by record, with its names compressed (RFC 1035 section 4.1.4).
///
/// The QNAME stands first and names that end as it does point to it, so that they are written the
/// way the asker wrote them.
final class AnswerWriter {

  private static final int POINTER = 0xc000;

  /// How many ends of names are remembered to point to.
  private static final int MOST_ENDS = 96;

  private static final int COUNTS = 4;

  private byte[] message;
  private int length;
  private final int[] hashes = new int[MOST_ENDS];
  private final char[] offsets = new char[MOST_ENDS];
  private int ends;
  private char[] ttls = new char[8];
  private int records;

  /// @param flags of the header
  /// @param expected about how many bytes there will be
  AnswerWriter(QueryMessage query, int flags, int expected) {
    int start = query.questionEnd();
    message = new byte[Math.max(expected, start) + 32];
    System.arraycopy(query.message(), Wire.HEADER, message, Wire.HEADER, start - Wire.HEADER);
    Wire.foldInPlace(message, Wire.HEADER, query.nameEnd());
    Wire.putShort(message, 2, flags);
    Wire.putShort(message, COUNTS, 1);
    remember(Wire.HEADER);
    length = start;
  }

  /// Begins a record; its data is written next, and ended by [#endOfData()].
  ///
  /// @param section 1 for the answers, 2 for the authorities
  void record(int section, byte[] owner, int typeAndClass, int ttl)
      throws MalformedAnswerException {
    name(owner, 0, owner.length, true);
    room(Wire.RECORD_FIXED);
    Wire.putInt(message, length, typeAndClass);
    Wire.putInt(message, length + 4, ttl);
    if (records == ttls.length) {
      ttls = Arrays.copyOf(ttls, 2 * records);
    }
    ttls[records++] = (char) (length + 4);
    length += Wire.RECORD_FIXED;
    int at = COUNTS + Short.BYTES * section;
    Wire.putShort(message, at, Wire.getShort(message, at) + 1);
  }

  /// Ends the data of the record that was begun last.
  void endOfData() {
    int start = ttls[records - 1] + 6;
    Wire.putShort(message, start - Short.BYTES, length - start);
  }

  /// Writes octets as they are.
  void octets(byte[] source, int from, int count) throws MalformedAnswerException {
    room(count);
    System.arraycopy(source, from, message, length, count);
    length += count;
  }

  /// Writes a name.
  ///
  /// @param source has it uncompressed
  /// @param compress whether it may be: in the data of types that RFC 1035 did not define it must
  ///   not (RFC 3597 section 4)
  void name(byte[] source, int from, int count, boolean compress) throws MalformedAnswerException {
    int at = from;
    int start = length;
    while (compress && source[at] != 0) {
      int found = find(source, at, from + count);
      if (found > 0) {
        octets(source, from, at - from);
        room(Short.BYTES);
        Wire.putShort(message, length, POINTER | found);
        length += Short.BYTES;
        remember(start);
        return;
      }
      at += 1 + source[at];
    }
    octets(source, from, count);
    remember(start);
  }

  /// Remembers the name at an offset, and every end of it up to where it points elsewhere.
  private void remember(int start) {
    int at = start;
    while (ends < MOST_ENDS && at < POINTER >> 2 && message[at] > 0) {
      byte[] name = new byte[Wire.LONGEST_NAME];
      int count = Wire.expand(message, at, name);
      if (count < 0) {
        return;
      }
      hashes[ends] = hash(name, 0, count);
      offsets[ends++] = (char) at;
      at += 1 + message[at];
    }
  }

  /// @return the offset of a name written before, or 0
  private int find(byte[] source, int from, int to) {
    int hash = hash(source, from, to);
    for (int i = 0; i < ends; i++) {
      if (hashes[i] == hash && isAt(offsets[i], source, from, to)) {
        return offsets[i];
      }
    }
    return 0;
  }

  private boolean isAt(int offset, byte[] source, int from, int to) {
    byte[] name = new byte[Wire.LONGEST_NAME];
    int count = Wire.expand(message, offset, name);
    return count == to - from && Wire.sameFolded(name, 0, source, from, count);
  }

  private static int hash(byte[] octets, int from, int to) {
    return Long.hashCode(Wire.hashFolded(octets, from, to, 1));
  }

  private void room(int count) throws MalformedAnswerException {
    if (length + count > Wire.LONGEST_MESSAGE) {
      throw new MalformedAnswerException("an answer of more than 65535 octets");
    }
    if (length + count > message.length) {
      message = Arrays.copyOf(message, Math.max(2 * message.length, length + count));
    }
  }

  /// What was written.
  ///
  /// @param lifetime for how many seconds it may be given again
  Answer answer(int lifetime) {
    return new Answer(Arrays.copyOf(message, length), Arrays.copyOf(ttls, records), lifetime);
  }
}
