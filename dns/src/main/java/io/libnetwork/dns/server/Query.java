package io.libnetwork.dns.server;

import java.io.IOException;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// What a message asks, RFC 1035 section 4.1 and RFC 6891.
///
/// @param message as it was read
/// @param question the one it has
/// @param options empty where the asker has said nothing of them
record Query(Message message, Record question, Optional<OPTRecord> options) {

  /// What a message has whose length is less is no header.
  private static final int HEADER = 12;

  private static final int QR = 0x80;
  private static final int FLAGS = 2;

  /// The least that every asker takes in a datagram, RFC 1035 section 2.3.4.
  private static final int LEAST = 512;

  /// What is made of a message.
  sealed interface Reading {}

  /// It can be answered.
  record Understood(Query query) implements Reading {}

  /// It can only be refused.
  record Refusal(int rcode) implements Reading {}

  /// It is no question, and an answer could be taken for one by who sends such.
  record Nothing() implements Reading {}

  static Reading read(byte[] bytes) {
    if (bytes.length < HEADER || (bytes[FLAGS] & QR) != 0) {
      return new Nothing();
    }
    try {
      return understand(new Message(bytes));
    } catch (IOException malformed) {
      return new Refusal(Rcode.FORMERR);
    }
  }

  private static Reading understand(Message message) {
    if (message.getHeader().getOpcode() != Opcode.QUERY) {
      return new Refusal(Rcode.NOTIMP);
    }
    boolean plain =
        message.getHeader().getCount(Section.QUESTION) == 1
            && message.getHeader().getCount(Section.ANSWER) == 0
            && message.getHeader().getCount(Section.AUTHORITY) == 0;
    Record question = message.getQuestion();
    if (!plain || question == null) {
      return new Refusal(Rcode.FORMERR);
    }
    if (question.getDClass() != DClass.IN) {
      return new Refusal(Rcode.REFUSED);
    }
    return new Understood(new Query(message, question, Optional.ofNullable(message.getOPT())));
  }

  /// The same question about another name, as a message for who is asked for the asker.
  byte[] about(Name other) {
    Message same = new Message(message.getHeader().getID());
    for (int flag : new int[] {Flags.RD, Flags.CD, Flags.AD}) {
      if (message.getHeader().getFlag(flag)) {
        same.getHeader().setFlag(flag);
      }
    }
    same.addRecord(Record.newRecord(other, type(), DClass.IN), Section.QUESTION);
    options.ifPresent(opt -> same.addRecord(opt, Section.ADDITIONAL));
    return same.toWire();
  }

  Name name() {
    return question.getName();
  }

  int type() {
    return question.getType();
  }

  /// Whether it asks by a version of EDNS that there is, which is zero.
  boolean versionKnown() {
    return options.map(opt -> opt.getVersion() == 0).orElse(true);
  }

  boolean recursionDesired() {
    return message.getHeader().getFlag(Flags.RD);
  }

  /// How many bytes the asker takes in a datagram.
  int room() {
    return options.map(opt -> Math.max(LEAST, opt.getPayloadSize())).orElse(LEAST);
  }
}
