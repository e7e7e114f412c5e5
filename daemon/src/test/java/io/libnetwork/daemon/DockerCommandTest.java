package io.libnetwork.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.testing.LeakAudit;
import io.libnetwork.testing.TestHost;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The docker command line against ours and against what Docker's own daemon answered, which
/// `scripts/docker-compare record` asks anew.
class DockerCommandTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final Pattern COLON = Pattern.compile(File.pathSeparator);

  private record Ended(int status, String printed) {}

  @Test
  void isAnsweredAsByDockerBesidesWhatIsListed() throws Exception {
    assumeTrue(installed("docker"), "there is no docker: apt-get install docker.io");
    String version = run("docker", "version", "--format", "{{.Client.Version}}").printed().strip();
    String recorded = recordedBy();
    assumeTrue(
        version.startsWith(recorded + "."),
        "docker %s prints other things than %s, by which the answers were recorded"
            .formatted(version.lines().findFirst().orElse("?"), recorded));
    try (TestHost host = TestDaemon.host()) {
      LeakAudit audit = LeakAudit.begin(host);
      try (TestDaemon daemon = TestDaemon.open(host)) {
        Ended ended =
            run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "scripts/DockerCompare.java",
                "check",
                daemon.address());
        assertThat(ended.printed()).contains("commands, ");
        assertThat(ended.status()).as(ended.printed()).isZero();
      }
      assertThat(audit.leaks()).filteredOn(leak -> leak.contains("socket")).isEmpty();
    }
  }

  private static String recordedBy() throws IOException {
    String first =
        Files.readAllLines(ROOT.resolve("daemon/src/test/docker/dockerd.txt")).getFirst();
    return first.substring(first.lastIndexOf(' ') + 1);
  }

  private static boolean installed(String program) {
    return COLON
        .splitAsStream(System.getenv("PATH"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static Ended run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(List.of(command))
            .directory(ROOT.toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    try (var out = process.getInputStream()) {
      String printed = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      return new Ended(process.exitValue(), printed);
    } finally {
      process.destroyForcibly();
    }
  }
}
