package io.libnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon that is started as systemd starts services: sd_notify(3), sd_watchdog_enabled(3), a
/// socket that was opened before (systemd.socket(5), `Accept=no` with `StandardInput=socket`), and
/// signals.
class ServiceManagerTest {

  private static final Path PYTHON = Path.of("/usr/bin/python3");

  @TempDir private Path folder;

  @Test
  void isToldHowTheDaemonIs() throws IOException, InterruptedException {
    assumeTrue("root".equals(System.getProperty("user.name")), "a test host needs root");
    assumeTrue(Files.isExecutable(PYTHON), "the service manager of this test needs python3");
    try (TestHost host = TestHost.create()) {
      Process manager =
          new ProcessBuilder(command(host))
              .redirectError(folder.resolve("log").toFile())
              .redirectOutput(folder.resolve("said").toFile())
              .start();
      boolean ended = manager.waitFor(120, TimeUnit.SECONDS);
      manager.destroyForcibly();
      String log = Files.readString(folder.resolve("log"));
      assertThat(ended).as(log).isTrue();
      assertThat(Files.readAllLines(folder.resolve("said")))
          .as(log)
          .containsExactly(
              "told READY=1",
              "answered 200",
              "told WATCHDOG=1",
              "told RELOADING=1",
              "told READY=1",
              "told RELOADING=1",
              "told READY=1",
              "answered 200",
              "told STOPPING=1",
              "ended 0");
      assertThat(log)
          .contains("the socket was handed over by who started the daemon")
          .contains("stop-timeout has changed, which takes effect when the daemon is started anew")
          .contains("the configuration was read again")
          .contains("the configuration stays as it was", "'loud' is no level");
    }
  }

  private List<String> command(TestHost host) throws IOException {
    Path script = folder.resolve("service-manager.py");
    try (InputStream text = getClass().getResourceAsStream("service-manager.py")) {
      Files.write(script, Objects.requireNonNull(text).readAllBytes());
    }
    List<String> command =
        new ArrayList<>(List.of(PYTHON.toString(), script.toString(), folder.toString()));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("jdk.module.path", System.getProperty("java.class.path")),
            "io.libnetwork.daemon.DaemonMain",
            "--config=" + folder.resolve("daemon.json"),
            "--hosts=unix://" + folder.resolve("socket"),
            "--state=" + folder.resolve("state"),
            "--run=" + host.host().runRoot(),
            "--netns=" + host.namespacePath()));
    return command;
  }
}
