package io.libnetwork.dns.wire;

import java.util.Arrays;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/// What an asker sent, and what is to be known to answer it.
///
/// Of records beside the question only OPT is looked at: a signature (TSIG) would not fit what is
/// asked in its place.
public final class QueryMessage {

  /// The offset of the QNAME.
  public static final int NAME = Wire.HEADER;

  /// What a message by UDP may have when its sender did not say otherwise (RFC 1035 section 4.2.1).
  private static final int SMALLEST_UDP = 512;

  private static final int COUNTS = 4;

  private final byte[] message;
  private final int flags;
  private int nameEnd = Wire.HEADER;
  private int limit;
  private int fault = Rcode.NOERROR;
  private boolean edns;
  private boolean dnssecOk;

  private QueryMessage(byte[] message, boolean connected) {
    this.message = message;
    this.flags = Wire.getShort(message, 2);
    this.limit = connected ? Wire.LONGEST_MESSAGE : SMALLEST_UDP;
  }

  /// Whether this is something that may be answered at all. What is no question gets no answer, or
  /// two servers could talk to each other for ever.
  public static boolean isQuestion(byte[] message) {
    return message.length >= Wire.HEADER
        && message.length <= Wire.LONGEST_MESSAGE
        && (Wire.getShort(message, 2) & HeaderBits.QR) == 0;
  }

  /// Reads a question, see [#fault()].
  ///
  /// @param message that [#isQuestion(byte[])]; not to be changed any more
  /// @param connected it came over a connection
  public static QueryMessage read(byte[] message, boolean connected) {
    QueryMessage query = new QueryMessage(message, connected);
    query.fault = query.readQuestion();
    if (query.hasQuestion()) {
      int records = query.readRecords(connected);
      query.fault = query.fault == Rcode.NOERROR ? records : query.fault;
    }
    return query;
  }

  private int readQuestion() {
    if ((flags & HeaderBits.OPCODE) != Opcode.QUERY << 11) {
      return Rcode.NOTIMP;
    }
    if (Wire.getShort(message, COUNTS) != 1) {
      return Rcode.FORMERR;
    }
    int end = Wire.plainNameEnd(message, Wire.HEADER);
    if (end < 0 || end + 4 > message.length) {
      return Rcode.FORMERR;
    }
    nameEnd = end;
    return type() == Type.AXFR || type() == Type.IXFR ? Rcode.REFUSED : Rcode.NOERROR;
  }

  /// What asks has no records but additional ones; an IXFR has, and is refused.
  private int readRecords(boolean connected) {
    int before = Wire.getShort(message, COUNTS + 2) + Wire.getShort(message, COUNTS + 4);
    int all = before + Wire.getShort(message, COUNTS + 6);
    int at = questionEnd();
    int result = before == 0 ? Rcode.NOERROR : Rcode.FORMERR;
    for (int i = 0; i < all; i++) {
      int body = Wire.skipName(message, at);
      if (body < 0 || body + Wire.RECORD_FIXED > message.length) {
        return Rcode.FORMERR;
      }
      int end = body + Wire.RECORD_FIXED + Wire.getShort(message, body + 8);
      if (end > message.length) {
        return Rcode.FORMERR;
      }
      if (i >= before && Wire.getShort(message, body) == Type.OPT) {
        if (edns || message[at] != 0) {
          return Rcode.FORMERR;
        }
        int version = readOpt(body, connected);
        result = result == Rcode.NOERROR ? version : result;
      }
      at = end;
    }
    return result;
  }

  /// @return BADVERS for what a later version of EDNS may mean (RFC 6891 section 6.1.3)
  private int readOpt(int body, boolean connected) {
    edns = true;
    if (!connected) {
      limit = Math.max(SMALLEST_UDP, Wire.getShort(message, body + 2));
    }
    int extended = Wire.getInt(message, body + 4);
    dnssecOk = (extended & OptRecord.DNSSEC_OK) != 0;
    return (extended >>> 16 & 0xff) == 0 ? Rcode.NOERROR : Rcode.BADVERS;
  }

  /// The RCODE with which this is answered without looking further, or NOERROR: FORMERR for what is
  /// not one question, NOTIMP for another opcode, REFUSED for a zone transfer, BADVERS.
  public int fault() {
    return fault;
  }

  /// It has one that can be read.
  private boolean hasQuestion() {
    return nameEnd > Wire.HEADER;
  }

  /// As it came.
  public byte[] message() {
    return message;
  }

  /// What its answer has, too.
  public int id() {
    return Wire.getShort(message, 0);
  }

  /// The offset behind the QNAME, which begins behind the header.
  public int nameEnd() {
    return nameEnd;
  }

  /// The offset behind the question.
  public int questionEnd() {
    return nameEnd + 4;
  }

  /// QTYPE.
  public int type() {
    return Wire.getShort(message, nameEnd);
  }

  /// QCLASS.
  public int dclass() {
    return Wire.getShort(message, nameEnd + 2);
  }

  /// Type and class.
  public int typeAndClass() {
    return Wire.getInt(message, nameEnd);
  }

  /// How many bytes the answer may have.
  public int limit() {
    return limit;
  }

  /// It had an OPT record, hence the answer has one.
  public boolean edns() {
    return edns;
  }

  /// It wants DNSSEC's records.
  public boolean dnssecOk() {
    return dnssecOk;
  }

  /// Those of RD and CD that were set; they are set in the answer too (RFC 4035 section 3.2.2).
  public int copied() {
    return flags & (HeaderBits.RD | HeaderBits.CD);
  }

  /// It may be told whether data is authentic (RFC 6840 section 5.8).
  public boolean knowsAuthentic() {
    return dnssecOk || (flags & HeaderBits.AD) != 0;
  }

  /// What besides the question makes another answer: RD, CD and DO.
  public int variant() {
    return copied() | (dnssecOk ? 1 : 0);
  }

  /// The QNAME, folded.
  public byte[] name() {
    byte[] name = Arrays.copyOfRange(message, Wire.HEADER, nameEnd);
    Wire.foldInPlace(name, 0, name.length);
    return name;
  }

  /// An answer without records.
  public byte[] reply(int rcode) {
    boolean readable = hasQuestion();
    int end = readable ? questionEnd() : Wire.HEADER;
    byte[] reply = Arrays.copyOf(message, edns ? end + OptRecord.LENGTH : end);
    Arrays.fill(reply, COUNTS, Wire.HEADER, (byte) 0);
    int opcode = flags & HeaderBits.OPCODE;
    Wire.putShort(
        reply, 2, HeaderBits.QR | opcode | copied() | HeaderBits.RA | (rcode & HeaderBits.RCODE));
    Wire.putShort(reply, COUNTS, readable ? 1 : 0);
    if (edns) {
      Wire.putShort(reply, COUNTS + 6, 1);
      OptRecord.put(reply, end, rcode, dnssecOk);
    }
    return reply;
  }
}
