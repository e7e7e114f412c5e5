package io.libnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.BandwidthLimit;
import io.libnetwork.BandwidthLimits;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.EndpointOption;
import io.libnetwork.Host;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.store.Schema;
import io.libnetwork.store.StateStore;
import io.libnetwork.store.StateStoreProvider;
import io.libnetwork.testing.ContainerProcess;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// After a reset a host is as it was before: by what `ip`, `nft` and `sysctl` say.
class ResetCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path temporary;
  private TestHost host;
  private String before;

  @BeforeEach
  void aHostWithSomethingOfItsOwn() {
    assumeTrue("root".equals(System.getProperty("user.name")), "a test host needs root");
    host = TestHost.create();
    for (String command :
        List.of(
            "ip link add up0 type bridge",
            "ip link set up0 addrgenmode none",
            "ip addr add 198.51.100.1/24 dev up0",
            "ip addr add 2001:db8::1/64 dev up0 nodad",
            "ip link set up0 up",
            "ip link set up0 alias libnetwork-but-not-ours",
            "ip route add 203.0.113.0/24 via 198.51.100.7",
            "ip netns list-id",
            "nft add table ip mine",
            "nft add chain ip mine forward { type filter hook forward priority 0; }",
            "nft add rule ip mine forward tcp dport 25 drop",
            "sysctl -w net.ipv4.conf.all.accept_redirects=0",
            "sysctl -w net.ipv4.conf.up0.forwarding=1",
            "sysctl -w net.ipv6.conf.up0.forwarding=1",
            "sysctl -w net.ipv4.ip_local_reserved_ports=9999")) {
      sh(command);
    }
    before = machine();
  }

  @AfterEach
  void remove() {
    if (host != null) {
      host.close();
    }
  }

  private void sh(String command) {
    host.run("sh", "-c", command.replace("{", "'{").replace("}", "}'"));
  }

  private Path state() {
    return temporary.resolve("state");
  }

  /// Everything but what the kernel counts.
  private String machine() {
    StringBuilder all = new StringBuilder();
    for (String command :
        List.of(
            "ip -d address",
            "ip rule",
            "ip -6 rule",
            "ip route show table all",
            "ip -6 route show table all",
            "ip neighbour",
            "ip netns list-id",
            "tc qdisc",
            "nft list ruleset",
            "sysctl -a -r ^net")) {
      all.append("== ").append(command).append('\n').append(host.run("sh", "-c", command));
    }
    return all.toString()
        .replaceAll("(valid_lft|preferred_lft|expires) \\S+", "")
        .replaceAll("\\w+_timer +[0-9.]+", "")
        .replaceAll("(nf_conntrack_count|gc_stale_time|fib_.*seed) = .*", "");
  }

  /// The lines that are not the same any more.
  private List<String> changes() {
    return changes(before, machine());
  }

  private static List<String> changes(String then, String now) {
    List<String> gone = new ArrayList<>(then.lines().toList());
    List<String> come = new ArrayList<>();
    for (String line : now.lines().toList()) {
      if (!gone.remove(line)) {
        come.add("+ " + line);
      }
    }
    gone.forEach(line -> come.add("- " + line));
    return come;
  }

  private int reset(String... more) {
    return resetIn(host.host().runRoot(), more);
  }

  private int resetIn(Path run, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "reset",
                "--netns",
                host.namespacePath().toString(),
                "--run",
                run.toString(),
                "--state",
                state().toString()));
    all.addAll(List.of(more));
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Commands.all()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all.toArray(String[]::new));
  }

  private StateStore store() {
    return StateStoreProvider.named("mvstore").open(state(), Schema.FIRST);
  }

  private Host asAProcess() {
    return Host.at(host.namespacePath(), host.host().runRoot());
  }

  private static Controller controller(Host host, StateStore store) {
    return Controller.open(
        host,
        new ControllerOption.NetworkDriver(BridgeDriver.factory()),
        new ControllerOption.Store(store));
  }

  /// Networks of both families and of several kinds, ports, the proxy, limits, a container in a
  /// namespace of another: then the process ends.
  private void everything() {
    try (StateStore store = store();
        Host process = asAProcess();
        Controller controller = controller(process, store)) {
      everything(controller);
    }
  }

  private List<Sandbox> everything(Controller controller) {
    Network shop = controller.createNetwork("bridge", "shop", new NetworkOption.Ipv6(true));
    Network safe = controller.createNetwork("bridge", "safe", new NetworkOption.Internal());
    Sandbox web =
        controller
            .attach(
                "web",
                shop,
                new SandboxOption.Files(),
                EndpointOption.Publish.of("8080:80"),
                EndpointOption.Publish.of("9000-9100:9000-9100/udp"),
                new EndpointOption.Bandwidth(BandwidthLimits.both(BandwidthLimit.of("100mbit"))))
            .sandbox();
    Sandbox db = controller.attach("db", safe).sandbox();
    sh("nft add rule inet libnetwork user tcp dport 22 accept");
    return List.of(web, db);
  }

  /// The kernel has given a namespace a number here, which it keeps as long as it lives; it ends
  /// some time after its last user.
  private static boolean numbering(String line) {
    return line.startsWith("+ nsid ");
  }

  @Nested
  class AsItWas {

    @Test
    void afterEverythingThereIs() {
      everything();
      assertThat(changes()).hasSizeGreaterThan(100);
      assertThat(reset()).as(err.toString()).isZero();
      assertThat(changes()).allMatch(ResetCommandTest::numbering);
      assertThat(host.host().runRoot()).doesNotExist();
      assertThat(state()).doesNotExist();
      assertThat(out.toString())
          .contains("network shop", "endpoint web", "network safe")
          .contains("rule       tcp dport 22 accept")
          .contains("parameter  net.ipv4.ip_forward                  now 1, was 0")
          .contains("restored   net.ipv4.ip_forward                  0 again, was 1")
          .endsWith("removed\n");
    }

    @Test
    void ofTheHostThatTheProcessIsOn() {
      everything();
      String said =
          host.run(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "--enable-native-access=io.libnetwork.linux",
              "-p",
              System.getProperty("jdk.module.path"),
              "--add-modules",
              "ALL-MODULE-PATH",
              "-m",
              Main.class.getModule().getName() + "/" + Main.class.getName(),
              "reset",
              "--dry-run",
              "--state",
              state().toString(),
              "--run",
              host.host().runRoot().toString());
      assertThat(said).contains("network shop").endsWith("nothing was changed\n");
      assertThat(reset()).isZero();
    }

    @Test
    void andASecondTimeThereIsNothing() {
      everything();
      assertThat(reset()).isZero();
      assertThat(reset()).isZero();
      assertThat(out.toString()).contains("not known", "there is no store in " + state());
      assertThat(out.toString()).endsWith("nothing of ours was here\n");
      assertThat(changes()).allMatch(ResetCommandTest::numbering);
    }

    @Test
    void exceptWhatOthersHaveChangedSince() {
      everything();
      sh("sysctl -w net.ipv4.conf.all.accept_redirects=1");
      sh("ip addr add 192.0.2.9/32 dev lo");
      assertThat(reset()).isZero();
      assertThat(machine())
          .contains("192.0.2.9")
          .contains("net.ipv4.conf.all.accept_redirects = 1")
          .contains("net.ipv4.ip_forward = 0");
    }

    @Test
    void withoutAStoreAsFarAsMarksTell() throws IOException {
      everything();
      Files.delete(state().resolve("state.mv"));
      assertThat(reset()).as(err.toString()).isZero();
      assertThat(out.toString())
          .contains("not known  the store " + state().resolve("state.mv") + " cannot be used")
          .contains("of kernel parameters only what the firewall notes of forwarding");
      String expected =
          before
              .replace("net.ipv4.conf.up0.forwarding = 1", "net.ipv4.conf.up0.forwarding = 0")
              .replace("net.ipv6.conf.up0.forwarding = 1", "net.ipv6.conf.up0.forwarding = 0")
              .replace(
                  "net.ipv4.conf.all.accept_redirects = 0",
                  "net.ipv4.conf.all.accept_redirects = 1");
      // As the interface no longer forwards, it has no address of routers.
      assertThat(changes(expected, machine()))
          .allMatch(line -> line.startsWith("- anycast") || numbering(line));
      assertThat(state()).doesNotExist();
    }

    @Test
    void whereTheRulesetWasFlushedByTheStoreAlone() {
      everything();
      sh("nft delete table inet libnetwork");
      sh("nft delete table bridge libnetwork");
      assertThat(reset()).isZero();
      assertThat(changes()).allMatch(ResetCommandTest::numbering);
    }
  }

  @Nested
  class Shown {

    @Test
    void isWhatWouldGoAndNothingIsChanged() {
      everything();
      String now = machine();
      assertThat(reset("--dry-run")).isZero();
      assertThat(changes(now, machine())).isEmpty();
      assertThat(out.toString())
          .contains("interface  br-", "table      bridge libnetwork", "folder     " + state())
          .endsWith("nothing was changed\n");
      assertThat(reset()).isZero();
    }
  }

  @Nested
  class Refused {

    @Test
    void whileAContainerRuns() {
      List<Sandbox> sandboxes;
      try (StateStore store = store();
          Host own = asAProcess();
          Controller controller = controller(own, store)) {
        sandboxes = everything(controller);
      }
      String now = machine();
      try (ContainerProcess web = ContainerProcess.serve(sandboxes.getFirst().key(), 80, "hello")) {
        assertThat(reset()).isOne();
        assertThat(err.toString())
            .contains("containers run that would lose their network: web (process " + web.pid());
        assertThat(changes(now, machine())).isEmpty();
        assertThat(reset("--yes")).isZero();
        assertThat(changes()).allMatch(ResetCommandTest::numbering);
      }
    }

    @Test
    void whileAContainerOfAnotherEngineRuns() {
      try (TestHost engine = TestHost.create();
          ContainerProcess process =
              ContainerProcess.serve(engine.namespacePath().toString(), 80, "hello")) {
        try (StateStore store = store();
            Host own = asAProcess();
            Controller controller = controller(own, store)) {
          Network shop = controller.createNetwork("bridge", "shop");
          Sandbox sandbox =
              controller.createSandbox("theirs", new SandboxOption.NamespaceOf(process.pid()));
          shop.createEndpoint("theirs").join(sandbox);
        }
        assertThat(reset()).isOne();
        assertThat(err.toString()).contains("theirs (process " + process.pid());
        assertThat(reset("--yes")).isZero();
        assertThat(changes()).allMatch(ResetCommandTest::numbering);
      }
    }

    @Test
    void whileAProcessHasTheStore() {
      try (StateStore store = store();
          Host own = asAProcess();
          Controller controller = controller(own, store)) {
        everything(controller);
        String now = machine();
        assertThat(reset("--yes")).isOne();
        assertThat(err.toString())
            .contains("is held by process " + ProcessHandle.current().pid() + " (");
        assertThat(changes(now, machine())).isEmpty();
      }
      assertThat(reset()).isZero();
    }

    @Test
    void whileAProcessHasNetworksWithoutAStore() {
      try (Host own = asAProcess();
          Controller controller =
              Controller.open(own, new ControllerOption.NetworkDriver(BridgeDriver.factory()))) {
        everything(controller);
        assertThat(reset("--yes")).isOne();
        assertThat(err.toString()).contains("a process has networks on this host without a store");
      }
      assertThat(reset()).isZero();
    }
  }

  @Test
  void leavesWhatIsOfAnotherFolder() {
    everything();
    int status = resetIn(temporary.resolve("elsewhere"));
    assertThat(status).isOne();
    assertThat(out.toString()).contains("are of a controller with another folder, and stay");
    assertThat(host.run("nft", "list", "tables")).contains("table inet libnetwork");
    assertThat(host.run("ip", "link")).contains("br-");
  }
}
