package io.libnetwork.dns.server;

import java.util.List;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// Messages that answer.
final class Answers {

  private Answers() {}

  /// An answer of our own. Where it is larger than the asker takes, it has as many records as he
  /// does, and says so (TC): who does not ask again over a connection has some of them.
  static byte[] of(Query query, int rcode, List<? extends Record> records) {
    return of(query, rcode, records, List.of());
  }

  /// As above, with records that say why there is nothing, for whom there is room where nothing is
  /// cut.
  static byte[] of(
      Query query, int rcode, List<? extends Record> records, List<? extends Record> authority) {
    Message message = message(query, rcode, records, false);
    authority.forEach(record -> message.addRecord(record, Section.AUTHORITY));
    byte[] whole = message.toWire();
    return whole.length <= query.room() ? whole : cut(query, rcode, records);
  }

  private static byte[] cut(Query query, int rcode, List<? extends Record> records) {
    int fitting = 0;
    int beyond = records.size();
    byte[] answer = message(query, rcode, List.of(), true).toWire();
    while (beyond - fitting > 1) {
      int middle = (fitting + beyond) / 2;
      byte[] some = message(query, rcode, records.subList(0, middle), true).toWire();
      if (some.length <= query.room()) {
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
    Message answer = new Message(query.message().id());
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
    if (query.message().edns()) {
      answer.addRecord(query.options(rcode), Section.ADDITIONAL);
    }
    return answer;
  }
}
