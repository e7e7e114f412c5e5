package io.libnetwork.dns.server;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.libnetwork.dns.recorded.Recording;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.Message;

/// Whatever octets a container sends, its name server answers with a message, no longer than what
/// the container takes, and soon; or with nothing where that was no question.
///
/// By default what was recorded is tried. `scripts/fuzz` has Jazzer make a million messages of it.
class MessageFuzzTest {

  private static final int HEADER = 12;
  private static final int OPT = 41;
  private static final int LEAST = 512;

  /// Far more than any needs, because the machine may stand still.
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static final RecordedWorld WORLD = new RecordedWorld();

  static Stream<byte[]> questions() {
    return Recording.all("questions").stream()
        .map(Recording::packets)
        .flatMap(List::stream)
        .map(Recording.Packet::bytes);
  }

  @MethodSource("questions")
  @FuzzTest(maxExecutions = 1_000_000, maxDuration = "30m")
  void isAnsweredWithWhatItsSenderTakes(byte @Nullable [] message) throws IOException {
    if (message == null || message.length > 65_535) {
      return;
    }
    answers(message, false, room(message));
    answers(message, true, 65_535);
  }

  private static void answers(byte[] message, boolean connected, int room) throws IOException {
    long before = System.nanoTime();
    byte[] bytes = WORLD.ask(message, connected);
    long nanos = System.nanoTime() - before;
    require(nanos < LIMIT.toNanos(), nanos, "nanoseconds");
    boolean question = message.length >= HEADER && message[2] >= 0;
    require(question == bytes.length > 0, bytes.length, "octets for an answer");
    if (question) {
      require(bytes.length <= room, bytes.length, "octets where there is room for " + room);
      Message answer = new Message(bytes);
      require(bytes[2] < 0, bytes[2], "flags of no answer");
      require(answer.getHeader().getID() == number(message, 0), number(bytes, 0), "as its id");
    }
  }

  /// Checks a million times, so with little around it.
  private static void require(boolean right, long found, String what) {
    if (!right) {
      throw new AssertionError(found + " " + what);
    }
  }

  /// What the first OPT record says, read by nothing that is tested.
  private static int room(byte[] message) {
    if (message.length < HEADER) {
      return 0;
    }
    int at = HEADER;
    for (int question = number(message, 4); question > 0 && at > 0; question--) {
      at = behindName(message, at) + 4;
    }
    int records = number(message, 6) + number(message, 8) + number(message, 10);
    for (int record = 0; record < records && at >= HEADER; record++) {
      int body = behindName(message, at);
      if (body < HEADER || body + 10 > message.length) {
        return LEAST;
      }
      if (number(message, body) == OPT) {
        return Math.max(LEAST, number(message, body + 2));
      }
      at = body + 10 + number(message, body + 8);
    }
    return LEAST;
  }

  private static int behindName(byte[] message, int start) {
    int at = start;
    while (at < message.length) {
      int length = message[at] & 0xff;
      if (length == 0) {
        return at + 1;
      }
      if (length >= 0xc0) {
        return at + 2;
      }
      at += 1 + length;
    }
    return -HEADER;
  }

  private static int number(byte[] message, int at) {
    return (message[at] & 0xff) << 8 | (message[at + 1] & 0xff);
  }
}
