package io.libnetwork.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
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

/// What askers and upstreams see of a forwarder, in a world with a clock of its own.
class ForwarderTest {

  private static final Upstream FIRST = upstream("192.0.2.1");
  private static final Upstream SECOND = upstream("192.0.2.2");
  private static final Upstream THIRD = upstream("192.0.2.3");

  private static final Duration QUICK = Duration.ofMillis(1);

  private static final ForwarderConfig SMALL =
      new ForwarderConfig(
          Duration.ofSeconds(4),
          20,
          10,
          100,
          1 << 20,
          Duration.ofHours(1),
          Duration.ofMinutes(10),
          Duration.ofSeconds(2));

  private final FakeSurroundings world = new FakeSurroundings();
  private final Forwarder forwarder = new Forwarder(world, SMALL, new Random(1));
  private final Asker asker = forwarder.asker();
  private final List<byte[]> replies = new ArrayList<>();

  @BeforeEach
  void theFirstAnswers() {
    forwarder.upstreams(List.of(FIRST));
    world.server(FIRST, answering(QUICK, "192.0.2.80"));
  }

  private static Upstream upstream(String address) {
    return new Upstream(IpAddress.parse(address), Reach.HOST);
  }

  /// A server that gives every name this address, for a minute.
  private static FakeSurroundings.Server answering(Duration latency, String address) {
    return exchange -> {
      String name = Messages.read(exchange.message).getQuestion().getName().toString();
      reply(exchange, latency, Rcode.NOERROR, "answer " + name + " 60 IN A " + address);
    };
  }

  private static FakeSurroundings.Server failing(Duration latency, int rcode) {
    return exchange -> reply(exchange, latency, rcode);
  }

  private static void reply(
      FakeSurroundings.Exchange exchange, Duration latency, int rcode, String... records) {
    exchange.reply(latency, Messages.answer(exchange.message, rcode, records).toWire());
  }

  private void ask(Message question) {
    ask(question, Transport.UDP);
  }

  private void ask(Message question, Transport transport) {
    asker.ask(question.toWire(), transport, replies::add);
  }

  private Message reply() {
    assertThat(replies).as("replies").hasSize(1);
    return Messages.read(replies.getFirst());
  }

  private static Message question(String name) {
    return Messages.question(4711, name, Type.A);
  }

  /// Asks, waits for a while, and answers what came.
  private Message answerTo(Message question) {
    replies.clear();
    ask(question);
    world.passMillis(6000);
    return reply();
  }

  private static List<String> answers(Message message) {
    return message.getSection(Section.ANSWER).stream()
        .map(record -> record.rdataToString())
        .toList();
  }

  private UpstreamCounters counters(Upstream upstream) {
    return forwarder.counters().upstreams().stream()
        .filter(counters -> counters.upstream().equals(upstream))
        .findFirst()
        .orElseThrow();
  }

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
