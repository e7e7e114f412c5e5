package io.libnetwork.dns.server;

import java.util.List;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// Messages that answer.
final class Answers {

  /// How many bytes we say that we take in a datagram: what crosses every Ethernet in one piece.
  private static final int OUR_ROOM = 1232;

  private static final int LARGEST = 65_535;

  private Answers() {}

  /// An answer of our own. Where it is larger than the asker takes, it has as many records as he
  /// does, and says so (TC): who does not ask again over a connection has some of them.
  static byte[] of(Query query, boolean connected, int rcode, List<? extends Record> records) {
    return of(query, connected, rcode, records, List.of());
  }

  /// As above, with records that say why there is nothing, for whom there is room where nothing is
  /// cut.
  static byte[] of(
      Query query,
      boolean connected,
      int rcode,
      List<? extends Record> records,
      List<? extends Record> authority) {
    int room = connected ? LARGEST : query.room();
    Message message = message(query, rcode, records, false);
    authority.forEach(record -> message.addRecord(record, Section.AUTHORITY));
    byte[] whole = message.toWire();
    return whole.length <= room ? whole : cut(query, rcode, records, room);
  }

  private static byte[] cut(Query query, int rcode, List<? extends Record> records, int room) {
    int fitting = 0;
    int beyond = records.size();
    byte[] answer = message(query, rcode, List.of(), true).toWire();
    while (beyond - fitting > 1) {
      int middle = (fitting + beyond) / 2;
      byte[] some = message(query, rcode, records.subList(0, middle), true).toWire();
      if (some.length <= room) {
        fitting = middle;
        answer = some;
      } else {
        beyond = middle;
      }
    }
    return answer;
  }

  private static Message message(
      Query query, int rcode, List<? extends Record> records, boolean truncated) {
    Message answer = new Message(query.message().getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    if (truncated) {
      answer.getHeader().setFlag(Flags.TC);
    }
    if (query.recursionDesired()) {
      answer.getHeader().setFlag(Flags.RD);
    }
    answer.getHeader().setRcode(rcode & 0xf);
    answer.addRecord(query.question(), Section.QUESTION);
    records.forEach(record -> answer.addRecord(record, Section.ANSWER));
    query.options().ifPresent(asked -> answer.addRecord(options(asked, rcode), Section.ADDITIONAL));
    return answer;
  }

  /// A header alone, for what could not be understood.
  static byte[] bare(byte[] question, int rcode) {
    byte[] answer = new byte[12];
    answer[0] = question[0];
    answer[1] = question[1];
    answer[2] = (byte) (0x80 | (question[2] & 0x79));
    answer[3] = (byte) (0x80 | rcode);
    return answer;
  }

  private static OPTRecord options(OPTRecord asked, int rcode) {
    int dnssec = asked.getFlags() & ExtendedFlags.DO;
    return new OPTRecord(OUR_ROOM, rcode >> 4, 0, dnssec);
  }

  static byte[] badVersion(Query query, boolean connected) {
    return of(query, connected, Rcode.BADVERS, List.of());
  }
}
