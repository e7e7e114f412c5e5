package io.libnetwork.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// What need not be asked again: what is kept, and what is being asked.
class ForwarderRememberingTest extends ForwarderScene {

  @Nested
  class EqualQuestions {

    @Test
    void shareOneExchangeAndGetEachItsOwnIdAndCase() {
      ask(Messages.question(1, "www.Example.com.", Type.A));
      ask(Messages.question(2, "WWW.example.com.", Type.A));
      Asker another = forwarder.asker();
      another.ask(
          Messages.withOpt(Messages.question(3, "www.example.com.", Type.A), 1232, 0).toWire(),
          Transport.UDP,
          replies::add);
      world.passMillis(100);
      assertThat(world.asked()).hasSize(1);
      List<Message> all = replies.stream().map(Messages::read).toList();
      assertThat(all).extracting(reply -> reply.getHeader().getID()).containsExactly(1, 2, 3);
      assertThat(all)
          .extracting(reply -> reply.getQuestion().getName().toString())
          .containsExactly("www.Example.com.", "WWW.example.com.", "www.example.com.");
      assertThat(all)
          .extracting(reply -> reply.getOPT() != null)
          .containsExactly(false, false, true);
      assertThat(all).allSatisfy(reply -> assertThat(answers(reply)).hasSize(1));
      assertThat(forwarder.counters().coalesced()).isEqualTo(2);
    }

    @Test
    void areNotEqualWithAnotherTypeOrBit() {
      ask(question("a."));
      ask(Messages.question(1, "a.", Type.AAAA));
      ask(Messages.withOpt(question("a."), 1232, ExtendedFlags.DO));
      Message checking = question("a.");
      checking.getHeader().setFlag(Flags.CD);
      ask(checking);
      assertThat(world.asked()).hasSize(4);
    }

    @Test
    void mayBeAskedFromWithinAReply() {
      List<byte[]> inner = new ArrayList<>();
      asker.ask(
          question("a.").toWire(),
          Transport.UDP,
          reply -> asker.ask(question("a.").toWire(), Transport.UDP, inner::add));
      world.passMillis(100);
      assertThat(inner).hasSize(1);
      assertThat(world.asked()).hasSize(1);
      assertThat(forwarder.counters().inFlight()).isZero();
    }
  }

  @Nested
  class Remembering {

    private long ttl(Message reply) {
      return reply.getSection(Section.ANSWER).getFirst().getTTL();
    }

    private void give(int rcode, String... records) {
      world.server(FIRST, exchange -> reply(exchange, QUICK, rcode, records));
    }

    /// Whether an equal question now is not put to the upstream.
    private boolean remembers(String name) {
      int before = world.asked().size();
      ask(question(name));
      world.passMillis(10);
      return world.asked().size() == before;
    }

    @Test
    void countsTtlsDown() {
      give(Rcode.NOERROR, "answer a. 100 IN CNAME b.", "answer b. 60 IN A 192.0.2.1");
      ask(question("a."));
      world.passMillis(2);
      world.passMillis(10_500);
      replies.clear();
      ask(Messages.question(99, "A.", Type.A));
      assertThat(reply().getSection(Section.ANSWER))
          .extracting(record -> record.getTTL())
          .containsExactly(90L, 50L);
      assertThat(reply().getHeader().getID()).isEqualTo(99);
      assertThat(reply().getQuestion().getName()).hasToString("A.");
      assertThat(forwarder.counters().cacheHits()).isEqualTo(1);
    }

    @Test
    void endsWithTheLeastTtl() {
      give(Rcode.NOERROR, "answer a. 100 IN CNAME b.", "answer b. 60 IN A 192.0.2.1");
      answerTo(question("a."));
      world.passMillis(53_900);
      assertThat(remembers("a.")).isTrue();
      world.passMillis(1000);
      assertThat(remembers("a.")).isFalse();
    }

    @Test
    void cutsLongTtls() {
      give(Rcode.NOERROR, "answer a. 1000000 IN A 192.0.2.1");
      assertThat(ttl(answerTo(question("a.")))).isEqualTo(3600);
      world.pass(Duration.ofHours(1));
      assertThat(remembers("a.")).isFalse();
    }

    @Test
    void takesATtlWithTheTopBitForZero() {
      world.server(
          FIRST,
          exchange -> {
            byte[] answer =
                Messages.answer(exchange.message, Rcode.NOERROR, "answer a. 60 IN A 192.0.2.1")
                    .toWire();
            answer[answer.length - 10] = (byte) 0x80;
            exchange.reply(QUICK, answer);
          });
      assertThat(ttl(answerTo(question("a.")))).isZero();
      assertThat(remembers("a.")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {Rcode.NXDOMAIN, Rcode.NOERROR})
    void keepsWhatIsNotThereForTheSoasMinimum(int rcode) {
      give(rcode, "authority example. 300 IN SOA ns.example. me.example. 1 2 3 4 30");
      Message reply = answerTo(question("a.example."));
      assertThat(reply.getSection(Section.AUTHORITY).getFirst().getTTL()).isEqualTo(30);
      world.passMillis(23_000);
      assertThat(remembers("a.example.")).isTrue();
      assertThat(Messages.read(replies.getLast()).getRcode()).isEqualTo(rcode);
      world.passMillis(2000);
      assertThat(remembers("a.example.")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {Rcode.NXDOMAIN, Rcode.NOERROR})
    void keepsWhatIsNotThereNotWithoutAnSoa(int rcode) {
      give(rcode);
      answerTo(question("a.example."));
      assertThat(remembers("a.example.")).isFalse();
    }

    @Test
    void keepsWhatIsNotThereNotForAnSoaOfAnotherZone() {
      give(Rcode.NXDOMAIN, "authority other. 300 IN SOA ns.example. me.example. 1 2 3 4 30");
      assertThat(answerTo(question("a.example.")).getSection(Section.AUTHORITY)).isEmpty();
      assertThat(remembers("a.example.")).isFalse();
    }

    @Test
    void cutsWhatIsNotThereToItsOwnLimit() {
      give(Rcode.NXDOMAIN, "authority example. 3000 IN SOA a. b. 1 2 3 4 3000");
      answerTo(question("a.example."));
      world.pass(Duration.ofSeconds(590));
      assertThat(remembers("a.example.")).isTrue();
      world.pass(Duration.ofSeconds(10));
      assertThat(remembers("a.example.")).isFalse();
    }

    @Test
    void keepsAFailureForAMoment() {
      give(Rcode.SERVFAIL);
      ask(question("a."));
      world.passMillis(10);
      assertThat(remembers("a.")).isTrue();
      assertThat(Messages.read(replies.getLast()).getRcode()).isEqualTo(Rcode.SERVFAIL);
      world.passMillis(2000);
      assertThat(remembers("a.")).isFalse();
    }

    @Test
    void keepsNoOtherErrors() {
      give(Rcode.NOTIMP);
      answerTo(question("a."));
      assertThat(remembers("a.")).isFalse();
    }

    @Test
    void neverSaysThatItIsAnAuthority() {
      world.server(
          FIRST,
          exchange -> {
            Message answer =
                Messages.answer(exchange.message, Rcode.NOERROR, "answer a. 60 IN A 192.0.2.1");
            answer.getHeader().setFlag(Flags.AA);
            exchange.reply(QUICK, answer.toWire());
          });
      assertThat(answerTo(question("a.")).getHeader().getFlag(Flags.AA)).isTrue();
      assertThat(answerTo(question("a.")).getHeader().getFlag(Flags.AA)).isFalse();
    }

    @Test
    void endsWhenTheUpstreamsChange() {
      answerTo(question("a."));
      forwarder.upstreams(List.of(FIRST));
      assertThat(remembers("a.")).as("the same upstreams").isTrue();
      forwarder.upstreams(List.of(FIRST, SECOND));
      assertThat(remembers("a.")).as("others").isFalse();
    }

    @Test
    void doesNotKeepWhatFormerUpstreamsSay() {
      world.server(FIRST, answering(Duration.ofMillis(5), "192.0.2.80"));
      world.server(SECOND, answering(QUICK, "192.0.2.2"));
      ask(question("a."));
      forwarder.upstreams(List.of(SECOND));
      ask(question("a."));
      world.passMillis(10);
      assertThat(replies)
          .extracting(reply -> answers(Messages.read(reply)))
          .containsExactly(List.of("192.0.2.2"), List.of("192.0.2.80"));
      assertThat(answers(answerTo(question("a.")))).containsExactly("192.0.2.2");
    }
  }
}
