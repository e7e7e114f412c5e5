package io.libnetwork.dns.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// What others say of the name that an alias stands for, behind the alias.
final class AliasAnswers {

  /// Of a header; larger ones are about a message's options, and the asker's are not those.
  private static final int LARGEST_RCODE = 15;

  private AliasAnswers() {}

  /// @param query asks for the alias
  /// @param answer whole, to the same question about the other name
  static byte[] joined(Query query, List<Record> aliases, byte[] answer) {
    try {
      Message told = new Message(answer);
      List<Record> records = new ArrayList<>(aliases);
      records.addAll(told.getSection(Section.ANSWER));
      List<Record> authority =
          told.getSection(Section.AUTHORITY).stream()
              .filter(record -> record.getType() == Type.SOA)
              .toList();
      int rcode = told.getRcode() > LARGEST_RCODE ? Rcode.SERVFAIL : told.getRcode();
      return Answers.of(query, rcode, records, authority);
    } catch (IOException malformed) {
      return Answers.of(query, Rcode.SERVFAIL, List.of());
    }
  }
}
