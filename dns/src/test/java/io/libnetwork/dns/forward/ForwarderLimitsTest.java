package io.libnetwork.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

/// How much is taken on, and what becomes of it at the end.
class ForwarderLimitsTest extends ForwarderScene {

  @Nested
  class Limits {

    @BeforeEach
    void theFirstIsSilent() {
      world.server(FIRST, silent -> {});
    }

    private long refused() {
      return replies.stream()
          .filter(reply -> Messages.read(reply).getRcode() == Rcode.REFUSED)
          .count();
    }

    @Test
    void ofAnAskerRefuseWhatIsBeyond() {
      for (int i = 0; i < 15; i++) {
        ask(question("name" + i + "."));
      }
      assertThat(refused()).isEqualTo(5);
      assertThat(forwarder.counters().refused()).isEqualTo(5);
      forwarder.asker().ask(question("another.").toWire(), Transport.UDP, replies::add);
      assertThat(refused()).isEqualTo(5);
    }

    @Test
    void ofAllRefuseWhatIsBeyondEvenWhereOneExchangeWouldDo() {
      for (int i = 0; i < 25; i++) {
        forwarder.asker().ask(question("name.").toWire(), Transport.UDP, replies::add);
      }
      assertThat(refused()).isEqualTo(5);
      assertThat(world.asked()).hasSize(1);
    }

    @Test
    void areFreeAgainWhenAnswersHaveCome() {
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 10; i++) {
          ask(question(round + "name" + i + "."));
        }
        world.passMillis(5000);
      }
      assertThat(refused()).isZero();
      assertThat(replies).hasSize(30);
      assertThat(forwarder.counters().inFlight()).isZero();
    }

    @Test
    void doNotConcernWhatIsRemembered() {
      world.server(FIRST, answering(QUICK, "192.0.2.80"));
      answerTo(question("known."));
      world.server(FIRST, silent -> {});
      for (int i = 0; i < 15; i++) {
        ask(question("name" + i + "."));
      }
      replies.clear();
      ask(question("known."));
      assertThat(answers(reply())).containsExactly("192.0.2.80");
    }
  }

  @Nested
  class Closing {

    @Test
    void anAskerDropsItsRepliesAndNobodyElses() {
      Asker other = forwarder.asker();
      List<byte[]> others = new ArrayList<>();
      ask(question("a."));
      other.ask(question("a.").toWire(), Transport.UDP, others::add);
      asker.close();
      asker.ask(question("b.").toWire(), Transport.UDP, replies::add);
      world.passMillis(100);
      assertThat(replies).isEmpty();
      assertThat(others).hasSize(1);
      assertThat(forwarder.counters().inFlight()).isZero();
    }

    @Test
    void theForwarderAnswersAllThatWaitAndLeavesNothingOpen() {
      forwarder.upstreams(List.of(FIRST, SECOND));
      world.server(FIRST, silent -> {});
      world.server(SECOND, silent -> {});
      ask(question("a."));
      ask(question("b."));
      forwarder.close();
      ask(question("c."));
      assertThat(replies)
          .extracting(reply -> Messages.read(reply).getRcode())
          .containsExactly(Rcode.SERVFAIL, Rcode.SERVFAIL, Rcode.SERVFAIL);
      assertThat(world.open()).as("exchanges left").isZero();
      assertThat(world.timers()).as("timers left").isZero();
    }
  }
}
