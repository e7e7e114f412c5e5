package io.libnetwork.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A forwarder in a world with a clock of its own, one who asks it, and up to three upstreams.
class ForwarderScene {

  static final Upstream FIRST = upstream("192.0.2.1");
  static final Upstream SECOND = upstream("192.0.2.2");
  static final Upstream THIRD = upstream("192.0.2.3");

  static final Duration QUICK = Duration.ofMillis(1);

  static final ForwarderConfig SMALL =
      new ForwarderConfig(
          Duration.ofSeconds(4),
          20,
          10,
          100,
          1 << 20,
          Duration.ofHours(1),
          Duration.ofMinutes(10),
          Duration.ofSeconds(2));

  final FakeSurroundings world = new FakeSurroundings();
  final Forwarder forwarder = new Forwarder(world, SMALL, new Random(1));
  final Asker asker = forwarder.asker();
  final List<byte[]> replies = new ArrayList<>();

  @BeforeEach
  void theFirstAnswers() {
    forwarder.upstreams(List.of(FIRST));
    world.server(FIRST, answering(QUICK, "192.0.2.80"));
  }

  static Upstream upstream(String address) {
    return new Upstream(IpAddress.parse(address), Reach.HOST);
  }

  /// A server that gives every name this address, for a minute.
  static FakeSurroundings.Server answering(Duration latency, String address) {
    return exchange -> {
      String name = Messages.read(exchange.message).getQuestion().getName().toString();
      reply(exchange, latency, Rcode.NOERROR, "answer " + name + " 60 IN A " + address);
    };
  }

  static FakeSurroundings.Server failing(Duration latency, int rcode) {
    return exchange -> reply(exchange, latency, rcode);
  }

  static void reply(
      FakeSurroundings.Exchange exchange, Duration latency, int rcode, String... records) {
    exchange.reply(latency, Messages.answer(exchange.message, rcode, records).toWire());
  }

  void ask(Message question) {
    ask(question, Transport.UDP);
  }

  void ask(Message question, Transport transport) {
    asker.ask(question.toWire(), transport, replies::add);
  }

  Message reply() {
    assertThat(replies).as("replies").hasSize(1);
    return Messages.read(replies.getFirst());
  }

  static Message question(String name) {
    return Messages.question(4711, name, Type.A);
  }

  /// Asks, waits for a while, and answers what came.
  Message answerTo(Message question) {
    replies.clear();
    ask(question);
    world.passMillis(6000);
    return reply();
  }

  static List<String> answers(Message message) {
    return message.getSection(Section.ANSWER).stream()
        .map(record -> record.rdataToString())
        .toList();
  }

  UpstreamCounters counters(Upstream upstream) {
    return forwarder.counters().upstreams().stream()
        .filter(counters -> counters.upstream().equals(upstream))
        .findFirst()
        .orElseThrow();
  }
}
