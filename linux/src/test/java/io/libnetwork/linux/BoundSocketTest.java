package io.libnetwork.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.address.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BoundSocketTest {

  private static final IpAddress ANY4 = IpAddress.parse("0.0.0.0");
  private static final IpAddress ANY6 = IpAddress.parse("::");
  private static final Port PORT = new Port(8080);

  private NamespaceThread thread;
  private NetworkNamespace namespace;

  @BeforeEach
  void open() throws IOException {
    if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
      System.out.println("SKIPPED bound socket kernel test: making a network namespace needs root");
      abort("making a network namespace needs root");
    }
    thread = NamespaceThread.start();
    namespace = thread.create();
    run("ip", "link", "set", "lo", "up");
  }

  @AfterEach
  void close() {
    namespace.close();
    thread.close();
  }

  @Test
  void refusesASecondOneUntilTheFirstIsClosed() {
    BoundSocket first = hold(Protocol.TCP, ANY4);
    assertThatThrownBy(() -> hold(Protocol.TCP, ANY4))
        .isInstanceOf(SystemCallException.class)
        .extracting(refused -> ((SystemCallException) refused).errno())
        .isEqualTo(Errno.EADDRINUSE);
    first.close();
    first.close();
    hold(Protocol.TCP, ANY4).close();
  }

  @Test
  void takesOneFamilyAndOneProtocol() {
    try (BoundSocket v4 = hold(Protocol.TCP, ANY4);
        BoundSocket v6 = hold(Protocol.TCP, ANY6);
        BoundSocket udp = hold(Protocol.UDP, ANY6)) {
      assertThat(List.of(v4, v6, udp)).doesNotHaveDuplicates();
    }
  }

  @Test
  void isRefusedAtAForeignAddress() {
    assertThatThrownBy(() -> hold(Protocol.TCP, IpAddress.parse("203.0.113.9")))
        .isInstanceOf(SystemCallException.class)
        .hasMessageContaining("203.0.113.9")
        .extracting(refused -> ((SystemCallException) refused).errno())
        .isEqualTo(Errno.EADDRNOTAVAIL);
  }

  @Test
  void neitherListensNorAnswersNorCollectsDatagrams() throws IOException {
    try (BoundSocket tcp = hold(Protocol.TCP, ANY4);
        BoundSocket udp = hold(Protocol.UDP, ANY4)) {
      assertThat(List.of(tcp, udp)).doesNotHaveDuplicates();
      assertThatThrownBy(() -> run("bash", "-c", "echo x > /dev/tcp/127.0.0.1/8080"))
          .hasMessageContaining("refused");
      for (int i = 0; i < 3; i++) {
        run("bash", "-c", "echo x > /dev/udp/127.0.0.1/8080");
      }
      String queue = receiveQueue(run("cat", "/proc/net/udp"));
      assertThat(queue).isEqualTo("00000000");
    }
  }

  /// The second half of the column `tx_queue:rx_queue` of the socket at port 8080.
  private static String receiveQueue(String sockets) {
    return sockets
        .lines()
        .map(String::strip)
        .filter(line -> line.contains("00000000:1F90 "))
        .map(line -> line.split("\\s+", -1)[4].substring(9))
        .findFirst()
        .orElseThrow();
  }

  private BoundSocket hold(Protocol protocol, IpAddress address) {
    return BoundSocket.open(thread, namespace, protocol, address, PORT);
  }

  private String run(String... command) throws IOException {
    long process = ProcessHandle.current().pid();
    String file = "--net=/proc/%d/fd/%d".formatted(process, namespace.descriptor());
    List<String> whole = new ArrayList<>(List.of("nsenter", file));
    whole.addAll(List.of(command));
    Process inside = new ProcessBuilder(whole).redirectErrorStream(true).start();
    String printed = new String(inside.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (inside.onExit().join().exitValue() != 0) {
      throw new IOException(whole + ": " + printed);
    }
    return printed;
  }
}
