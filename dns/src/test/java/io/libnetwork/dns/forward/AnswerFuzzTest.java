package io.libnetwork.dns.forward;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.libnetwork.address.IpAddress;
import io.libnetwork.dns.recorded.Recording;
import io.libnetwork.dns.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Type;

/// Whatever a name server outside says behind the question, who asked is answered once, soon, and
/// with no more than he takes; so is who asks next, of what was kept.
///
/// By default what was recorded is tried. `scripts/fuzz` has Jazzer make a million answers of it.
class AnswerFuzzTest {

  private static final Upstream UPSTREAM = new Upstream(IpAddress.parse("192.0.2.1"), Reach.HOST);

  /// Far more than any needs, because the machine may stand still.
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final List<Integer> TYPES =
      List.of(Type.A, Type.AAAA, Type.TXT, Type.MX, Type.SRV, Type.SOA, Type.NS, Type.ANY);

  /// The kind of question, and of an answer all but its id and question.
  static Stream<byte[]> answers() {
    return Recording.all("answers").stream()
        .flatMap(recording -> recording.packets().stream())
        .filter(packet -> !packet.kind().equals("ask"))
        .map(packet -> withoutQuestion(packet.bytes()));
  }

  private static byte[] withoutQuestion(byte[] answer) {
    int end = Wire.skipName(answer, Wire.HEADER) + 4;
    byte[] rest = new byte[9 + answer.length - end];
    System.arraycopy(answer, 2, rest, 1, 2);
    System.arraycopy(answer, 6, rest, 3, 6);
    System.arraycopy(answer, end, rest, 9, answer.length - end);
    return rest;
  }

  @MethodSource("answers")
  @FuzzTest(maxExecutions = 1_000_000, maxDuration = "30m")
  void isToldWithWhatTheAskerTakes(byte @Nullable [] data) {
    if (data == null || data.length < 9 || data.length > 60_000) {
      return;
    }
    FakeSurroundings world = new FakeSurroundings();
    Forwarder forwarder = new Forwarder(world, ForwarderConfig.standard(), new Random(1));
    forwarder.upstreams(List.of(UPSTREAM));
    world.server(
        UPSTREAM, exchange -> exchange.reply(Duration.ofMillis(1), answer(exchange.message, data)));
    Asker asker = forwarder.asker();
    long before = System.nanoTime();
    asks(world, asker, data[0], 0);
    asks(world, asker, data[0], 400);
    asks(world, asker, data[0], 1232);
    long nanos = System.nanoTime() - before;
    require(nanos < LIMIT.toNanos(), nanos, "nanoseconds");
  }

  /// Checks a million times, so with little around it.
  private static void require(boolean right, long found, String what) {
    if (!right) {
      throw new AssertionError(found + " " + what);
    }
  }

  private static void asks(FakeSurroundings world, Asker asker, int kind, int room) {
    Message question = Messages.question(7, "www.example.org.", TYPES.get(kind & 7));
    int limit = Math.max(512, room);
    byte[] packet =
        (room == 0 ? question : Messages.withOpt(question, room, kind & 0x8000)).toWire();
    List<byte[]> replies = new ArrayList<>();
    asker.ask(packet, Transport.UDP, replies::add);
    world.passMillis(4_100);
    require(replies.size() == 1, replies.size(), "answers");
    byte[] reply = replies.getFirst();
    require(reply.length >= 12 && reply.length <= limit, reply.length, "octets for " + limit);
    require(reply[0] == packet[0] && reply[1] == packet[1], Wire.getShort(reply, 0), "as its id");
    require(end(reply) == reply.length, end(reply), "is where its records end");
  }

  /// An answer to a message: its id and question, and what is behind them.
  private static byte[] answer(byte[] asked, byte[] data) {
    int end = Wire.plainNameEnd(asked, Wire.HEADER) + 4;
    byte[] answer = Arrays.copyOf(asked, end + data.length - 9);
    System.arraycopy(data, 1, answer, 2, 2);
    answer[2] = (byte) ((answer[2] | 0x80) & 0x87);
    Wire.putShort(answer, 4, 1);
    System.arraycopy(data, 3, answer, 6, 6);
    System.arraycopy(data, 9, answer, end, data.length - 9);
    return answer;
  }

  private static int end(byte[] message) {
    int at = Wire.skipName(message, 12) + 4;
    int records =
        Wire.getShort(message, 6) + Wire.getShort(message, 8) + Wire.getShort(message, 10);
    for (int i = 0; i < records; i++) {
      int body = Wire.skipName(message, at);
      require(body > 0, i, "records are whole");
      at = body + 10 + Wire.getShort(message, body + 8);
    }
    return at;
  }
}
