package io.libnetwork.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Host;
import io.libnetwork.address.IpAddress;
import io.libnetwork.testing.ContainerProcess;
import io.libnetwork.testing.LeakAudit;
import io.libnetwork.testing.PacketProbe;
import io.libnetwork.testing.PacketProbe.Outcome;
import io.libnetwork.testing.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;

/// A host for an example to run on, where nothing of it may be left.
final class ExampleHost implements AutoCloseable {

  static final int PORT = 80;
  static final String PAGE = "hello from the container";
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final TestHost host = TestHost.create();
  private final LeakAudit audit = LeakAudit.begin(host);

  private ExampleHost() {}

  static ExampleHost create() {
    Assumptions.assumeTrue(
        "root".equals(System.getProperty("user.name")), "network namespaces need root");
    return new ExampleHost();
  }

  Host host() {
    return host.host();
  }

  /// A free path beside the host's own namespace.
  Path place() {
    return host.host().namespaceFolder().resolve("example");
  }

  /// A process in a namespace, which serves [#PAGE] at [#PORT].
  ContainerProcess serve(String key) {
    return ContainerProcess.serve(key, PORT, PAGE);
  }

  /// Asserts that the page is there, seen from the host.
  void assertServed(IpAddress address, int port) {
    try (PacketProbe probe = PacketProbe.in(host.thread(), host.namespacePath())) {
      Outcome outcome = probe.fetch(address, port, PATIENCE);
      assertThat(outcome).isInstanceOf(Outcome.Answered.class);
      assertThat(outcome.toString()).contains(PAGE);
    }
  }

  /// What a command prints inside a namespace.
  String run(String key, String... command) {
    String[] whole = new String[command.length + 3];
    whole[0] = "nsenter";
    whole[1] = "--net=" + key;
    whole[2] = "--";
    System.arraycopy(command, 0, whole, 3, command.length);
    return host.run(whole);
  }

  @Override
  public void close() {
    host.host().close();
    try {
      assertThat(audit.leaks()).isEmpty();
    } finally {
      host.close();
    }
  }
}
