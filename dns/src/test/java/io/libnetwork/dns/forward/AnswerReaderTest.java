package io.libnetwork.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.dns.wire.OptRecord;
import io.libnetwork.dns.wire.QueryMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// What is kept of an answer, read back by another library.
class AnswerReaderTest {

  private static final LongestTtls UNLIMITED =
      new LongestTtls(Integer.MAX_VALUE, Integer.MAX_VALUE);

  private static Message asked(String name, int type) {
    return Messages.withOpt(Messages.question(1, name, type), 65535, 0);
  }

  private static Answer read(Message question, byte[] message) throws MalformedAnswerException {
    return AnswerReader.read(QueryMessage.read(question.toWire(), true), message, UNLIMITED);
  }

  private static Message kept(Message question, String... records) throws MalformedAnswerException {
    return kept(question, Messages.answer(question.toWire(), Rcode.NOERROR, records));
  }

  private static Message kept(Message question, Message answer) throws MalformedAnswerException {
    QueryMessage query = QueryMessage.read(question.toWire(), true);
    return Messages.read(read(question, answer.toWire()).to(query, 0, false));
  }

  private static List<String> texts(Message message, int section) {
    return message.getSection(section).stream().map(Record::toString).toList();
  }

  private static List<String> expected(String... records) {
    return Arrays.stream(records).map(text -> Messages.record(text).toString()).toList();
  }

  @Nested
  class Data {

    /// Of every type that has names in its data, and some that have none.
    @ParameterizedTest
    @ValueSource(
        strings = {
          "A 192.0.2.1",
          "AAAA 2001:db8::1",
          "NS ns.example.com.",
          "CNAME other.example.com.",
          "DNAME other.example.net.",
          "PTR host.a.example.com.",
          "SOA ns.example.com. admin.example.com. 1 2 3 4 4294967295",
          "MX 10 mail.example.com.",
          "SRV 1 2 443 target.example.com.",
          "NAPTR 100 10 \"u\" \"E2U+sip\" \"!^.*$!sip:a@b!\" next.example.com.",
          "TXT \"one\" \"two\"",
          "CAA 0 issue \"ca.example\"",
          "RP me.example.com. text.example.com.",
          "AFSDB 1 host.example.com.",
          "RT 1 host.example.com.",
          "KX 1 host.example.com.",
          "PX 1 a.example.com. b.example.com.",
          "MINFO a.example.com. b.example.com.",
          "MB a.example.com.",
          "HTTPS 1 . alpn=h2 ipv4hint=192.0.2.1",
          "SSHFP 1 1 0123456789abcdef0123456789abcdef01234567",
          "TYPE65001 \\# 3 010203"
        })
    void isTheSameAfterwards(String data) throws MalformedAnswerException {
      String record = "a.example.com. 60 IN " + data;
      int type = Messages.record(record).getType();
      Message reply = kept(asked("a.example.com.", type), "answer " + record);
      assertThat(texts(reply, Section.ANSWER)).isEqualTo(expected(record));
    }

    @Test
    void ofManyNamesIsNotMuchLongerThanBefore() throws MalformedAnswerException {
      String[] records =
          IntStream.range(0, 200)
              .mapToObj(i -> "answer www.example.com. 60 IN MX 1 host" + i + ".mail.example.com.")
              .toArray(String[]::new);
      Message question = asked("www.example.com.", Type.MX);
      Message answer = Messages.answer(question.toWire(), Rcode.NOERROR, records);
      int before = answer.toWire().length;
      assertThat(read(question, answer.toWire()).message().length)
          .isLessThanOrEqualTo(before + OptRecord.LENGTH);
    }

    @Test
    void thatStandsWhereNoPointerReachesIsWrittenOut() throws MalformedAnswerException {
      List<String> records = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        records.add("answer a. 60 IN TXT \"" + "x".repeat(200) + i + "\"");
      }
      for (int i = 0; i < 3; i++) {
        records.add("answer a. 60 IN MX " + i + " late.example.");
      }
      Message reply = kept(asked("a.", Type.ANY), records.toArray(String[]::new));
      assertThat(reply.numBytes()).isGreaterThan(0x4000);
      assertThat(texts(reply, Section.ANSWER).subList(80, 83))
          .allMatch(text -> text.endsWith("late.example."));
    }

    @Test
    void thatEndsElsewhereThanItSaysIsMalformed() {
      Message question = asked("a.", Type.MX);
      byte[] whole =
          Messages.answer(question.toWire(), Rcode.NOERROR, "answer a. 60 IN MX 1 b.").toWire();
      byte[] shorter = Arrays.copyOf(whole, whole.length - 1);
      shorter[shorter.length - 5] = 4; // RDLENGTH, was 5
      assertThatExceptionOfType(MalformedAnswerException.class)
          .isThrownBy(() -> read(question, shorter));
    }

    @Test
    void ofRandomAnswersIsWhatTheOtherLibraryReads() throws MalformedAnswerException {
      long seed = System.nanoTime();
      Random random = new Random(seed);
      for (int i = 0; i < 5000; i++) {
        List<String> records = new ArrayList<>();
        for (int left = random.nextInt(12); left >= 0; left--) {
          records.add("q.example.com. " + random.nextInt(1000) + " IN " + data(random));
        }
        String[] answers = records.stream().map(text -> "answer " + text).toArray(String[]::new);
        Message reply = kept(asked("q.example.com.", Type.ANY), answers);
        assertThat(texts(reply, Section.ANSWER))
            .as("seed %d", seed)
            .containsExactlyInAnyOrderElementsOf(
                texts(Messages.answer(asked("q.example.com.", Type.ANY).toWire(), 0, answers), 1));
      }
    }

    private static String data(Random random) {
      return switch (random.nextInt(6)) {
        case 0 -> "A 192.0.2." + random.nextInt(256);
        case 1 -> "MX " + random.nextInt(9) + " " + name(random);
        case 2 -> "NS " + name(random);
        case 3 -> "SRV 1 2 3 " + name(random);
        case 4 -> "SOA " + name(random) + " " + name(random) + " 1 2 3 4 5";
        default -> "TXT \"" + "x".repeat(random.nextInt(200)) + "\"";
      };
    }

    private static String name(Random random) {
      String[] labels = {"a", "bb", "example", "com", "q", "verylonglabelthatrepeats"};
      StringBuilder name = new StringBuilder();
      for (int left = random.nextInt(6); left > 0; left--) {
        name.append(labels[random.nextInt(labels.length)]).append('.');
      }
      return name.isEmpty() ? "." : name.toString();
    }
  }

  @Nested
  class Chains {

    @Test
    void areFollowedInAnyOrder() throws MalformedAnswerException {
      Message reply =
          kept(
              asked("a.", Type.A),
              "answer c. 60 IN A 192.0.2.1",
              "answer b. 60 IN CNAME C.",
              "answer A. 60 IN CNAME b.");
      assertThat(reply.getSection(Section.ANSWER)).hasSize(3);
    }

    @Test
    void ofADnameAreKept() throws MalformedAnswerException {
      Message reply =
          kept(
              asked("x.old.example.", Type.A),
              "answer old.example. 60 IN DNAME new.example.",
              "answer x.old.example. 60 IN CNAME x.new.example.",
              "answer x.new.example. 60 IN A 192.0.2.1",
              "answer other.example. 60 IN DNAME bad.example.");
      assertThat(reply.getSection(Section.ANSWER))
          .extracting(Record::getType)
          .containsExactly(Type.DNAME, Type.CNAME, Type.A);
    }

    @Test
    void thatLoopEnd() throws MalformedAnswerException {
      Message reply =
          kept(asked("a.", Type.A), "answer a. 60 IN CNAME b.", "answer b. 60 IN CNAME a.");
      assertThat(reply.getSection(Section.ANSWER)).hasSize(2);
    }

    @Test
    void areNotFollowedFromACnameThatWasAskedFor() throws MalformedAnswerException {
      Message reply =
          kept(asked("a.", Type.CNAME), "answer a. 60 IN CNAME b.", "answer b. 60 IN CNAME c.");
      assertThat(reply.getSection(Section.ANSWER)).hasSize(1);
    }

    @Test
    void withoutTheirEndAreNotKeptForLater() throws MalformedAnswerException {
      Message question = asked("a.", Type.A);
      Message answer =
          Messages.answer(question.toWire(), Rcode.NOERROR, "answer a. 60 IN CNAME b.");
      assertThat(read(question, answer.toWire()).lifetime()).isZero();
    }
  }

  @Nested
  class OtherRecords {

    @Test
    void ofOtherTypesOwnersOrClassesAreLeftOut() throws MalformedAnswerException {
      Message reply =
          kept(
              asked("a.", Type.A),
              "answer a. 60 IN AAAA 2001:db8::1",
              "answer a. 60 CH A 192.0.2.1",
              "answer x.a. 60 IN A 192.0.2.1",
              "answer . 60 IN A 192.0.2.1",
              "answer a. 60 IN A 192.0.2.7");
      assertThat(texts(reply, Section.ANSWER)).isEqualTo(expected("a. 60 IN A 192.0.2.7"));
    }

    @Test
    void thatDenyAreKeptForWhoChecks() throws MalformedAnswerException {
      Message question =
          Messages.withOpt(Messages.question(1, "a.example.", Type.A), 4096, ExtendedFlags.DO);
      String[] records = {
        "authority example. 60 IN SOA ns.example. me.example. 1 2 3 4 5",
        "authority 0.example. 60 IN NSEC b.example. A",
      };
      assertThat(kept(question, records).getSection(Section.AUTHORITY)).hasSize(2);
      assertThat(kept(asked("a.example.", Type.A), records).getSection(Section.AUTHORITY))
          .hasSize(1);
    }

    @Test
    void areServersWhereThereIsNoAnswer() throws MalformedAnswerException {
      Message reply =
          kept(
              asked("a.example.", Type.A),
              "authority example. 60 IN NS ns.example.",
              "authority other. 60 IN NS ns.example.",
              "additional ns.example. 60 IN A 192.0.2.1");
      assertThat(texts(reply, Section.AUTHORITY))
          .isEqualTo(expected("example. 60 IN NS ns.example."));
      assertThat(texts(reply, Section.ADDITIONAL)).allMatch(text -> text.contains("OPT"));
    }

    @Test
    void thatSayTheRcodeIsAnotherMakeItMalformed() {
      Message question = asked("a.", Type.A);
      Message answer = Messages.answer(question.toWire(), Rcode.NOERROR);
      answer.addRecord(new OPTRecord(1232, 1, 0, 0), Section.ADDITIONAL);
      assertThatExceptionOfType(MalformedAnswerException.class)
          .isThrownBy(() -> read(question, answer.toWire()))
          .withMessageContaining("RCODE");
    }
  }

  @Test
  void anyCutAnswerIsMalformed() {
    Message question = asked("a.", Type.A);
    byte[] whole =
        Messages.answer(
                question.toWire(),
                Rcode.NOERROR,
                "answer a. 60 IN CNAME b.",
                "answer b. 60 IN A 192.0.2.1",
                "authority . 60 IN NS c.",
                "additional c. 60 IN A 192.0.2.2")
            .toWire();
    for (int length = question.toWire().length - 11; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(MalformedAnswerException.class)
          .as("of %d octets", length)
          .isThrownBy(() -> read(question, cut));
    }
  }

  @Test
  void flagsOfTheServerAreKept() throws MalformedAnswerException {
    Message question = Messages.question(1, "a.", Type.A);
    question.getHeader().setFlag(Flags.AD);
    Message answer = Messages.answer(question.toWire(), Rcode.NXDOMAIN);
    answer.getHeader().setFlag(Flags.AA);
    answer.getHeader().setFlag(Flags.AD);
    Message reply = kept(question, answer);
    assertThat(reply.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(reply.getHeader().getFlag(Flags.AA)).isTrue();
    assertThat(reply.getHeader().getFlag(Flags.AD)).isTrue();
  }
}
