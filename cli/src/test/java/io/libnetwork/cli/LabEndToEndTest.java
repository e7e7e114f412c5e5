package io.libnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.cli.session.ExitStatus;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `libnetwork apply` and its companions against a daemon that is started as its users start it.
@Timeout(180)
class LabEndToEndTest {

  private static final String SHOP =
      """
      networks:
        front: {}
      sandboxes:
        web:
          command: "echo begun; exec sleep 1000"
          networks: {front: {ports: ["8080:80"]}}
        idle: {networks: [front]}
      services:
        api: {network: front, ports: ["80"], backends: [web]}
      """;

  @TempDir private Path folder;
  private TestHost host;
  private DaemonUnderTest daemon;

  @BeforeEach
  void aHost() {
    assumeTrue("root".equals(System.getProperty("user.name")), "a test host needs root");
    host = TestHost.create();
    daemon = new DaemonUnderTest(host, folder);
  }

  @AfterEach
  void remove() {
    if (host != null) {
      host.close();
    }
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aLabIsAppliedLookedAtWrittenAndTakenAway() throws Exception {
    String shop = file("shop.yaml", SHOP);
    Process process = daemon.start();
    try {
      assertThat(daemon.ask("apply", "--dry-run", "-f", shop))
          .isEqualTo(
              """
              + networks.front
              + sandboxes.web
              + sandboxes.idle
              + services.api
              nothing was changed
              """);
      assertThat(daemon.ask("lab", "ls", "-q")).isEmpty();
      assertThat(daemon.ask("apply", "--wait", "-f", shop)).endsWith("applied lab shop\n");
      assertThat(daemon.ask("apply", "-f", shop))
          .isEqualTo("lab shop runs as it is wanted: nothing to change\n");
      assertThat(daemon.ask("lab", "ls", "--format", "{{.Name}} {{.Commands}} {{.Services}}"))
          .isEqualTo("shop 1/1 1/1\n");
      assertThat(daemon.ask("lab", "logs", "shop", "web")).isEqualTo("begun\n");
      String again = file("again.yaml", daemon.ask("export"));
      assertThat(daemon.ask("apply", "--prune", "-f", again)).contains("nothing to change");
      assertThat(daemon.ask("lab", "rm", "shop")).isEqualTo("shop\n");
      assertThat(daemon.ask("sandbox", "ls", "-q")).isEmpty();
      assertThat(daemon.tell("lab", "rm", "shop")).isEqualTo(ExitStatus.NOT_FOUND);
    } finally {
      end(process);
    }
  }

  @Test
  void whatWasMadeByHandIsWrittenAsALabAndMadeAgain() throws Exception {
    Process process = daemon.start();
    try {
      var _ = daemon.ask("network", "create", "--label", "tier=front", "hand.made");
      String written = daemon.ask("export", "--others", "--name", "copy");
      assertThat(written)
          .contains("# Not here: network hand.made is called hand-made here\n")
          .contains("lab: copy\n")
          .contains("tier: front");
      assertThat(daemon.ask("apply", "-f", file("copy.yaml", written)))
          .contains("+ networks.hand-made");
      assertThat(daemon.ask("network", "ls", "-q", "--filter", "name=copy-hand-made")).isNotEmpty();
      assertThat(daemon.tell("export", "--others", "copy")).isEqualTo(ExitStatus.USAGE);
      assertThat(daemon.tell("export", "--name", "other")).isEqualTo(ExitStatus.USAGE);
      assertThat(daemon.tell("export", "--others", "--name", "No")).isEqualTo(ExitStatus.FAILED);
      var _ = daemon.ask("lab", "rm", "copy");
      var _ = daemon.ask("network", "rm", "hand.made");
    } finally {
      end(process);
    }
  }

  @Test
  void aMistakeIsToldInALineOfItsOwn() throws Exception {
    String wrong =
        file("shop.yaml", "networks: {front: {intrenal: true}}\nsandboxes: {a: {networks: [b]}}\n");
    Process process = daemon.start();
    try {
      assertThat(daemon.tell("apply", "-f", wrong)).isEqualTo(ExitStatus.FAILED);
      assertThat(daemon.err().lines())
          .hasSize(2)
          .anyMatch(line -> line.contains("shop.yaml:1:20: unknown key \"intrenal\""))
          .anyMatch(line -> line.contains("shop.yaml:2:"));
      String large = file("large.yaml", "#".repeat(2_000_000));
      assertThat(daemon.tell("apply", "-f", large)).isEqualTo(ExitStatus.FAILED);
      assertThat(daemon.err()).contains("large.yaml").contains("1048576");
      assertThat(daemon.tell("apply", "-f", folder.resolve("none").toString()))
          .isEqualTo(ExitStatus.FAILED);
      assertThat(daemon.err()).contains("none");
      String ended =
          file(
              "ended.yaml",
              """
              sandboxes: {a: {command: "exit 3", networks: [n]}}
              networks: {n: {}}
              """);
      var _ = daemon.ask("apply", "-f", ended);
      while (!daemon.ask("lab", "ls", "--format", "{{.Commands}}").equals("0/1\n")) {
        Thread.sleep(50);
      }
      assertThat(daemon.tell("apply", "--wait", "--wait-timeout", "1", "-f", ended))
          .isEqualTo(ExitStatus.FAILED);
      assertThat(daemon.err()).contains("the command of a has ended with status 3");
    } finally {
      var _ = daemon.tell("lab", "rm", "ended");
      end(process);
    }
  }

  /// The daemon is killed at some moment of an operation, another is started, and there is all or
  /// nothing; each time somewhat later.
  @Test
  void whateverMomentTheDaemonIsKilledThereIsAllOrNothing() throws Exception {
    String lab = file("lab.yaml", large());
    int whole = 0;
    int nothing = 0;
    for (int round = 0; round < 6; round++) {
      Process killed = daemon.start();
      Thread applying = Thread.ofPlatform().start(() -> daemon().tell("apply", "-f", lab));
      Thread.sleep(120L + 130L * round);
      killed.destroyForcibly().waitFor();
      applying.join();
      Process next = daemon.start();
      try {
        String labs = daemon.ask("lab", "ls", "-q");
        int sandboxes = Math.toIntExact(daemon.ask("sandbox", "ls", "-q").lines().count());
        if (labs.isEmpty()) {
          nothing++;
          assertThat(sandboxes).as("round %d", round).isZero();
          assertThat(daemon.ask("network", "ls", "--format", "{{.Name}}").lines())
              .as("round %d", round)
              .containsExactlyInAnyOrder("bridge", "host", "none");
          assertThat(sleepers()).as("round %d", round).isEmpty();
        } else {
          whole++;
          assertThat(sandboxes).as("round %d", round).isEqualTo(12);
          assertThat(daemon.ask("apply", "--prune", "-f", lab)).contains("nothing to change");
          assertThat(daemon.ask("lab", "rm", "lab")).isEqualTo("lab\n");
        }
      } finally {
        end(next);
      }
    }
    assertThat(whole + nothing).isEqualTo(6);
  }

  /// With output of its own, because the test asks meanwhile.
  private DaemonUnderTest daemon() {
    return new DaemonUnderTest(host, folder);
  }

  private static List<String> sleepers() {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.endsWith("sleep 7654321"))
        .toList();
  }

  private static String large() {
    StringBuilder text = new StringBuilder("networks: {a: {}, b: {}, c: {}}\nsandboxes:\n");
    for (int i = 0; i < 12; i++) {
      text.append("  s").append(i).append(": {command: [sleep, '7654321'], networks: [");
      text.append((char) ('a' + i % 3)).append("]}\n");
    }
    return text.toString();
  }
}
