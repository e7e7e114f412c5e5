package io.libnetwork.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Network;
import io.libnetwork.linux.NamespaceFolder;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.testing.LeakAudit;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// A real Docker Engine whose networks and addresses are ours.
class DockerEngineTest {

  private static final Path PAGE = Path.of("../docs/docker-engine.md");
  private static final String PROMPT = "$ ";

  private TestHost host;
  private LeakAudit audit;
  private Path folder;
  private TestDaemon daemon;
  private DockerEngine engine;

  @BeforeEach
  void open() throws IOException {
    DockerEngine.assumeInstalled();
    host = TestDaemon.host();
    audit = LeakAudit.begin(host);
    folder = Files.createTempDirectory("libnetwork-engine-");
    startDaemon();
    engine = DockerEngine.start(host, folder.resolve("engine"), folder.resolve("plugins"));
  }

  private void startDaemon() {
    daemon =
        TestDaemon.open(
            host,
            "--docker-plugin=" + folder.resolve("plugins/libnetwork.sock"),
            "--state=" + folder.resolve("state"));
  }

  private void restartDaemon() {
    daemon.close();
    startDaemon();
  }

  @AfterEach
  void close() throws IOException {
    if (folder == null) {
      return;
    }
    List<String> leaks;
    try (TestHost _ = host) {
      try (TestDaemon _ = daemon) {
        engine.close();
        assertThat(daemon.daemon().controller().sandboxes()).isEmpty();
        assertThat(daemon.daemon().controller().networks())
            .extracting(Network::name)
            .containsExactlyInAnyOrder("bridge", "host", "none");
        daemon.daemon().controller().getNetwork("bridge").delete();
      }
      host.host().close();
      leaks = audit.leaks();
    }
    assertThat(leaks).filteredOn(leak -> !leak.contains("open socket")).isEmpty();
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (Stream<Path> found = Files.walk(folder)) {
      found.sorted(Comparator.reverseOrder()).forEach(paths::add);
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  /// A command of the page, and what it says is printed.
  private record Shown(String command, List<String> printed) {

    static List<Shown> on(Path page) throws IOException {
      List<Shown> all = new ArrayList<>();
      boolean console = false;
      for (String line : Files.readAllLines(page)) {
        if (line.startsWith("```")) {
          console = line.equals("```console");
        } else if (console && line.startsWith(PROMPT)) {
          all.add(new Shown(line.substring(PROMPT.length()), new ArrayList<>()));
        } else if (console) {
          all.getLast().printed().add(line);
        }
      }
      return all;
    }
  }

  @Test
  void doesWhatThePageSays() throws IOException {
    List<Shown> commands = Shown.on(PAGE);
    assertThat(commands).hasSizeGreaterThan(5);
    for (Shown shown : commands) {
      String printed = engine.docker(shown.command());
      assertThat(shown.printed()).as(shown + " printed " + printed).allMatch(printed::contains);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "tests.long", matches = "true")
  void keepsItsContainersConnectedOverRestartsOfBoth() {
    engine.docker(
        "docker network create -d libnetwork --ipam-driver libnetwork --subnet 10.21.0.0/24"
            + " --ipv6 --subnet fd21::/64 shop");
    run("db", "");
    run("web", "-p 8080:80");
    try (NetworkNamespace _ = neighbour()) {
      requireEverything();
    } finally {
      NetworkNamespace.delete(neighbourPath());
      NamespaceFolder.remove(folder.resolve("neighbours"));
    }
    requireRefusals();
    engine.docker("docker rm -f db web");
    engine.docker("docker network rm shop");
  }

  /// Somebody on another host, by whom 192.0.2.1 is reached.
  private NetworkNamespace neighbour() {
    NetworkNamespace neighbour = host.thread().createAt(neighbourPath());
    host.run("ip", "link", "add", "up0", "type", "veth", "peer", "name", "down0");
    host.run("ip", "link", "set", "down0", "netns", neighbourPath().toString());
    host.run("ip", "address", "add", "192.0.2.1/24", "dev", "up0");
    host.run("ip", "link", "set", "up0", "up");
    String inside = "nsenter --net=" + neighbourPath();
    engine.docker(inside + " ip address add 192.0.2.2/24 dev down0");
    engine.docker(inside + " ip link set down0 up");
    return neighbour;
  }

  private Path neighbourPath() {
    return folder.resolve("neighbours/one");
  }

  private void requireEverything() {
    requireConnected();
    restartDaemon();
    requireConnected();
    engine.restart();
    engine.docker("docker start db web");
    requireConnected();
    restartDaemon();
    engine.killAndStart();
    engine.docker("docker start db web");
    requireConnected();
    daemon.close();
    engine.docker("docker exec db ping -c 1 web");
    startDaemon();
    requireConnected();
  }

  private void run(String name, String options) {
    engine.docker(
        "docker run -d --name %s --net shop %s busybox sh -c 'echo from %s > /index.html; httpd -f -h /'"
            .formatted(name, options, name));
  }

  private void requireConnected() {
    assertThat(engine.docker("docker exec db ping -c 1 web")).contains("1 packets received");
    assertThat(engine.docker("docker exec db wget -qO- http://web/")).contains("from web");
    assertThat(engine.docker("curl -s --max-time 5 http://127.0.0.1:8080/")).contains("from web");
    assertThat(
            engine.docker(
                "nsenter --net=%s curl -s --max-time 5 http://192.0.2.1:8080/"
                    .formatted(neighbourPath())))
        .contains("from web");
    assertThat(engine.docker("docker network inspect shop"))
        .contains("10.21.0.2/24")
        .contains("10.21.0.3/24")
        .contains("fd21::");
  }

  /// What is refused says why, and leaves nothing.
  private void requireRefusals() {
    assertThat(engine.run("docker run -d --name more --net shop -p 8080:80 busybox httpd -f"))
        .satisfies(ended -> {
          assertThat(ended.status()).isNotZero();
          assertThat(ended.printed()).contains("8080");
        });
    engine.docker("docker rm -f more");
    assertThat(engine.run("docker network create -d libnetwork -o io.libnetwork.driver=magic x"))
        .satisfies(ended -> {
          assertThat(ended.status()).isNotZero();
          assertThat(ended.printed()).contains("magic");
        });
    assertThat(
            engine.run("docker network create -d libnetwork --subnet 10.21.0.128/25 overlapping"))
        .satisfies(ended -> {
          assertThat(ended.status()).isNotZero();
          assertThat(ended.printed()).contains("10.21.0.128/25");
        });
  }
}
