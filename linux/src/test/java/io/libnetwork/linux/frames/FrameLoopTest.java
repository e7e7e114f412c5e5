package io.libnetwork.linux.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.TestNamespace;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Rtnetlink;
import io.libnetwork.linux.rtnetlink.Veth;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Frames over a cable whose ends are in one namespace.
class FrameLoopTest {

  /// IEEE 802's first number for local experiments, which nobody speaks.
  private static final int EXPERIMENT = 0x88b5;

  private static final InterfaceName LEFT = InterfaceName.of("left0");
  private static final InterfaceName RIGHT = InterfaceName.of("right0");
  private static final FrameFilter ODD =
      new FrameFilter(
          List.of(
              new FrameFilter.Condition(17, FrameFilter.Width.BYTE, 1, 1),
              FrameFilter.half(12, EXPERIMENT),
              new FrameFilter.Condition(14, FrameFilter.Width.WORD, 0xffff0000, 0)));

  private final List<Integer> received = new CopyOnWriteArrayList<>();
  private TestNamespace namespace;
  private Rtnetlink rtnetlink;
  private FrameLoop loop;
  private FrameSocket sender;
  private FrameLoop.Listening listening = () -> {};

  @BeforeEach
  void open() {
    namespace = TestNamespace.open();
    rtnetlink = Rtnetlink.open(TestNamespace.thread(), namespace.namespace());
    plug();
    loop = FrameLoop.start("frames", System::nanoTime);
    sender = socket(LEFT);
    FrameSocket receiver = socket(RIGHT);
    loop.await(() -> listening = loop.listen(receiver, this::receive));
  }

  @AfterEach
  void close() {
    loop.await(() -> listening.end());
    loop.close();
    sender.close();
    sender.close();
    rtnetlink.close();
    namespace.close();
  }

  private void plug() {
    rtnetlink.execute(Links.add(LinkSpec.of(LEFT, Veth.to(RIGHT))));
    rtnetlink.execute(Links.up(LEFT));
    rtnetlink.execute(Links.up(RIGHT));
  }

  private FrameSocket socket(InterfaceName name) {
    Ifindex link = rtnetlink.get(Links.get(name)).index();
    return TestNamespace.thread()
        .call(namespace.namespace(), () -> FrameSocket.open(link, EXPERIMENT, ODD));
  }

  private void receive(byte[] frame) {
    received.add(ByteBuffer.wrap(frame).getInt(14));
  }

  private static byte[] frame(int type, int number, int length) {
    return ByteBuffer.allocate(length)
        .putLong(-1)
        .putInt(0)
        .putShort((short) type)
        .putInt(number)
        .array();
  }

  private void send(int number) {
    assertThat(sender.send(frame(EXPERIMENT, number, 60))).isEmpty();
  }

  private static void eventually(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void takesAllFramesThatItsFilterKeepsAndNoOthers() {
    for (int number = 0; number < 10; number++) {
      send(number);
    }
    send(0x10001);
    assertThat(sender.send(frame(0x88b6, 101, 60))).isEmpty();
    assertThat(sender.send(frame(EXPERIMENT, 103, 1400))).isEmpty();
    eventually(() -> received.contains(103));
    assertThat(received).containsExactly(1, 3, 5, 7, 9, 103);
  }

  @Test
  void doesNotHearItself() {
    FrameSocket left = socket(LEFT);
    List<byte[]> heard = new CopyOnWriteArrayList<>();
    List<FrameLoop.Listening> hearing = new CopyOnWriteArrayList<>();
    loop.await(() -> hearing.add(loop.listen(left, heard::add)));
    assertThat(left.send(frame(EXPERIMENT, 1, 60))).isEmpty();
    eventually(() -> received.contains(1));
    loop.await(() -> hearing.getFirst().end());
    assertThat(heard).isEmpty();
  }

  @Test
  void saysThatAnInterfaceIsDownOrGone() {
    rtnetlink.execute(Links.down(LEFT));
    assertThat(sender.send(frame(EXPERIMENT, 1, 60))).contains(Errno.ENETDOWN);
    rtnetlink.execute(Links.up(LEFT));
    assertThat(sender.send(frame(EXPERIMENT, 1, 60))).contains(Errno.ENETDOWN);
    send(3);
    eventually(() -> received.contains(3));
    rtnetlink.execute(Links.delete(LEFT));
    assertThat(sender.send(frame(EXPERIMENT, 1, 60))).contains(Errno.ENXIO);
    plug();
    assertThat(sender.send(frame(EXPERIMENT, 1, 60))).contains(Errno.ENXIO);
    sender.close();
    assertThat(sender.send(frame(EXPERIMENT, 1, 60))).contains(Errno.EBADF);
  }

  @Test
  void isNotOpenedWhereThereIsNoInterface() {
    assertThatExceptionOfType(SystemCallException.class)
        .isThrownBy(() ->
            TestNamespace.thread()
                .call(
                    namespace.namespace(),
                    () -> FrameSocket.open(new Ifindex(4711), EXPERIMENT, ODD)))
        .extracting(SystemCallException::errno)
        .isEqualTo(Errno.ENODEV);
  }

  @Test
  void tellsNothingMoreToAReceiverThatHasEnded() {
    send(1);
    eventually(() -> received.contains(1));
    loop.await(() -> listening.end());
    send(3);
    loop.await(() -> {});
    assertThat(received).containsExactly(1);
  }

  @Test
  void doesWhatIsToBeDoneLaterUnlessItIsCalledOff() {
    loop.await(() -> {
      FrameLoop.Pending called = loop.after(Duration.ofMillis(1), () -> received.add(1));
      FrameLoop.Pending _ = loop.after(Duration.ofMillis(20), () -> received.add(2));
      called.cancel();
    });
    eventually(() -> received.contains(2));
    assertThat(received).containsExactly(2);
  }

  @Test
  void filtersAreRefusedThatKeepNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrameFilter.Condition(0, FrameFilter.Width.BYTE, 1, 2))
        .withMessage("value 0x2 has bits outside of mask 0x1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrameFilter.Condition(-1, FrameFilter.Width.BYTE, 1, 1))
        .withMessageContaining("-1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FrameFilter(List.of()))
        .withMessageContaining("a filter of 0 conditions");
  }
}
