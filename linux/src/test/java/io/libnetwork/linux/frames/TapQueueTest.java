package io.libnetwork.linux.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.linux.Errno;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.linux.TestNamespace;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The two sides of a tap device: the kernel's is an interface, the other is ours.
class TapQueueTest {

  private static final InterfaceName TAP = InterfaceName.of("tap0");
  private static final byte[] OURS = HexFormat.of().parseHex("020000000007");
  private static final int LOOKS = 10_000;

  private TestNamespace namespace;

  @BeforeEach
  void open() {
    namespace = TestNamespace.open();
  }

  @AfterEach
  void close() {
    if (namespace != null) {
      namespace.close();
    }
  }

  private TapQueue created(boolean several) {
    return TapQueue.create(TestNamespace.thread(), namespace.namespace(), TAP, several);
  }

  private TapQueue opened(boolean several) {
    return TapQueue.open(TestNamespace.thread(), namespace.namespace(), TAP, several);
  }

  @Test
  void sendsAndReceivesWholeFrames() {
    try (TapQueue queue = created(false)) {
      namespace.run("ip", "address", "add", "10.9.0.1/24", "dev", "tap0");
      namespace.run("ip", "link", "set", "tap0", "up");
      queue.send(question());
      byte[] answer = answer(queue);
      assertThat(HexFormat.of().formatHex(answer, 0, 6)).isEqualTo("020000000007");
      assertThat(HexFormat.of().formatHex(answer, 20, 22)).isEqualTo("0002");
      assertThat(HexFormat.of().formatHex(answer, 28, 32)).isEqualTo("0a090001");
    }
  }

  /// ARP, RFC 826: who has 10.9.0.1, tell 10.9.0.7.
  private static byte[] question() {
    return ByteBuffer.allocate(42)
        .put(HexFormat.of().parseHex("ffffffffffff"))
        .put(OURS)
        .put(HexFormat.of().parseHex("08060001080006040001"))
        .put(OURS)
        .put(HexFormat.of().parseHex("0a0900070000000000000a090001"))
        .array();
  }

  /// The kernel may say something of its own before.
  private static byte[] answer(TapQueue queue) {
    for (int look = 0; look < LOOKS; look++) {
      Optional<byte[]> frame = queue.receive();
      if (frame.isPresent() && frame.get()[12] == 8 && frame.get()[13] == 6) {
        return frame.get();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no answer");
  }

  @Test
  void goesWithItsLastQueue() {
    try (TapQueue _ = created(false)) {
      assertThat(namespace.run("ip", "-br", "link")).contains("tap0");
    }
    assertThat(namespace.run("ip", "-br", "link")).doesNotContain("tap0");
  }

  @Test
  void staysWhereItIsToStay() {
    try (TapQueue queue = created(false)) {
      queue.setOwner(1234);
      queue.setGroup(4321);
      queue.persist();
    }
    assertThat(namespace.run("ip", "-d", "link", "show", "tap0"))
        .contains("type tap", "pi off", "vnet_hdr on", "persist on", "user 1234", "group 4321");
    try (TapQueue again = opened(false)) {
      assertThat(again.receive()).isEmpty();
    }
  }

  @Test
  void isMadeOnce() {
    try (TapQueue _ = created(false)) {
      assertRefused(() -> created(false), Errno.EBUSY);
      assertRefused(() -> opened(false), Errno.EBUSY);
    }
  }

  @Test
  void hasSeveralQueuesWhereItWasMadeSo() {
    try (TapQueue _ = created(true);
        TapQueue _ = opened(true)) {
      assertThat(namespace.run("ip", "-d", "link", "show", "tap0")).contains("numqueues 2");
      assertRefused(() -> opened(false), Errno.EINVAL);
    }
  }

  @Test
  void cannotBeALinkOfAnotherKind() {
    namespace.run("ip", "link", "add", "tap0", "type", "bridge");
    assertRefused(() -> opened(false), Errno.EINVAL);
  }

  @Test
  void isUsedNoMoreWhenItIsClosed() {
    TapQueue queue = created(false);
    queue.close();
    queue.close();
    assertThatThrownBy(queue::receive).isInstanceOf(IllegalStateException.class);
  }

  private static void assertRefused(Runnable call, Errno why) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            SystemCallException.class, refused -> assertThat(refused.errno()).isEqualTo(why));
  }
}
