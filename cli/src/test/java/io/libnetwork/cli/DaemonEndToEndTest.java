package io.libnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.cli.session.ExitStatus;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands against a daemon that is started as its users start it, and against none, on a host of
/// their own.
class DaemonEndToEndTest {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path folder;
  private TestHost host;

  @BeforeEach
  void aHost() {
    assumeTrue("root".equals(System.getProperty("user.name")), "a test host needs root");
    host = TestHost.create();
  }

  @AfterEach
  void remove() {
    if (host != null) {
      host.close();
    }
  }

  private List<String> folders() {
    return new DaemonUnderTest(host, folder).folders();
  }

  private String socket() {
    return new DaemonUnderTest(host, folder).socket();
  }

  private Process daemon() throws IOException, InterruptedException {
    return new DaemonUnderTest(host, folder).start();
  }

  private int run(String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    return Commands.of(words)
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(words);
  }

  private String ask(String... words) {
    List<String> all = new ArrayList<>(List.of("-H", socket()));
    all.addAll(List.of(words));
    assertThat(run(all.toArray(String[]::new))).as("%s: %s", all, err).isZero();
    return out.toString();
  }

  private int local(String... words) {
    List<String> all = new ArrayList<>(List.of("--local"));
    all.addAll(folders());
    all.addAll(List.of(words));
    return run(all.toArray(String[]::new));
  }

  @Test
  void networksComeAndGoByADaemon() throws Exception {
    Process daemon = daemon();
    try {
      String id = ask("network", "create", "--subnet=10.97.0.0/24", "--label=tier=front", "shop");
      assertThat(id).matches("[0-9a-f]{64}\\n");
      assertThat(ask("network", "ls", "--format", "{{.Name}} {{.Driver}} {{.Label \"tier\"}}"))
          .contains("bridge bridge \n", "shop bridge front\n", "none null \n");
      assertThat(
              ask("network", "inspect", "shop", "-f", "{{(index .IPAM.Config 0).Subnet}} {{.ID}}"))
          .isEqualTo("10.97.0.0/24 " + id);
      assertThat(host.run("ip", "-br", "address")).contains("10.97.0.1/24");
      assertThat(run("-H", socket(), "network", "create", "shop")).isEqualTo(ExitStatus.FAILED);
      assertThat(err.toString()).contains("network with name shop already exists").hasLineCount(1);
      assertThat(ask("network", "rm", "shop")).isEqualTo("shop\n");
      assertThat(run("-H", socket(), "network", "rm", "shop")).isEqualTo(ExitStatus.NOT_FOUND);
      assertThat(host.run("ip", "-br", "address")).doesNotContain("10.97.0.1/24");
    } finally {
      daemon.destroy();
      assertThat(daemon.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
    assertThat(run("-H", socket(), "network", "ls")).isEqualTo(ExitStatus.UNREACHABLE);
  }

  @Test
  void containersAreAttachedNamedAndPublishedByADaemon() throws Exception {
    Process daemon = daemon();
    try {
      ask("network", "create", "--subnet=10.97.0.0/24", "shop");
      assertThat(ask("sandbox", "attach", "--dry-run", "web", "shop"))
          .contains("make")
          .endsWith("nothing was changed\n");
      assertThat(ask("sandbox", "ls", "-q")).isEmpty();
      assertThat(ask("sandbox", "attach", "web", "shop", "--ip=10.97.0.7", "-p", "8080:80"))
          .isEqualTo("10.97.0.7/24\n");
      assertThat(ask("port", "publish", "shop", "web", "127.0.0.1:9090:90/udp"))
          .isEqualTo("127.0.0.1:9090/udp\n");
      assertThat(ask("port", "ls", "shop", "web", "--format", "{{.Host}} {{.Container}}"))
          .contains("10.97.0.7:80\n", "127.0.0.1:9090 10.97.0.7:90\n");
      ask("service", "create", "shop", "front", "--port", "80");
      ask("service", "add", "shop", "front", "web", "--weight", "2");
      assertThat(ask("service", "ls", "shop", "--format", "{{.Name}} {{.Ports}} {{.Backends}}"))
          .isEqualTo("front 80/tcp 1/1\n");
      Path zone = Files.writeString(folder.resolve("zone"), "* A 192.0.2.80\n");
      assertThat(ask("dns", "put", "shop", "app", zone.toString())).isEqualTo("app. 1 records\n");
      assertThat(ask("dns", "show", "shop", "app")).contains("192.0.2.80");
      assertThat(ask("events", "--since", "0", "--count", "1", "-f", "kind=sandbox-created"))
          .contains("sandbox-created", "sandbox=web");
      assertThat(run("-H", socket(), "sandbox", "exec", "web", "--", "true")).isZero();
      assertThat(
              run(
                  "-H",
                  socket(),
                  "sandbox",
                  "exec",
                  "web",
                  "--",
                  "sh",
                  "-c",
                  "ip -br address | grep -q 10.97.0.7 && exit 7"))
          .isEqualTo(7);
      assertThat(ask("version", "--daemon")).contains("daemon ", "Linux ");
      ask("port", "unpublish", "shop", "web", "127.0.0.1:9090:90/udp");
      ask("service", "rm", "shop", "front");
      assertThat(ask("sandbox", "rm", "web")).isEqualTo("web\n");
      ask("network", "rm", "shop");
    } finally {
      daemon.destroy();
      assertThat(daemon.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void networksComeAndGoWithoutADaemon() {
    assertThat(local("network", "create", "--subnet=10.98.0.0/24", "shop"))
        .as(err.toString())
        .isZero();
    assertThat(local("network", "inspect", "shop", "--format", "{{.Name}} {{len .Containers}}"))
        .isZero();
    assertThat(out.toString()).isEqualTo("shop 0\n");
    assertThat(host.run("ip", "-br", "address")).contains("10.98.0.1/24");
    assertThat(local("network", "rm", "shop", "none-of-ours")).isEqualTo(ExitStatus.NOT_FOUND);
    assertThat(out.toString()).isEqualTo("shop\n");
    assertThat(host.run("ip", "-br", "address")).doesNotContain("10.98.0.1/24");
    assertThat(local("events")).isEqualTo(ExitStatus.FAILED);
    assertThat(err.toString()).contains("--local does not go with what comes as it happens");
  }
}
