package io.libnetwork.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.Ipv6Address;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import io.libnetwork.linux.SocketSupply.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SocketSupplyTest {

  private static final Kind TCP = new Kind(Protocol.TCP, IpFamily.V4);
  private static final Kind UDP6 = new Kind(Protocol.UDP, IpFamily.V6);

  /// More than one visit opens.
  private static final int MANY = 300;

  private NamespaceThread thread;
  private NetworkNamespace namespace;

  @BeforeEach
  void open() {
    TestNamespace.requireRoot();
    thread = NamespaceThread.start();
    namespace = thread.create();
  }

  @AfterEach
  void close() {
    namespace.close();
    thread.close();
  }

  @Test
  void opensThemInTheNamespaceForWhoBindsThemElsewhere() {
    List<BoundSocket> bound = new ArrayList<>();
    try (SocketSupply supply =
        SocketSupply.begin(thread, namespace, Collections.nCopies(MANY, TCP))) {
      for (int port = 1; port <= MANY; port++) {
        bound.add(bind(supply, port));
      }
    }
    assertThat(bound).hasSize(MANY);
    assertThatThrownBy(
            () -> BoundSocket.open(thread, namespace, Protocol.TCP, any(), new Port(MANY)))
        .hasMessageContaining("EADDRINUSE");
    bound.forEach(BoundSocket::close);
  }

  @Test
  void closesWhatIsNotTaken() throws IOException {
    long before = sockets();
    try (SocketSupply supply =
        SocketSupply.begin(thread, namespace, Collections.nCopies(MANY, TCP))) {
      bind(supply, 80).close();
    }
    assertThat(sockets()).isEqualTo(before);
  }

  @Test
  void givesOfEachKindWhateverTheOrder() {
    try (SocketSupply supply = SocketSupply.begin(thread, namespace, List.of(TCP, UDP6, TCP));
        BoundSocket _ = BoundSocket.open(supply, Protocol.UDP, any6(), new Port(53));
        BoundSocket _ = bind(supply, 80);
        BoundSocket _ = bind(supply, 81)) {
      assertThatThrownBy(() -> bind(supply, 82))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no further socket was asked for")
          .hasMessageContaining("tcp");
    }
  }

  private static BoundSocket bind(SocketSource source, int port) {
    return BoundSocket.open(source, Protocol.TCP, any(), new Port(port));
  }

  private static Ipv4Address any() {
    return Ipv4Address.UNSPECIFIED;
  }

  private static Ipv6Address any6() {
    return Ipv6Address.UNSPECIFIED;
  }

  /// How many this process has.
  private static long sockets() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(SocketSupplyTest::socket).count();
    }
  }

  private static boolean socket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException gone) {
      return false;
    }
  }
}
