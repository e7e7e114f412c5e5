package io.libnetwork.dhcp;

import io.libnetwork.address.MacAddress;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.Link;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.testing.LeakAudit;
import io.libnetwork.testing.TestHost;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// A host whose interface `lan0` is on a segment, and the machine at the other end of it, which
/// reaches it by `srv0` and has the address 10.9.0.1.
final class Lan implements AutoCloseable {

  static final String INTERFACE = "lan0";
  static final String SERVERS = "srv0";

  private final TestHost host;
  private final TestHost server;
  private final LeakAudit audit;

  private Lan(TestHost host, TestHost server) {
    this.host = host;
    this.server = server;
    plug();
    server.run("ip", "address", "add", "10.9.0.1/24", "dev", SERVERS);
    host.host().namespaceThread();
    host.host().rtnetlink();
    this.audit = LeakAudit.begin(host);
  }

  /// Skips the test, and says so, where it cannot be.
  static Lan create() {
    if (!"root".equals(System.getProperty("user.name"))) {
      System.err.println("SKIPPED: a test host needs root");
      Assumptions.abort("a test host needs root");
    }
    return new Lan(TestHost.create(), TestHost.create());
  }

  /// A cable between the two.
  private void plug() {
    String there = server.namespacePath().toString();
    host.run("ip", "link", "add", INTERFACE, "type", "veth", "peer", SERVERS, "netns", there);
    server.run("ip", "link", "set", SERVERS, "up");
    host.run("ip", "link", "set", INTERFACE, "up");
  }

  /// The interface goes, and comes back under another number.
  void replug() {
    host.run("ip", "link", "del", INTERFACE);
    host.run("ip", "link", "add", "other0", "type", "bridge");
    plug();
    server.run("ip", "address", "add", "10.9.0.1/24", "dev", SERVERS);
    host.run("ip", "link", "del", "other0");
  }

  TestHost host() {
    return host;
  }

  TestHost server() {
    return server;
  }

  Link serversLink() {
    return server.rtnetlink().get(Links.get(InterfaceName.of(SERVERS)));
  }

  MacAddress mac() {
    return host.rtnetlink().get(Links.get(InterfaceName.of(INTERFACE))).mac().orElseThrow();
  }

  /// What is open or running that was not when it began.
  List<String> leaks() {
    return audit.leaks();
  }

  @Override
  public void close() {
    host.close();
    server.close();
  }
}
