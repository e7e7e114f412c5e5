package io.libnetwork.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.linux.Errno;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class NetlinkExchangeTest {

  private static final int TYPE = 100;
  private static final int PORT = 7;

  private final Script kernel = new Script();

  @Nested
  class ADump {

    @Test
    void bringsEveryObjectOfAllItsDatagrams() {
      kernel.answers(first -> datagram(object(first, 0, 1), object(first, 0, 2)));
      kernel.answers(first -> datagram(object(first, 0, 3), done(first, 0)));

      assertThat(dump().all()).containsExactly(1, 2, 3);
    }

    @Test
    void isAskedAgainWhenTheTableChangedMeanwhile() {
      kernel.answers(first ->
          datagram(
              object(first, 0, 1), object(first, NetlinkFlags.NLM_F_DUMP_INTR, 2), done(first, 0)));
      kernel.answers(second -> datagram(object(second, 0, 3), done(second, 0)));

      assertThat(dump().all()).containsExactly(3);
      assertThat(kernel.sent).isEqualTo(2);
    }

    @Test
    void isAskedAgainWhenOnlyItsEndSaysSo() {
      kernel.answers(
          first -> datagram(object(first, 0, 1), done(first, NetlinkFlags.NLM_F_DUMP_INTR)));
      kernel.answers(second -> datagram(object(second, 0, 3), done(second, 0)));

      assertThat(dump().all()).containsExactly(3);
    }

    @Test
    void isAskedAgainWhenTheReceiveBufferOverflowed() {
      kernel.fails(Errno.ENOBUFS);
      kernel.answers(first -> datagram(object(first, 0, 1), done(first, 0)));
      kernel.answers(second -> datagram(object(second, 0, 1), object(second, 0, 2)));
      kernel.answers(second -> datagram(done(second, 0)));

      assertThat(dump().all()).containsExactly(1, 2);
    }

    @Test
    void failsWhenTheTableNeverRests() {
      for (int attempt = 0; attempt < 16; attempt++) {
        kernel.answers(
            number -> datagram(object(number, NetlinkFlags.NLM_F_DUMP_INTR, 1), done(number, 0)));
      }
      Reply<Integer> reply = dump();

      assertThatThrownBy(reply::all)
          .isInstanceOfSatisfying(
              NetlinkException.class,
              refused -> assertThat(refused.errno()).isEqualTo(Errno.EAGAIN))
          .hasMessageContaining("list things")
          .hasMessageContaining("16 dumps");
    }

    @Test
    void tellsTheKernelsWordsWhenItIsRefused() {
      kernel.answers(first -> datagram(refusal(first, 22, "no such filter")));
      Reply<Integer> reply = dump();

      assertThatThrownBy(reply::all)
          .hasMessage("netlink list things (no such filter): EINVAL: invalid argument");
    }

    @Test
    void skipsWhatIsForOthersAndWhatIsLate() {
      kernel.answers(first ->
          datagram(
              message(TYPE, 0, first, PORT + 1, 8),
              message(TYPE, 0, first - 1, PORT, 9),
              object(first, 0, 1),
              done(first, 0)));

      assertThat(dump().all()).containsExactly(1);
    }

    @Test
    void isTakenAsItIsMetWhereThatWillDo() {
      kernel.answers(first ->
          datagram(
              object(first, NetlinkFlags.NLM_F_DUMP_INTR, 1),
              done(first, NetlinkFlags.NLM_F_DUMP_INTR)));

      assertThat(dump(Consistency.AS_MET).all()).containsExactly(1);
      assertThat(kernel.sent).isEqualTo(1);
    }

    @Test
    void isAskedAgainWhenSomeOfItWasLostEvenThen() {
      kernel.fails(Errno.ENOBUFS);
      kernel.answers(first -> datagram(object(first, 0, 1), done(first, 0)));
      kernel.answers(second -> datagram(object(second, 0, 2), done(second, 0)));

      assertThat(dump(Consistency.AS_MET).all()).containsExactly(2);
    }

    private Reply<Integer> dump() {
      return dump(Consistency.ONE_MOMENT);
    }

    private Reply<Integer> dump(Consistency wanted) {
      Reply<Integer> reply = new Reply<>(request("list things"));
      new NetlinkExchange(kernel, buffer()).dump(reply, wanted);
      return reply;
    }
  }

  @Nested
  class ABatch {

    @Test
    void givesEachRequestItsOwnAnswer() {
      List<Reply<?>> replies = List.of(reply("one"), reply("two"), reply("three"));
      kernel.answers(first ->
          datagram(
              refusal(first, 17, "taken"), object(first + 1, 0, 5), refusal(first + 1, 0, "")));
      kernel.answers(first -> datagram(refusal(first + 2, 19, "")));

      new NetlinkExchange(kernel, buffer()).run(replies);

      assertThat(replies.get(0).failure())
          .hasValueSatisfying(
              refused -> assertThat(refused).hasMessageContaining("one (taken): EEXIST"));
      assertThat(replies.get(1).all()).isEqualTo(List.of(5));
      assertThat(replies.get(2).failure().orElseThrow().errno()).isEqualTo(Errno.ENODEV);
    }

    @Test
    void countsThroughTheLargestSequenceNumber() {
      kernel.sequence = Integer.MAX_VALUE - 1;
      List<Reply<?>> replies = List.of(reply("one"), reply("two"), reply("three"));
      kernel.answers(first ->
          datagram(
              object(first, 0, 1),
              refusal(first, 0, ""),
              refusal(first + 1, 0, ""),
              object(first + 2, 0, 3),
              refusal(first + 2, 0, "")));

      new NetlinkExchange(kernel, buffer()).run(replies);

      assertThat(replies.get(0).all()).isEqualTo(List.of(1));
      assertThat(replies.get(2).all()).isEqualTo(List.of(3));
    }

    @Test
    void failsWhatIsUnansweredWhenAnswersWereLost() {
      List<Reply<?>> replies = List.of(reply("one"), reply("two"));
      kernel.answers(first -> datagram(refusal(first, 0, "")));
      kernel.fails(Errno.ENOBUFS);

      new NetlinkExchange(kernel, buffer()).run(replies);

      assertThat(replies.get(0).failure()).isEmpty();
      assertThat(replies.get(1).failure().orElseThrow()).hasMessageContaining("answer was lost");
    }

    @Test
    void goesInSeveralSendsWhereItIsLong() {
      List<Reply<?>> replies = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        replies.add(reply("request " + i));
      }
      for (int i = 0; i < 3; i++) {
        int offset = i;
        kernel.answers(first -> datagram(refusal(first + offset, 0, "")));
      }

      // Three requests of twenty bytes.
      ByteBuffer small = ByteBuffer.allocate(60).order(ByteOrder.nativeOrder());
      int fitting = new NetlinkExchange(kernel, small).fitting(replies);
      int count = new NetlinkExchange(kernel, small).run(replies);

      assertThat(fitting).isEqualTo(count);
      assertThat(count).isEqualTo(3);
    }

    private Reply<Integer> reply(String description) {
      return new Reply<>(request(description));
    }
  }

  private static NetlinkRequest<Integer> request(String description) {
    return new NetlinkRequest<>(
        description,
        TYPE,
        0,
        writer -> writer.putInt(0),
        message -> Optional.of(message.payload().getInt(0)));
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder());
  }

  private static byte[] object(int sequence, int flags, int value) {
    return message(TYPE, flags, sequence, PORT, value);
  }

  private static byte[] done(int sequence, int flags) {
    return message(NetlinkMessage.DONE, flags, sequence, PORT, 0);
  }

  private static byte[] message(int type, int flags, int sequence, int port, int value) {
    ByteBuffer bytes = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder());
    bytes.putInt(20).putShort((short) type).putShort((short) flags).putInt(sequence).putInt(port);
    return bytes.putInt(value).array();
  }

  /// `struct nlmsgerr` with the request's header alone, and the kernel's words.
  private static byte[] refusal(int sequence, int errno, String words) {
    MessageWriter writer = new MessageWriter();
    int cut = NetlinkFlags.NLM_F_CAPPED | NetlinkFlags.NLM_F_ACK_TLVS;
    writer.begin(NetlinkMessage.ERROR, cut);
    writer.putInt(-errno).putInt(20).putInt(0).putLong(0);
    if (!words.isEmpty()) {
      writer.attribute(1, words);
    }
    writer.end(sequence);
    byte[] bytes = writer.toBytes();
    ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).putInt(12, PORT);
    return bytes;
  }

  private static byte[] datagram(byte[]... messages) {
    int size = 0;
    for (byte[] message : messages) {
      size += message.length;
    }
    ByteBuffer all = ByteBuffer.allocate(size);
    for (byte[] message : messages) {
      all.put(message);
    }
    return all.array();
  }

  /// A kernel that says what it was told to say.
  private static final class Script implements NetlinkChannel {

    private final Queue<IntFunction<byte[]>> answers = new ArrayDeque<>();
    private @Nullable Errno failure;
    private boolean failsFirst;
    private int sequence = 40;
    private int firstOfSend;
    private int sent;

    void answers(IntFunction<byte[]> answer) {
      answers.add(answer);
    }

    /// Before the first answer where none has been told yet, after the last otherwise.
    void fails(Errno errno) {
      failure = errno;
      failsFirst = answers.isEmpty();
    }

    @Override
    public int nextSequence() {
      return ++sequence;
    }

    @Override
    public void send(ByteBuffer messages) {
      sent++;
      firstOfSend = messages.getInt(8);
    }

    @Override
    public @Nullable Errno receive(ByteBuffer buffer) {
      Errno failed = failure;
      if (failed != null && (failsFirst || answers.isEmpty())) {
        failure = null;
        return failed;
      }
      buffer.clear();
      buffer.put(answers.remove().apply(firstOfSend)).flip();
      return null;
    }

    @Override
    public boolean isMine(NetlinkMessage message) {
      return message.port() == PORT;
    }
  }
}
