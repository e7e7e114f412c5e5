package io.libnetwork.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// What is not believed of what upstreams say.
class ForwarderForgeriesTest extends ForwarderScene {

  @Nested
  class Forgeries {

    /// Sends this first and the right answer 50 ms later; the wrong one must not be taken.
    private void ignores(UnaryOperator<Message> forge) {
      world.server(
          FIRST,
          exchange -> {
            Message wrong =
                Messages.answer(exchange.message, Rcode.NOERROR, "answer a. 60 IN A 203.0.113.6");
            exchange.reply(QUICK, forge.apply(wrong).toWire());
            reply(exchange, Duration.ofMillis(50), Rcode.NOERROR, "answer a. 60 IN A 192.0.2.80");
          });
      assertThat(answers(answerTo(question("a.")))).containsExactly("192.0.2.80");
    }

    @Test
    void ofAnotherIdAreIgnored() {
      ignores(wrong -> {
        wrong.getHeader().setID(wrong.getHeader().getID() ^ 1);
        return wrong;
      });
    }

    @Test
    void ofAnotherNameAreIgnored() {
      ignores(wrong -> withQuestion(wrong, Messages.question(0, "b.", Type.A)));
    }

    @Test
    void ofAnotherTypeAreIgnored() {
      ignores(wrong -> withQuestion(wrong, Messages.question(0, "a.", Type.AAAA)));
    }

    @Test
    void withoutAQuestionAreIgnored() {
      ignores(wrong -> {
        wrong.removeAllRecords(Section.QUESTION);
        return wrong;
      });
    }

    @Test
    void withTwoQuestionsAreIgnored() {
      ignores(wrong -> {
        wrong.addRecord(Messages.question(0, "b.", Type.A).getQuestion(), Section.QUESTION);
        return wrong;
      });
    }

    @Test
    void thatAreNoResponsesAreIgnored() {
      ignores(wrong -> {
        wrong.getHeader().unsetFlag(Flags.QR);
        return wrong;
      });
    }

    @Test
    void ofAnotherOpcodeAreIgnored() {
      ignores(wrong -> {
        wrong.getHeader().setOpcode(Opcode.NOTIFY);
        return wrong;
      });
    }

    private static Message withQuestion(Message message, Message other) {
      message.removeAllRecords(Section.QUESTION);
      message.addRecord(other.getQuestion(), Section.QUESTION);
      return message;
    }

    @Test
    void inAnotherCaseAreNotBelievedButAskedAboutAgain() {
      world.server(FIRST, this::folding);
      Message reply = answerTo(question("averylongname.example."));
      assertThat(answers(reply)).containsExactly("192.0.2.80");
      assertThat(world.asked()).hasSize(2);
      assertThat(Messages.read(world.asked().get(0).message).getHeader().getID())
          .isNotEqualTo(Messages.read(world.asked().get(1).message).getHeader().getID());
    }

    @Test
    void ofAServerThatFoldsAreNotSuspectedAgain() {
      world.server(FIRST, this::folding);
      answerTo(question("averylongname.example."));
      answerTo(question("anotherlongname.example."));
      assertThat(world.asked()).hasSize(3);
    }

    private void folding(FakeSurroundings.Exchange exchange) {
      Message asked = Messages.read(exchange.message);
      String name = asked.getQuestion().getName().toString().toLowerCase(Locale.ROOT);
      Message answer =
          Messages.answer(
              exchange.message, Rcode.NOERROR, "answer " + name + " 60 IN A 192.0.2.80");
      exchange.reply(QUICK, withQuestion(answer, Messages.question(0, name, Type.A)).toWire());
    }
  }

  @Nested
  class Bailiwick {

    @Test
    void recordsThatNobodyAskedForAreLeftOut() {
      world.server(
          FIRST,
          exchange ->
              reply(
                  exchange,
                  QUICK,
                  Rcode.NOERROR,
                  "answer bank.example. 60 IN A 203.0.113.6",
                  "answer a. 60 IN CNAME b.",
                  "answer b. 60 IN A 192.0.2.80",
                  "answer c. 60 IN A 203.0.113.6",
                  "authority example. 60 IN NS bad.example.",
                  "additional bad.example. 60 IN A 203.0.113.6"));
      Message reply = answerTo(question("a."));
      assertThat(answers(reply)).containsExactly("b.", "192.0.2.80");
      assertThat(reply.getSection(Section.AUTHORITY)).isEmpty();
      assertThat(reply.getSection(Section.ADDITIONAL)).isEmpty();
    }

    @Test
    void anAnswerThatCannotBeReadIsNone() {
      forwarder.upstreams(List.of(FIRST, SECOND));
      world.server(SECOND, answering(QUICK, "192.0.2.80"));
      world.server(
          FIRST,
          exchange -> {
            byte[] whole =
                Messages.answer(exchange.message, Rcode.NOERROR, "answer a. 60 IN A 203.0.113.6")
                    .toWire();
            exchange.reply(QUICK, Arrays.copyOf(whole, whole.length - 1));
          });
      assertThat(answers(answerTo(question("a.")))).containsExactly("192.0.2.80");
      assertThat(counters(FIRST).lastFailure())
          .hasValueSatisfying(why -> assertThat(why).contains("does not end"));
    }
  }
}
