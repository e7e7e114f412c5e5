package io.libnetwork.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;

/// Which of several upstreams is asked, when the next, and what is thought of them.
class ForwarderServersTest extends ForwarderScene {

  @Nested
  class Several {

    @BeforeEach
    void areKnown() {
      forwarder.upstreams(List.of(FIRST, SECOND, THIRD));
      world.server(FIRST, answering(Duration.ofMillis(2), "192.0.2.1"));
      world.server(SECOND, answering(Duration.ofMillis(4), "192.0.2.2"));
      world.server(THIRD, answering(Duration.ofMillis(6), "192.0.2.3"));
      for (int i = 0; i < 10; i++) {
        answerTo(question("warm" + i + "."));
      }
      world.asked().clear();
      replies.clear();
    }

    /// When an upstream was first asked, in milliseconds after the first of all was.
    private long asked(Upstream upstream) {
      return (world.asked(upstream).getFirst().at - world.asked().getFirst().at) / 1_000_000;
    }

    /// Asks when nobody is tried, so that only those are asked that are needed.
    private void askUntried(String name) {
      answerTo(question("before-" + name));
      ask(question("try-" + name));
      world.passMillis(100);
      world.asked().clear();
      replies.clear();
      ask(question(name));
    }

    @Test
    void areAskedOneWhileItAnswers() {
      askUntried("a.");
      world.passMillis(100);
      assertThat(answers(reply())).containsExactly("192.0.2.1");
      assertThat(world.asked()).hasSize(1);
    }

    @Test
    void areLearntToBeFasterByTrying() {
      world.server(THIRD, answering(Duration.ofMillis(1), "192.0.2.3"));
      for (int i = 0; i < 20; i++) {
        answerTo(question("again" + i + "."));
      }
      askUntried("a.");
      world.passMillis(100);
      assertThat(answers(reply())).containsExactly("192.0.2.3");
      assertThat(counters(THIRD).latency().orElseThrow()).isLessThan(Duration.ofMillis(2));
    }

    @Test
    void areAskedTheNextAfterTenMillisecondsWhereTheFirstIsUsuallyQuick() {
      askUntried("a.");
      world.passMillis(100);
      world.server(FIRST, silent -> {});
      world.asked().clear();
      replies.clear();
      ask(question("b."));
      world.passMillis(9);
      assertThat(world.asked()).hasSize(1);
      world.passMillis(1);
      assertThat(asked(SECOND)).isEqualTo(10);
      world.passMillis(4);
      assertThat(answers(reply())).containsExactly("192.0.2.2");
      assertThat(world.open()).as("exchanges left").isZero();
      assertThat(forwarder.counters().hedged()).isEqualTo(1);
    }

    @Test
    void areAskedTheNextAtOnceWhenOneRefusesOrFails() {
      askUntried("x.");
      world.passMillis(100);
      world.server(FIRST, failing(QUICK, Rcode.SERVFAIL));
      world.server(SECOND, exchange -> exchange.fail(QUICK, "port unreachable"));
      world.asked().clear();
      replies.clear();
      ask(question("b."));
      world.passMillis(8);
      assertThat(asked(SECOND)).isEqualTo(1);
      assertThat(asked(THIRD)).isEqualTo(2);
      assertThat(answers(reply())).containsExactly("192.0.2.3");
    }

    @Test
    void areAllToldToBeSilentByServfailAtTheDeadline() {
      List.of(FIRST, SECOND, THIRD).forEach(server -> world.server(server, silent -> {}));
      ask(question("a."));
      world.passMillis(3999);
      assertThat(replies).isEmpty();
      world.passMillis(1);
      assertThat(reply().getRcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(world.open()).as("exchanges left").isZero();
      assertThat(world.timers()).as("timers left").isZero();
      assertThat(world.asked(FIRST)).as("tries of a silent server").hasSize(3);
    }

    @Test
    void areToldToFailAllAtOnceBySayingSoAtOnce() {
      List.of(FIRST, SECOND, THIRD)
          .forEach(server -> world.server(server, exchange -> exchange.failNow("unreachable")));
      ask(question("a."));
      assertThat(reply().getRcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(world.timers()).as("timers left").isZero();
    }

    @Test
    void areNotAskedFirstWhileSilentAndComeBack() {
      world.server(FIRST, silent -> {});
      for (int i = 0; i < 10; i++) {
        answerTo(question("down" + i + "."));
      }
      assertThat(counters(FIRST).state()).isEqualTo(UpstreamState.DOWN);
      askUntried("a.");
      world.passMillis(100);
      assertThat(world.asked(FIRST)).isEmpty();
      world.server(FIRST, answering(Duration.ofMillis(2), "192.0.2.1"));
      world.pass(Duration.ofMinutes(2));
      answerTo(question("b."));
      assertThat(counters(FIRST).state()).isEqualTo(UpstreamState.UP);
      askUntried("c.");
      world.passMillis(100);
      assertThat(answers(reply())).containsExactly("192.0.2.1");
    }

    @Test
    void areTriedLessOftenTheLongerTheyAreSilent() {
      world.server(FIRST, silent -> {});
      for (int i = 0; i < 600; i++) {
        ask(question("down" + i + "."));
        world.passMillis(1000);
      }
      assertThat(world.asked(FIRST)).as("tries in ten minutes").hasSizeBetween(10, 25);
    }

    @Test
    void areNotTakenForDeadWhenTheyFailForANamesSake() {
      List.of(FIRST, SECOND, THIRD)
          .forEach(server -> world.server(server, failing(QUICK, Rcode.SERVFAIL)));
      for (int i = 0; i < 20; i++) {
        assertThat(answerTo(question("bad" + i + ".")).getRcode()).isEqualTo(Rcode.SERVFAIL);
      }
      assertThat(forwarder.counters().upstreams())
          .extracting(UpstreamCounters::state)
          .containsOnly(UpstreamState.UP);
    }

    @Test
    void thatFlapAnswerEveryQuestionStill() {
      boolean[] up = {true};
      world.server(
          FIRST,
          exchange -> {
            if (up[0]) {
              answering(Duration.ofMillis(2), "192.0.2.1").asked(exchange);
            }
          });
      for (int i = 0; i < 200; i++) {
        up[0] = i / 7 % 2 == 0;
        replies.clear();
        ask(question("flap" + i + "."));
        world.passMillis(700);
        assertThat(reply().getRcode()).isEqualTo(Rcode.NOERROR);
      }
    }

    @Test
    void oneOfThemThatIsSlowIsWaitedForNoLongerThanItsUsualTime() {
      world.server(FIRST, answering(Duration.ofMillis(900), "192.0.2.1"));
      int slow = 0;
      for (int i = 0; i < 50; i++) {
        replies.clear();
        ask(question("slow" + i + "."));
        world.passMillis(20);
        slow += replies.isEmpty() ? 1 : 0;
        world.passMillis(980);
      }
      assertThat(slow).as("answers that took longer than 20 ms").isLessThan(3);
    }
  }

  @Nested
  class Patience {

    /// When messages went out, in milliseconds after the first, while the only upstream is silent
    /// that took so long before.
    private List<Long> asked(Duration usual) {
      world.server(FIRST, answering(usual, "192.0.2.80"));
      for (int i = 0; i < 60; i++) {
        answerTo(question("warm" + i + "."));
      }
      world.server(FIRST, silent -> {});
      world.asked().clear();
      answerTo(question("a."));
      long start = world.asked().getFirst().at;
      return world.asked().stream().map(sent -> (sent.at - start) / 1_000_000).toList();
    }

    @Test
    void isTenMillisecondsAtLeastAndDoubles() {
      assertThat(asked(Duration.ofMillis(1))).containsExactly(0L, 10L, 30L);
    }

    @Test
    void isTheUsualTimeWhereThatDoesNotVary() {
      assertThat(asked(Duration.ofMillis(50))).containsExactly(0L, 50L, 150L);
    }

    @Test
    void isFourHundredMillisecondsAtMost() {
      assertThat(asked(Duration.ofMillis(900))).containsExactly(0L, 400L, 1200L);
    }

    @Test
    void isLongerWhereTimesVary() {
      int[] turn = {0};
      world.server(
          FIRST,
          exchange ->
              answering(Duration.ofMillis(turn[0]++ % 2 == 0 ? 20 : 60), "192.0.2.80")
                  .asked(exchange));
      for (int i = 0; i < 60; i++) {
        answerTo(question("warm" + i + "."));
      }
      world.server(FIRST, silent -> {});
      world.asked().clear();
      ask(question("a."));
      world.passMillis(100);
      assertThat(world.asked()).hasSize(1);
      world.passMillis(50);
      assertThat(world.asked()).hasSize(2);
    }

    @Test
    void isTwoHundredMillisecondsForOneThatNeverAnswered() {
      forwarder.upstreams(List.of(SECOND));
      ask(question("a."));
      world.passMillis(199);
      assertThat(world.asked()).hasSize(1);
      world.passMillis(1);
      assertThat(world.asked()).hasSize(2);
    }

    @Test
    void isThreefoldForTcp() {
      answerTo(question("warm."));
      world.server(
          FIRST,
          exchange -> {
            Message cut = Messages.answer(exchange.message, Rcode.NOERROR);
            cut.getHeader().setFlag(Flags.TC);
            if (exchange.transport == Transport.UDP) {
              exchange.reply(QUICK, cut.toWire());
            }
          });
      world.asked().clear();
      ask(question("a."));
      world.passMillis(30);
      assertThat(world.asked()).hasSize(2);
      world.passMillis(1);
      assertThat(world.asked()).hasSize(3);
    }
  }

  @Nested
  class OneAlone {

    @Test
    void isAskedAgainWhenAPacketWasLost() {
      answerTo(question("warm."));
      boolean[] lost = {true};
      world.server(
          FIRST,
          exchange -> {
            if (!lost[0]) {
              answering(QUICK, "192.0.2.80").asked(exchange);
            }
            lost[0] = false;
          });
      replies.clear();
      ask(question("a."));
      world.passMillis(12);
      assertThat(answers(reply())).containsExactly("192.0.2.80");
      assertThat(forwarder.counters().repeats()).isEqualTo(1);
      assertThat(counters(FIRST).state()).isEqualTo(UpstreamState.UP);
    }

    @Test
    void isNotAskedAgainAboutWhatItRefused() {
      world.server(FIRST, failing(QUICK, Rcode.REFUSED));
      answerTo(question("a."));
      assertThat(reply().getRcode()).isEqualTo(Rcode.SERVFAIL);
      assertThat(world.asked()).hasSize(1);
    }
  }
}
