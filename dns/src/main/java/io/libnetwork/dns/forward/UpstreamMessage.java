package io.libnetwork.dns.forward;

import io.libnetwork.dns.wire.HeaderBits;
import io.libnetwork.dns.wire.OptRecord;
import io.libnetwork.dns.wire.QueryMessage;
import io.libnetwork.dns.wire.Wire;
import java.util.Arrays;
import org.xbill.DNS.Rcode;

/// A question as one upstream is asked it, and what an answer to it must have (RFC 5452 section
/// 9.1).
///
/// Nothing of the asker's message is passed on but the question, RD, CD and DO. Letters of the
/// QNAME are written large or small by chance: a server gives them back as they are, and who forges
/// an answer must guess them too. A server that folds them is not held to it.
final class UpstreamMessage {

  private static final int COUNTS = 4;

  private final byte[] message;
  private final int nameEnd;
  private final boolean edns;

  /// What a message was found to be.
  enum Finding {
    /// It answers the question.
    ANSWER,
    /// It does, but for the case of letters.
    FOLDED,
    /// It does not.
    OTHER
  }

  UpstreamMessage(QueryMessage query, RandomBits random, boolean edns) {
    this.edns = edns;
    nameEnd = query.nameEnd();
    int end = query.questionEnd();
    message = Arrays.copyOf(query.message(), edns ? end + OptRecord.LENGTH : end);
    Arrays.fill(message, COUNTS, Wire.HEADER, (byte) 0);
    Wire.putShort(message, 0, random.nextShort());
    Wire.putShort(message, 2, query.copied() | HeaderBits.AD);
    Wire.putShort(message, COUNTS, 1);
    if (edns) {
      Wire.putShort(message, COUNTS + 6, 1);
      OptRecord.put(message, end, Rcode.NOERROR, query.dnssecOk());
    }
    shuffleCase(random);
  }

  private void shuffleCase(RandomBits random) {
    long bits = random.nextLong();
    for (int i = Wire.HEADER; i < nameEnd; i++) {
      if (Wire.isLetter(message[i])) {
        message[i] ^= (byte) ((bits & 1) << 5);
        bits = Long.rotateRight(bits, 1);
      }
    }
  }

  byte[] octets() {
    return message;
  }

  /// It told of EDNS.
  boolean edns() {
    return edns;
  }

  /// Looks whether a message answers this one. An error may come without the question: such servers
  /// could not read it.
  Finding look(byte[] answer) {
    if (answer.length < Wire.HEADER
        || Wire.getShort(answer, 0) != Wire.getShort(message, 0)
        || (Wire.getShort(answer, 2) & (HeaderBits.QR | HeaderBits.OPCODE)) != HeaderBits.QR) {
      return Finding.OTHER;
    }
    int questions = Wire.getShort(answer, COUNTS);
    if (questions == 0 && isError(answer)) {
      return Finding.ANSWER;
    }
    return questions == 1 ? lookAtQuestion(answer) : Finding.OTHER;
  }

  private static boolean isError(byte[] answer) {
    int rcode = Wire.getShort(answer, 2) & HeaderBits.RCODE;
    return rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN;
  }

  private Finding lookAtQuestion(byte[] answer) {
    int end = nameEnd + 4;
    int length = nameEnd - Wire.HEADER;
    if (answer.length < end
        || Wire.getInt(answer, nameEnd) != Wire.getInt(message, nameEnd)
        || !Wire.sameFolded(answer, Wire.HEADER, message, Wire.HEADER, length)) {
      return Finding.OTHER;
    }
    return Arrays.equals(answer, Wire.HEADER, nameEnd, message, Wire.HEADER, nameEnd)
        ? Finding.ANSWER
        : Finding.FOLDED;
  }
}
