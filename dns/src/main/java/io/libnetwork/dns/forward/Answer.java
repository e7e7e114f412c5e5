package io.libnetwork.dns.forward;

import io.libnetwork.dns.wire.HeaderBits;
import io.libnetwork.dns.wire.OptRecord;
import io.libnetwork.dns.wire.QueryMessage;
import io.libnetwork.dns.wire.Wire;
import java.util.Arrays;

/// An answer as it is kept: a message without OPT, and where its TTLs are, so that it can be given
/// to any asker of its question by a copy in which a few places are changed.
final class Answer {

  private static final int FLAGS = 2;
  private static final int COUNTS = 4;
  private static final int SECTIONS = 3;

  private final byte[] message;
  private final char[] ttls;
  private final int lifetime;

  /// @param ttls the offsets of the TTLs, in order: one for each record
  /// @param lifetime for how many seconds it may be given again; 0 for not at all
  Answer(byte[] message, char[] ttls, int lifetime) {
    this.message = message;
    this.ttls = ttls;
    this.lifetime = lifetime;
  }

  /// An answer without records.
  static Answer bare(QueryMessage query, int rcode, int lifetime) {
    byte[] message = Arrays.copyOf(query.message(), query.questionEnd());
    Arrays.fill(message, COUNTS, Wire.HEADER, (byte) 0);
    Wire.putShort(message, FLAGS, HeaderBits.QR | HeaderBits.RA | rcode);
    Wire.putShort(message, COUNTS, 1);
    return new Answer(message, new char[0], lifetime);
  }

  int lifetime() {
    return lifetime;
  }

  byte[] message() {
    return message;
  }

  int rcode() {
    return Wire.getShort(message, FLAGS) & HeaderBits.RCODE;
  }

  /// How much memory it takes, about.
  int size() {
    return message.length + Character.BYTES * ttls.length;
  }

  /// The answer to one asker, of no more than its limit; what has to be left out for that is told
  /// by TC.
  ///
  /// @param query whose question this answers
  /// @param age for how many whole seconds it was kept, at most its lifetime
  /// @param kept it comes from here, not from a server that may be the zone's authority
  byte[] to(QueryMessage query, int age, boolean kept) {
    int opt = query.edns() ? OptRecord.LENGTH : 0;
    boolean fits = message.length + opt <= query.limit();
    int records = fits ? ttls.length : fitting(query.limit() - opt);
    int end = fits ? message.length : endOf(records);
    byte[] reply = Arrays.copyOf(message, end + opt);
    System.arraycopy(query.message(), Wire.HEADER, reply, Wire.HEADER, questionLength(query));
    Wire.putShort(reply, 0, query.id());
    Wire.putShort(reply, FLAGS, flags(query, kept) | (fits ? 0 : HeaderBits.TC));
    if (age > 0) {
      countDown(reply, records, age);
    }
    if (!fits) {
      count(reply, records);
    }
    if (opt > 0) {
      Wire.putShort(reply, COUNTS + 2 * SECTIONS, 1);
      OptRecord.put(reply, end, 0, query.dnssecOk());
    }
    return reply;
  }

  private static int questionLength(QueryMessage query) {
    return query.questionEnd() - Wire.HEADER;
  }

  private int flags(QueryMessage query, boolean kept) {
    int unwanted = (kept ? HeaderBits.AA : 0) | (query.knowsAuthentic() ? 0 : HeaderBits.AD);
    return (Wire.getShort(message, FLAGS) & ~unwanted) | query.copied();
  }

  private void countDown(byte[] reply, int records, int age) {
    for (int i = 0; i < records; i++) {
      int ttl = Wire.getInt(reply, ttls[i]);
      Wire.putInt(reply, ttls[i], Math.max(0, ttl - age));
    }
  }

  /// How many records fit, the first of them, when not all do.
  private int fitting(int limit) {
    int records = ttls.length;
    while (records > 0 && endOf(records) > limit) {
      records--;
    }
    return records;
  }

  /// The offset behind the first so many records, or behind the question.
  private int endOf(int records) {
    if (records == 0) {
      return Wire.plainNameEnd(message, Wire.HEADER) + 4;
    }
    int length = ttls[records - 1] + Integer.BYTES;
    return length + Short.BYTES + Wire.getShort(message, length);
  }

  private void count(byte[] reply, int records) {
    int left = records;
    for (int section = 1; section <= SECTIONS; section++) {
      int at = COUNTS + Short.BYTES * section;
      int count = Math.min(left, Wire.getShort(message, at));
      Wire.putShort(reply, at, count);
      left -= count;
    }
  }
}
