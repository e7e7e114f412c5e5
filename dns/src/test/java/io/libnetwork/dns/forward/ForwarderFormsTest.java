package io.libnetwork.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/// Answers that are truncated, and upstreams that know no EDNS.
class ForwarderFormsTest extends ForwarderScene {

  @Nested
  class LongAnswers {

    /// 64 addresses: 1024 octets of records.
    private static final String[] MANY =
        IntStream.range(0, 64)
            .mapToObj(i -> "answer a. 60 IN A 192.0.2." + i)
            .toArray(String[]::new);

    /// A server that has too much for UDP.
    private void truncating(FakeSurroundings.Exchange exchange) {
      if (exchange.transport == Transport.TCP) {
        reply(exchange, QUICK, Rcode.NOERROR, MANY);
      } else {
        Message cut = Messages.answer(exchange.message, Rcode.NOERROR);
        cut.getHeader().setFlag(Flags.TC);
        exchange.reply(QUICK, cut.toWire());
      }
    }

    @BeforeEach
    void theFirstTruncates() {
      world.server(FIRST, this::truncating);
    }

    @Test
    void areAskedForAgainOverTcpAndGivenWhole() {
      Message reply = answerTo(Messages.withOpt(question("a."), 4096, 0));
      assertThat(answers(reply)).hasSize(64);
      assertThat(reply.getHeader().getFlag(Flags.TC)).isFalse();
      assertThat(world.asked())
          .extracting(sent -> sent.transport)
          .containsExactly(Transport.UDP, Transport.TCP);
      assertThat(forwarder.counters().overTcp()).isEqualTo(1);
    }

    @Test
    void areCutForAnAskerThatTakesLessAndHasItTold() {
      Message reply = answerTo(question("a."));
      assertThat(replies.getFirst().length).isBetween(490, 512);
      assertThat(reply.getHeader().getFlag(Flags.TC)).isTrue();
      assertThat(answers(reply)).hasSizeBetween(20, 63).first().isEqualTo("192.0.2.0");
    }

    @Test
    void areCutToTheAskersSizeWithItsOptRecord() {
      Message reply = answerTo(Messages.withOpt(question("a."), 600, 0));
      assertThat(replies.getFirst().length).isBetween(580, 600);
      assertThat(reply.getHeader().getFlag(Flags.TC)).isTrue();
      assertThat(reply.getOPT()).isNotNull();
    }

    @Test
    void areWholeForAnAskerOverTcpFromTheCache() {
      answerTo(question("a."));
      replies.clear();
      ask(question("a."), Transport.TCP);
      assertThat(answers(reply())).hasSize(64);
      assertThat(world.asked()).hasSize(2);
    }

    @Test
    void areAskedOfAnotherWhereTcpIsRefused() {
      forwarder.upstreams(List.of(FIRST, SECOND));
      world.server(
          FIRST,
          exchange -> {
            if (exchange.transport == Transport.TCP) {
              exchange.failNow("connection refused");
            } else {
              truncating(exchange);
            }
          });
      world.server(SECOND, answering(QUICK, "192.0.2.80"));
      assertThat(answers(answerTo(question("a.")))).containsExactly("192.0.2.80");
    }

    @Test
    void thatAreTruncatedOverTcpTooAreNone() {
      world.server(
          FIRST,
          exchange -> {
            Message cut = Messages.answer(exchange.message, Rcode.NOERROR);
            cut.getHeader().setFlag(Flags.TC);
            exchange.reply(QUICK, cut.toWire());
          });
      assertThat(answerTo(question("a.")).getRcode()).isEqualTo(Rcode.SERVFAIL);
    }
  }

  @Nested
  class AServerFromBeforeEdns {

    private int plain;

    @BeforeEach
    void refusesOpt() {
      world.server(
          FIRST,
          exchange -> {
            Message asked = Messages.read(exchange.message);
            if (asked.getOPT() != null) {
              Message error = new Message(asked.getHeader().getID());
              error.getHeader().setFlag(Flags.QR);
              error.getHeader().setRcode(Rcode.FORMERR);
              exchange.reply(QUICK, error.toWire());
            } else {
              plain++;
              reply(exchange, QUICK, Rcode.NOERROR, "answer a. 60 IN A 192.0.2.80");
            }
          });
    }

    @Test
    void isAskedAgainWithoutAndSoFromThenOn() {
      Message reply = answerTo(Messages.withOpt(question("a."), 1232, 0));
      assertThat(reply.getRcode()).isEqualTo(Rcode.NOERROR);
      assertThat(reply.getOPT()).isNotNull();
      answerTo(question("b."));
      assertThat(plain).isEqualTo(2);
      assertThat(world.asked()).hasSize(3);
    }
  }
}
