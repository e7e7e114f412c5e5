package io.libnetwork.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.testing.LeakAudit;
import io.libnetwork.testing.TestHost;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The docker command line against ours and against what Docker's own daemon answered, which
/// `scripts/docker-compare record` asks anew.
class DockerCommandTest {

  /// The checkout: tests run in the folder of their module.
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Path DATA = ROOT.resolve("daemon/src/test/docker");
  private static final Pattern VERSION = Pattern.compile("version (\\d+\\.\\d+)");
  private static final Pattern COLON = Pattern.compile(File.pathSeparator);

  private record Ended(int status, String printed) {}

  @Test
  void isAnsweredAsByDockerBesidesWhatIsListed() throws Exception {
    String path = path();
    assumeTrue(installed("docker", path), "there is no docker: apt-get install docker.io");
    String version = version(path);
    assumeTrue(
        Files.exists(DATA.resolve("dockerd-by-%s.txt".formatted(version))),
        "nobody has recorded what docker %s prints: scripts/docker-compare record"
            .formatted(version));
    try (TestHost host = TestDaemon.host()) {
      LeakAudit audit = LeakAudit.begin(host);
      try (TestDaemon daemon = TestDaemon.open(host)) {
        Ended ended =
            run(
                path,
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

  /// The command line that `./verify` has unpacked counts where none is installed.
  private static String path() {
    return System.getenv("PATH") + File.pathSeparator + ROOT.resolve("target/docker/usr/bin");
  }

  private static boolean installed(String program, String path) {
    return COLON
        .splitAsStream(path)
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static String version(String path) throws Exception {
    String printed = run(path, "docker", "--version").printed();
    Matcher version = VERSION.matcher(printed);
    assertThat(version.find()).as(printed).isTrue();
    return version.group(1);
  }

  private static Ended run(String path, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder("env", "PATH=" + path)
            .directory(ROOT.toFile())
            .redirectErrorStream(true);
    builder.command().addAll(List.of(command));
    Process process = builder.start();
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
