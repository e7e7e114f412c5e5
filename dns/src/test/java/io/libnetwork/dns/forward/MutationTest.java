package io.libnetwork.dns.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.address.IpAddress;
import io.libnetwork.dns.wire.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Packets that are almost right, from askers and from upstreams: none may throw, be answered twice
/// or not at all, or make an answer that is too long or cannot be read.
class MutationTest {

  private static final int PACKETS = 50_000;

  private static final Upstream UPSTREAM =
      new Upstream(IpAddress.parse("192.0.2.1"), Reach.SANDBOX);

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final FakeSurroundings world = new FakeSurroundings();
  private final Forwarder forwarder =
      new Forwarder(world, ForwarderConfig.standard(), new Random(seed));
  private final Asker asker = forwarder.asker();

  @Test
  void ofAskersAreAnsweredOnceOrAreNoQuestions() {
    forwarder.upstreams(List.of(UPSTREAM));
    world.server(
        UPSTREAM, exchange -> exchange.reply(Duration.ofMillis(1), answer(exchange.message)));
    for (int i = 0; i < PACKETS; i++) {
      byte[] packet = mutated(question(i).toWire(), 0);
      boolean question = packet.length >= 12 && packet[2] >= 0;
      List<byte[]> replies = ask(packet);
      assertThat(replies).as("seed %d, packet %d", seed, i).hasSize(question ? 1 : 0);
    }
  }

  @Test
  void ofUpstreamsNeverSpoilAnAnswer() {
    forwarder.upstreams(List.of(UPSTREAM));
    world.server(
        UPSTREAM,
        exchange -> {
          byte[] answer = answer(exchange.message);
          int intact = random.nextInt(4) == 0 ? 0 : afterQuestion(answer);
          for (int copies = random.nextInt(3); copies >= 0; copies--) {
            exchange.reply(Duration.ofMillis(random.nextInt(30)), mutated(answer.clone(), intact));
          }
        });
    for (int i = 0; i < PACKETS; i++) {
      List<byte[]> replies = ask(question(i).toWire());
      assertThat(replies).as("seed %d, packet %d", seed, i).hasSize(1);
    }
    assertThat(forwarder.counters().cacheEntries()).as("answers that were good").isPositive();
    assertThat(forwarder.counters().failures()).as("answers that were not").isPositive();
  }

  private List<byte[]> ask(byte[] packet) {
    List<byte[]> replies = new ArrayList<>();
    asker.ask(packet.clone(), Transport.UDP, replies::add);
    world.passMillis(4100);
    world.asked().clear();
    for (byte[] reply : replies) {
      assertThat(reply).as("seed %d", seed).startsWith(packet[0], packet[1]);
      assertThat(reply.length).as("seed %d", seed).isBetween(12, limit(packet));
      assertEndsWithItsRecords(reply);
    }
    assertThat(world.timers()).as("timers left, seed %d", seed).isZero();
    return replies;
  }

  /// What the packet lets an answer have, as read by the other library; if it cannot read it, what
  /// any packet could say.
  private static int limit(byte[] packet) {
    try {
      Message asked = new Message(packet);
      return asked.getOPT() == null ? 512 : Math.max(512, asked.getOPT().getPayloadSize());
    } catch (IOException | IllegalArgumentException unreadable) {
      return 65_535;
    }
  }

  private void assertEndsWithItsRecords(byte[] message) {
    int at = 12;
    for (int i = number(message, 4); i > 0; i--) {
      at = Wire.skipName(message, at) + 4;
    }
    int records = number(message, 6) + number(message, 8) + number(message, 10);
    for (int i = 0; i < records; i++) {
      int body = Wire.skipName(message, at);
      assertThat(body).as("seed %d", seed).isPositive();
      at = body + 10 + number(message, body + 8);
    }
    assertThat(at).as("end of the records, seed %d", seed).isEqualTo(message.length);
  }

  private static int number(byte[] message, int at) {
    return (message[at] & 0xff) << 8 | (message[at + 1] & 0xff);
  }

  private Message question(int i) {
    Message question = Messages.question(i & 0xffff, "a" + i + ".example.com.", Type.A);
    return random.nextBoolean()
        ? question
        : Messages.withOpt(question, 512 << random.nextInt(4), 0);
  }

  private byte[] answer(byte[] asked) {
    Message answer =
        Messages.answer(
            asked,
            Rcode.NOERROR,
            "answer a1.example.com. 60 IN CNAME b.example.com.",
            "authority example.com. 60 IN SOA ns.example.com. me.example.com. 1 2 3 4 5",
            "additional ns.example.com. 60 IN A 192.0.2.1");
    for (int left = random.nextInt(90); left > 0; left--) {
      answer.addRecord(
          Record.newRecord(
              answer.getQuestion().getName(), Type.A, DClass.IN, left, new byte[] {1, 2, 3, 4}),
          Section.ANSWER);
    }
    return Messages.withOpt(answer, 1232, 0).toWire();
  }

  private static int afterQuestion(byte[] message) {
    return Wire.skipName(message, 12) + 4;
  }

  /// Changes a few octets from `from` on, or cuts, or adds some.
  private byte[] mutated(byte[] packet, int from) {
    byte[] result = packet;
    for (int left = random.nextInt(4); left > 0 && result.length > from; left--) {
      int at = from + random.nextInt(result.length - from);
      switch (random.nextInt(5)) {
        case 0 -> result[at] = (byte) random.nextInt(256);
        case 1 -> result[at] = (byte) (0xc0 | random.nextInt(4));
        case 2 -> result[at] ^= (byte) (1 << random.nextInt(8));
        case 3 -> result[at] = (byte) (random.nextBoolean() ? 0 : 0xff);
        default ->
            result =
                Arrays.copyOf(
                    result, random.nextInt(8) == 0 ? result.length + random.nextInt(20) : at);
      }
    }
    return result;
  }
}
