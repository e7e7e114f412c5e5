package io.libnetwork.dns.forward;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;

/// Messages for tests, made and read by a library that shares no code with what is tested.
final class Messages {

  private Messages() {}

  /// A question with RD, as stub resolvers ask it.
  static Message question(int id, String name, int type) {
    try {
      Message message = new Message(id);
      message.getHeader().setFlag(Flags.RD);
      message.addRecord(Record.newRecord(new Name(name), type, DClass.IN), Section.QUESTION);
      return message;
    } catch (TextParseException e) {
      throw new IllegalArgumentException(name, e);
    }
  }

  /// The same with an OPT record.
  static Message withOpt(Message message, int size, int flags) {
    message.addRecord(new OPTRecord(size, 0, 0, flags), Section.ADDITIONAL);
    return message;
  }

  /// An answer to what a server was sent, with the question as it came.
  ///
  /// @param records in the master file's form, with an absolute owner and a TTL, each with the name
  ///   of its section before it: `answer`, `authority` or `additional`
  static Message answer(byte[] question, int rcode, String... records) {
    Message asked = read(question);
    Message answer = new Message(asked.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    if (asked.getHeader().getFlag(Flags.RD)) {
      answer.getHeader().setFlag(Flags.RD);
    }
    answer.getHeader().setRcode(rcode);
    answer.addRecord(asked.getQuestion(), Section.QUESTION);
    for (String record : records) {
      String[] parts = record.split(" ", 2);
      answer.addRecord(record(parts[1]), section(parts[0]));
    }
    return answer;
  }

  private static int section(String name) {
    return switch (name) {
      case "answer" -> Section.ANSWER;
      case "authority" -> Section.AUTHORITY;
      case "additional" -> Section.ADDITIONAL;
      default -> throw new IllegalArgumentException(name);
    };
  }

  static Record record(String text) {
    try (Master master =
        new Master(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))) {
      return master.nextRecord();
    } catch (IOException e) {
      throw new UncheckedIOException(text, e);
    }
  }

  static Message read(byte[] message) {
    try {
      return new Message(message);
    } catch (IOException e) {
      throw new UncheckedIOException("malformed message", e);
    }
  }
}
