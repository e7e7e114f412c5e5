package io.libnetwork.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.linux.TestNamespace;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// A namespace of a test's own with a socket into it.
final class TestHost implements AutoCloseable {

  private final TestNamespace namespace;
  private final Rtnetlink rtnetlink;

  private TestHost(TestNamespace namespace) {
    this.namespace = namespace;
    this.rtnetlink = Rtnetlink.open(TestNamespace.thread(), namespace.namespace());
  }

  static TestHost open() {
    return new TestHost(TestNamespace.open());
  }

  Rtnetlink rtnetlink() {
    return rtnetlink;
  }

  NetworkNamespace namespace() {
    return namespace.namespace();
  }

  /// What a command says that has arguments with spaces.
  String run(String... command) {
    return namespace.run(command);
  }

  /// What `ip`, `bridge` or another program says inside.
  String run(String command) {
    return namespace.run(command.split(" "));
  }

  /// Makes a link and answers its number.
  Ifindex add(String name, LinkKind kind, LinkSetting... settings) {
    InterfaceName link = InterfaceName.of(name);
    rtnetlink.execute(Links.add(LinkSpec.of(link, kind, settings)));
    return rtnetlink.get(Links.get(link)).index();
  }

  /// Makes a veth with both ends here and up, and waits until packets can pass: the kernel tells a
  /// link's master and its state of a new carrier a moment later, by a thread of its own.
  Ifindex addVeth(String name, String peer) {
    Ifindex link = add(name, Veth.to(InterfaceName.of(peer)), LinkSetting.up());
    rtnetlink.execute(Links.up(InterfaceName.of(peer)));
    await(() -> rtnetlink.get(Links.get(link)).state() == OperState.UP);
    return link;
  }

  private static void await(BooleanSupplier condition) {
    long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited too long").isLessThan(limit);
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    rtnetlink.close();
    namespace.close();
  }
}
