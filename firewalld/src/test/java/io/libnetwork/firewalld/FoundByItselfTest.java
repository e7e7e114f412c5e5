package io.libnetwork.firewalld;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A process of its own, in the host's namespace, that tells the library nothing of firewalld: what
/// it finds, and what it loads.
@Timeout(120)
class FoundByItselfTest {

  @TempDir Path folder;
  private FirewalldLab lab;

  @BeforeEach
  void open() {
    lab = FirewalldLab.openUntold();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void loadsNothingWhereThereIsNoBus() throws Exception {
    try (Run run = new Run("unix:path=" + folder.resolve("nowhere"))) {
      assertThat(run.bridge()).startsWith("br-");
      assertThat(run.loaded()).isEmpty();
    }
  }

  @Test
  void loadsNothingWhereThereIsABusAndNoFirewalld() throws Exception {
    try (Run run = new Run(lab.firewalld().address())) {
      assertThat(run.bridge()).startsWith("br-");
      assertThat(run.loaded()).isEmpty();
    }
  }

  /// Even if it looks as if it were its own.
  @Test
  void leavesTheMachinesAloneWhereTheHostIsAnother() throws Exception {
    lab.firewalld().start();
    lab.remoteHost().run("nft", "add", "table", "inet", "firewalld");

    String namespace = lab.remoteHost().namespacePath().toString();
    try (Run run = new Run(lab.firewalld().address(), namespace)) {
      assertThat(run.bridge()).startsWith("br-");
      assertThat(run.loaded()).isEmpty();
      assertThat(lab.firewalld().kept("zones")).isEmpty();
    }
  }

  @Test
  void findsAFirewalldThatRuns() throws Exception {
    lab.firewalld().start();

    try (Run run = new Run(lab.firewalld().address())) {
      assertThat(lab.firewalld().command("--zone=libnetwork", "--list-interfaces"))
          .isEqualTo(run.bridge());
      assertThat(run.loaded()).isNotEmpty();
    }
  }

  /// The process; closing ends it.
  private final class Run implements AutoCloseable {

    private final Process process;
    private final Path log = folder.resolve("loaded.log");
    private final String bridge;

    Run(String bus, String... others) throws IOException {
      List<String> command = new ArrayList<>();
      command.addAll(
          List.of(
              "nsenter",
              "--net=" + lab.host().namespacePath(),
              "--",
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-Xlog:class+load:file=" + log,
              "--enable-native-access=ALL-UNNAMED",
              "-cp",
              classPath(),
              OwnHost.class.getName(),
              folder.resolve("run").toString()));
      command.addAll(List.of(others));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().put("DBUS_SYSTEM_BUS_ADDRESS", bus);
      builder.environment().keySet().removeIf(name -> name.endsWith("JAVA_OPTIONS"));
      this.process = builder.redirectError(folder.resolve("err").toFile()).start();
      BufferedReader printed =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      this.bridge = Objects.toString(printed.readLine());
    }

    String bridge() throws IOException {
      assertThat(bridge).as(Files.readString(folder.resolve("err"))).startsWith("br-");
      return bridge;
    }

    /// The classes of dbus-java and of ours that know it.
    List<String> loaded() throws IOException {
      try (Stream<String> lines = Files.lines(log)) {
        List<String> all = lines.toList();
        assertThat(all).as("classes loaded at all").anyMatch(line -> line.contains("BridgeDriver"));
        return all.stream()
            .filter(line -> line.contains("org.freedesktop.") || line.contains("FirewalldBus"))
            .toList();
      }
    }

    @Override
    public void close() throws IOException {
      process.getOutputStream().close();
      if (!process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join().isAlive()) {
        assertThat(process.exitValue()).as(Files.readString(folder.resolve("err"))).isZero();
        return;
      }
      process.destroyForcibly();
      throw new IllegalStateException("the process did not end within 30 s");
    }
  }

  /// All that this process has, whether by its module path or by its class path.
  private static String classPath() {
    Path tests =
        Path.of(System.getProperty("checkout", "."), "firewalld", "target", "test-classes");
    return Stream.of(
            System.getProperty("jdk.module.path", ""),
            System.getProperty("java.class.path", ""),
            tests.toString())
        .filter(path -> !path.isEmpty())
        .collect(Collectors.joining(":"));
  }
}
