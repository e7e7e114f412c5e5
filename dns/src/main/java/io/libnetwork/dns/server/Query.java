package io.libnetwork.dns.server;

import io.libnetwork.dns.wire.HeaderBits;
import io.libnetwork.dns.wire.OptRecord;
import io.libnetwork.dns.wire.QueryMessage;
import java.io.IOException;
import java.util.Arrays;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// What a message asks, RFC 1035 section 4.1 and RFC 6891.
///
/// @param message as it was read
/// @param question the one it has
record Query(QueryMessage message, Record question) {

  /// What is made of a message.
  sealed interface Reading {}

  /// It can be answered.
  record Understood(Query query) implements Reading {}

  /// It can only be refused.
  record Refusal(QueryMessage message, int rcode) implements Reading {}

  /// It is no question, and an answer could be taken for one by who sends such.
  record Nothing() implements Reading {}

  /// @param connected it came over a connection
  static Reading read(byte[] bytes, boolean connected) {
    if (!QueryMessage.isQuestion(bytes)) {
      return new Nothing();
    }
    QueryMessage message = QueryMessage.read(bytes, connected);
    if (message.fault() != Rcode.NOERROR) {
      return new Refusal(message, message.fault());
    }
    if (message.dclass() != DClass.IN) {
      return new Refusal(message, Rcode.REFUSED);
    }
    Record question = Record.newRecord(name(message), message.type(), DClass.IN);
    return new Understood(new Query(message, question));
  }

  private static Name name(QueryMessage message) {
    try {
      return new Name(Arrays.copyOfRange(message.message(), QueryMessage.NAME, message.nameEnd()));
    } catch (IOException impossible) {
      throw new IllegalStateException("a name that was read", impossible);
    }
  }

  /// The same question about another name, as a message for who is asked for the asker.
  byte[] about(Name other) {
    Message same = new Message(message.id());
    if (recursionDesired()) {
      same.getHeader().setFlag(Flags.RD);
    }
    if ((message.copied() & HeaderBits.CD) != 0) {
      same.getHeader().setFlag(Flags.CD);
    }
    if (message.knowsAuthentic()) {
      same.getHeader().setFlag(Flags.AD);
    }
    same.addRecord(Record.newRecord(other, type(), DClass.IN), Section.QUESTION);
    if (message.edns()) {
      same.addRecord(options(Rcode.NOERROR), Section.ADDITIONAL);
    }
    return same.toWire();
  }

  /// The options that an answer has, to one who sent such.
  ///
  /// @param rcode of which the upper eight bits go there
  OPTRecord options(int rcode) {
    int dnssec = message.dnssecOk() ? ExtendedFlags.DO : 0;
    return new OPTRecord(OptRecord.UDP_SIZE, rcode >> 4, 0, dnssec);
  }

  Name name() {
    return question.getName();
  }

  int type() {
    return question.getType();
  }

  boolean recursionDesired() {
    return (message.copied() & HeaderBits.RD) != 0;
  }

  /// How many bytes the asker takes, the way he asked.
  int room() {
    return message.limit();
  }
}
