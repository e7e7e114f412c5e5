package io.libnetwork.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// What becomes of questions, and of what is none.
class ForwarderQuestionsTest extends ForwarderScene {

  @Nested
  class Asking {

    @Test
    void givesTheAskersIdAndQuestionBackWithTheAnswer() {
      Message reply = answerTo(question("Www.Example.COM."));
      assertThat(reply.getHeader().getID()).isEqualTo(4711);
      assertThat(reply.getQuestion().getName()).hasToString("Www.Example.COM.");
      assertThat(reply.getSection(Section.ANSWER).getFirst().getName())
          .hasToString("Www.Example.COM.");
      assertThat(answers(reply)).containsExactly("192.0.2.80");
      assertThat(reply.getHeader().getFlag(Flags.RD)).isTrue();
      assertThat(reply.getHeader().getFlag(Flags.RA)).isTrue();
      assertThat(reply.getHeader().getFlag(Flags.TC)).isFalse();
    }

    @Test
    void asksEachTimeWithAnotherId() {
      Set<Integer> ids = new HashSet<>();
      for (int i = 0; i < 100; i++) {
        answerTo(question("name" + i + "."));
      }
      world.asked().forEach(sent -> ids.add(Messages.read(sent.message).getHeader().getID()));
      assertThat(ids).hasSizeGreaterThan(95).doesNotContain(4711);
    }

    @Test
    void writesTheNameInLettersOfRandomCase() {
      answerTo(question("averylongname.example."));
      String sent = Messages.read(world.asked().getFirst().message).getQuestion().getName() + "";
      assertThat(sent)
          .isEqualToIgnoringCase("averylongname.example.")
          .isNotEqualTo("averylongname.example.");
    }

    @Test
    void givesAnOptRecordToWhoSentOne() {
      Message with = answerTo(Messages.withOpt(question("a."), 4096, ExtendedFlags.DO));
      assertThat(with.getOPT().getFlags()).isEqualTo(ExtendedFlags.DO);
      assertThat(with.getOPT().getPayloadSize()).isEqualTo(1232);
      assertThat(answerTo(question("a.")).getOPT()).isNull();
    }

    @Test
    void passesOnDoAndCdAndSizeOfItsOwnButNoOptions() {
      Message question = question("a.");
      question.getHeader().setFlag(Flags.CD);
      question.addRecord(
          new OPTRecord(
              4096,
              0,
              0,
              ExtendedFlags.DO,
              List.<EDNSOption>of(new GenericEDNSOption(65001, new byte[9]))),
          Section.ADDITIONAL);
      ask(question);
      Message sent = Messages.read(world.asked().getFirst().message);
      assertThat(sent.getHeader().getFlag(Flags.CD)).isTrue();
      assertThat(sent.getOPT().getFlags()).isEqualTo(ExtendedFlags.DO);
      assertThat(sent.getOPT().getPayloadSize()).isEqualTo(1232);
      assertThat(sent.getOPT().getOptions()).isEmpty();
    }

    @Test
    void tellsOfAuthenticDataOnlyWhoKnowsWhatThatIs() {
      world.server(
          FIRST,
          exchange -> {
            Message answer =
                Messages.answer(exchange.message, Rcode.NOERROR, "answer a. 60 IN A 192.0.2.1");
            answer.getHeader().setFlag(Flags.AD);
            exchange.reply(QUICK, answer.toWire());
          });
      assertThat(answerTo(question("a.")).getHeader().getFlag(Flags.AD)).isFalse();
      Message knowing = question("a.");
      knowing.getHeader().setFlag(Flags.AD);
      assertThat(answerTo(knowing).getHeader().getFlag(Flags.AD)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {Rcode.NXDOMAIN, Rcode.NOTIMP, Rcode.YXDOMAIN, Rcode.NOERROR})
    void passesOnWhatIsAnAnswer(int rcode) {
      forwarder.upstreams(List.of(FIRST, SECOND));
      world.server(FIRST, failing(QUICK, rcode));
      assertThat(answerTo(question("a.")).getRcode()).isEqualTo(rcode);
    }

    @Test
    void answersServfailWhereThereIsNobodyToAsk() {
      forwarder.upstreams(List.of());
      ask(question("a."));
      assertThat(reply().getRcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(reply().getHeader().getID()).isEqualTo(4711);
    }
  }

  @Nested
  class Faults {

    private Message answered(Message question) {
      replies.clear();
      ask(question);
      assertThat(world.asked()).isEmpty();
      return reply();
    }

    @Test
    void answersAnotherOpcodeWithNotimp() {
      Message question = question("a.");
      question.getHeader().setOpcode(Opcode.UPDATE);
      Message reply = answered(question);
      assertThat(reply.getRcode()).isEqualTo(Rcode.NOTIMP);
      assertThat(reply.getHeader().getOpcode()).isEqualTo(Opcode.UPDATE);
    }

    @Test
    void answersTwoQuestionsWithFormerr() {
      Message question = question("a.");
      question.addRecord(question("b.").getQuestion(), Section.QUESTION);
      assertThat(answered(question).getRcode()).isEqualTo(Rcode.FORMERR);
    }

    @Test
    void answersACutQuestionWithFormerr() {
      byte[] whole = question("example.com.").toWire();
      for (int length = 12; length < whole.length; length++) {
        replies.clear();
        asker.ask(Arrays.copyOf(whole, length), Transport.UDP, replies::add);
        assertThat(reply().getRcode()).isEqualTo(Rcode.FORMERR);
      }
    }

    @Test
    void answersTwoOptRecordsWithFormerr() {
      Message question = Messages.withOpt(Messages.withOpt(question("a."), 1232, 0), 1232, 0);
      assertThat(answered(question).getRcode()).isEqualTo(Rcode.FORMERR);
    }

    @Test
    void answersALaterEdnsWithBadvers() {
      Message question = question("a.");
      question.addRecord(new OPTRecord(1232, 0, 1, 0), Section.ADDITIONAL);
      Message reply = answered(question);
      assertThat(reply.getRcode()).isEqualTo(Rcode.BADVERS);
      assertThat(reply.getOPT().getVersion()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {Type.AXFR, Type.IXFR})
    void refusesATransfer(int type) {
      assertThat(answered(Messages.question(1, "a.", type)).getRcode()).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void saysNothingToAResponse() {
      Message response = question("a.");
      response.getHeader().setFlag(Flags.QR);
      ask(response);
      asker.ask(new byte[11], Transport.UDP, replies::add);
      world.passMillis(10_000);
      assertThat(replies).isEmpty();
      assertThat(forwarder.counters().ignored()).isEqualTo(2);
    }
  }
}
