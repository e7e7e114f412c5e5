package io.libnetwork.dns.forward;

import io.libnetwork.dns.wire.HeaderBits;
import io.libnetwork.dns.wire.QueryMessage;
import io.libnetwork.dns.wire.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/// Reads a server's answer, and keeps of it what answers the question (RFC 5452 section 6, RFC 2181
/// section 5.4.1). A server may say anything about any name, and it is believed about one only:
///
/// - of the answer section, records of the type asked for whose owner is the QNAME or a name that
///   its chain of CNAME leads to, and that chain, with the DNAME it comes from and the signatures;
/// - of the authority section, SOA, DS and what denies (NSEC, NSEC3) with signatures, and where
///   there is no answer NS: all only where the owner is at or above a name of the chain, but for
///   those that deny, which stand below the zone's apex;
/// - nothing of the additional section: who wants it asks for it.
///
/// What is kept is written anew, so that nothing malformed goes further.
final class AnswerReader {

  private static final int COUNTS = 4;
  private static final int LEAST_RECORD = 1 + Wire.RECORD_FIXED;

  /// How many names a chain may have (a stub resolver follows no more either).
  private static final int LONGEST_CHAIN = 16;

  private static final int SOA_NUMBERS = 20;

  private final QueryMessage query;
  private final byte[] message;
  private final LongestTtls longest;
  private final List<byte[]> chain = new ArrayList<>();
  private final int answers;
  private final int count;

  /// Of each record of answer and authority section.
  private final byte[][] owners;

  private final int[] bodies;
  private final boolean[] kept;

  private final byte[] scratch = new byte[Wire.LONGEST_NAME];

  private AnswerReader(QueryMessage query, byte[] message, LongestTtls longest)
      throws MalformedAnswerException {
    this.query = query;
    this.message = message;
    this.longest = longest;
    answers = Wire.getShort(message, COUNTS + 2);
    count = answers + Wire.getShort(message, COUNTS + 4);
    if (count > message.length / LEAST_RECORD) {
      throw new MalformedAnswerException(count + " records in " + message.length + " octets");
    }
    owners = new byte[count][];
    bodies = new int[count];
    kept = new boolean[count];
  }

  /// Reads an answer whose RCODE is NOERROR or NXDOMAIN.
  ///
  /// @param message whose header and question were found to answer `query`
  static Answer read(QueryMessage query, byte[] message, LongestTtls longest)
      throws MalformedAnswerException {
    AnswerReader reader = new AnswerReader(query, message, longest);
    reader.index();
    reader.keepAnswers();
    reader.keepAuthorities();
    return reader.write();
  }

  private void index() throws MalformedAnswerException {
    int at = query.questionEnd();
    for (int i = 0; i < count; i++) {
      int body = body(at);
      owners[i] = name(at);
      Wire.foldInPlace(owners[i], 0, owners[i].length);
      bodies[i] = body;
      at = end(body);
    }
    for (int i = Wire.getShort(message, COUNTS + 6); i > 0; i--) {
      int body = body(at);
      if (type(body) == Type.OPT && message[body + 4] != 0) {
        throw new MalformedAnswerException("an extended RCODE, whose upper bits are not zero");
      }
      at = end(body);
    }
  }

  private int body(int at) throws MalformedAnswerException {
    int body = Wire.skipName(message, at);
    if (body < 0 || body + Wire.RECORD_FIXED > message.length || end(body) > message.length) {
      throw new MalformedAnswerException("a record at " + at + " that does not end");
    }
    return body;
  }

  private int end(int body) {
    return body + Wire.RECORD_FIXED + Wire.getShort(message, body + 8);
  }

  private int type(int body) {
    return Wire.getShort(message, body);
  }

  private byte[] name(int at) throws MalformedAnswerException {
    int length = Wire.expand(message, at, scratch);
    if (length < 0) {
      throw new MalformedAnswerException("a malformed name at " + at);
    }
    return Arrays.copyOf(scratch, length);
  }

  private void keepAnswers() throws MalformedAnswerException {
    chain.add(query.name());
    for (int link = 0; link < chain.size(); link++) {
      for (int i = 0; i < answers; i++) {
        if (!kept[i] && ofClass(i) && answers(i, chain.get(link))) {
          kept[i] = true;
          follow(i);
        }
      }
    }
  }

  private boolean ofClass(int i) {
    int dclass = Wire.getShort(message, bodies[i] + 2);
    return dclass == query.dclass() || query.dclass() == DClass.ANY;
  }

  private boolean answers(int i, byte[] name) {
    int type = type(bodies[i]);
    if (Arrays.equals(owners[i], name)) {
      return asked(type) || type == Type.CNAME || type == Type.RRSIG;
    }
    return isDname(i) && Wire.within(name, owners[i]);
  }

  private boolean asked(int type) {
    return type == query.type() || query.type() == Type.ANY;
  }

  /// A DNAME, or the signature of one.
  private boolean isDname(int i) {
    int body = bodies[i];
    return switch (type(body)) {
      case Type.DNAME -> true;
      case Type.RRSIG ->
          end(body) - body >= Wire.RECORD_FIXED + Short.BYTES
              && Wire.getShort(message, body + Wire.RECORD_FIXED) == Type.DNAME;
      default -> false;
    };
  }

  private void follow(int i) throws MalformedAnswerException {
    if (type(bodies[i]) == Type.CNAME && !asked(Type.CNAME) && chain.size() < LONGEST_CHAIN) {
      byte[] target = name(bodies[i] + Wire.RECORD_FIXED);
      Wire.foldInPlace(target, 0, target.length);
      chain.add(target);
    }
  }

  private void keepAuthorities() {
    for (int i = answers; i < count; i++) {
      kept[i] = ofClass(i) && denies(i);
    }
  }

  private boolean denies(int i) {
    return switch (type(bodies[i])) {
      case Type.SOA, Type.DS -> aboveChain(owners[i]);
      case Type.NS -> answers == 0 && aboveChain(owners[i]);
      case Type.NSEC, Type.NSEC3, Type.RRSIG -> query.dnssecOk();
      default -> false;
    };
  }

  private boolean aboveChain(byte[] owner) {
    return chain.stream().anyMatch(name -> Wire.within(name, owner));
  }

  private Answer write() throws MalformedAnswerException {
    int flags = HeaderBits.AA | HeaderBits.RA | HeaderBits.AD | HeaderBits.RCODE;
    AnswerWriter writer =
        new AnswerWriter(
            query, HeaderBits.QR | (Wire.getShort(message, 2) & flags), message.length);
    int lifetime = Integer.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      if (kept[i]) {
        lifetime = Math.min(lifetime, write(i, writer));
      }
    }
    return writer.answer(mayBeKept() ? lifetime : 0);
  }

  /// Only with data of the type asked for, or with an SOA that says for how long there is none (RFC
  /// 2308 section 5).
  private boolean mayBeKept() {
    for (int i = 0; i < count; i++) {
      if (kept[i] && (i < answers ? positive() && asked(type(bodies[i])) : isSoa(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean positive() {
    return (Wire.getShort(message, 2) & HeaderBits.RCODE) == Rcode.NOERROR;
  }

  private boolean isSoa(int i) {
    return i >= answers && type(bodies[i]) == Type.SOA;
  }

  /// @return its TTL
  private int write(int i, AnswerWriter writer) throws MalformedAnswerException {
    int body = bodies[i];
    int ttl = isSoa(i) ? negativeTtl(body) : longest.positive(Wire.getInt(message, body + 4));
    writer.record(i < answers ? 1 : 2, owners[i], Wire.getInt(message, body), ttl);
    writeData(body, writer);
    writer.endOfData();
    return ttl;
  }

  private int negativeTtl(int body) throws MalformedAnswerException {
    if (end(body) - body < Wire.RECORD_FIXED + SOA_NUMBERS) {
      throw new MalformedAnswerException("an SOA record that is too short");
    }
    int minimum = Wire.getInt(message, end(body) - Integer.BYTES);
    return Math.min(longest.negative(Wire.getInt(message, body + 4)), longest.negative(minimum));
  }

  /// Copies a record's data. Names in it that may have been compressed are read and written again,
  /// because what they pointed to may have moved (RFC 3597 section 4 lists the types).
  private void writeData(int body, AnswerWriter writer) throws MalformedAnswerException {
    int start = body + Wire.RECORD_FIXED;
    switch (type(body)) {
      case Type.NS, Type.MD, Type.MF, Type.CNAME, Type.MB, Type.MG, Type.MR, Type.PTR ->
          writeData(body, start, 1, true, writer);
      case Type.SOA, Type.MINFO -> writeData(body, start, 2, true, writer);
      case Type.MX -> writeData(body, start + 2, 1, true, writer);
      case Type.DNAME -> writeData(body, start, 1, false, writer);
      case Type.RP -> writeData(body, start, 2, false, writer);
      case Type.AFSDB, Type.RT, Type.KX -> writeData(body, start + 2, 1, false, writer);
      case Type.PX -> writeData(body, start + 2, 2, false, writer);
      case Type.SRV -> writeData(body, start + 6, 1, false, writer);
      case Type.NAPTR -> writeData(body, afterTexts(start + 4, 3, end(body)), 1, false, writer);
      default -> writer.octets(message, start, end(body) - start);
    }
  }

  /// @param names the offset where so many names begin; what is before and behind them is copied
  private void writeData(int body, int names, int number, boolean compress, AnswerWriter writer)
      throws MalformedAnswerException {
    int start = body + Wire.RECORD_FIXED;
    int end = end(body);
    int behind = type(body) == Type.SOA ? SOA_NUMBERS : 0;
    if (names >= end) {
      throw new MalformedAnswerException("data of type " + type(body) + " without its name");
    }
    writer.octets(message, start, names - start);
    int at = names;
    for (int i = 0; i < number; i++) {
      int length = Wire.expand(message, at, scratch);
      if (length < 0) {
        throw new MalformedAnswerException("a malformed name at " + at);
      }
      writer.name(scratch, 0, length, compress);
      at = Wire.skipName(message, at);
    }
    if (at + behind != end) {
      throw new MalformedAnswerException(
          "data of type " + type(body) + " that ends at " + end + " instead of " + (at + behind));
    }
    writer.octets(message, at, behind);
  }

  /// The offset behind so many texts (RFC 1035 section 3.3).
  private int afterTexts(int start, int texts, int end) {
    int at = start;
    for (int i = 0; i < texts && at < end; i++) {
      at += 1 + (message[at] & 0xff);
    }
    return at;
  }
}
