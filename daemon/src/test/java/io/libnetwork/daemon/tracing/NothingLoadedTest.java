package io.libnetwork.daemon.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.testing.TestHost;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon that nobody has told to trace, with everything on its class path that does.
class NothingLoadedTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void ofWhatTracesWhereNobodyWantsTraces() throws Exception {
    assertThat(loaded(Optional.empty()))
        .contains("io.libnetwork.daemon.DaemonMain", "io.libnetwork.linux.trace.Trace")
        .noneMatch(name -> name.startsWith("io.opentelemetry."))
        .noneMatch(name -> name.startsWith("io.libnetwork.tracing."));
  }

  @Test
  void butWhereSomebodyDoes() throws Exception {
    try (Collector collector = Collector.open(Collector.Manner.TAKES)) {
      assertThat(loaded(Optional.of(collector)))
          .contains("io.libnetwork.tracing.ExportingTracer")
          .anyMatch(name -> name.startsWith("io.opentelemetry.sdk.trace."));
      assertThat(collector.spans())
          .anyMatch(span -> span.name().equals("POST /networks/create") && span.kind() == 2);
    }
  }

  /// The classes that a daemon has loaded in a life in which it makes a network.
  private List<String> loaded(Optional<Collector> collector) throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "a test host needs root");
    Path classes = folder.resolve("classes");
    try (TestHost host = TestHost.create()) {
      Process daemon = start(host, classes, collector);
      try {
        assertThat(createNetwork(daemon)).startsWith("HTTP/1.1 201");
      } finally {
        daemon.destroy();
        assertThat(daemon.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      }
    }
    try (Stream<String> lines = Files.lines(classes)) {
      return lines.map(line -> line.substring(0, (line + " ").indexOf(' '))).toList();
    }
  }

  private Process start(TestHost host, Path classes, Optional<Collector> collector)
      throws IOException {
    Path settings = Files.writeString(folder.resolve("daemon.json"), "{}");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-Xlog:class+load:file=" + classes + ":none:filecount=0",
            "-cp",
            classPath(),
            "io.libnetwork.daemon.DaemonMain",
            "--config=" + settings,
            "--hosts=unix://" + socket(),
            "--state=" + folder.resolve("state"),
            "--run=" + host.host().runRoot(),
            "--netns=" + host.namespacePath()));
    collector.ifPresent(told -> command.add("--tracing-endpoint=" + told.endpoint()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
    return builder.redirectOutput(folder.resolve("log").toFile()).start();
  }

  /// Of modules and of the class path, as the tests have them.
  private static String classPath() {
    return Stream.of("jdk.module.path", "surefire.test.class.path", "java.class.path")
        .map(System::getProperty)
        .filter(path -> path != null && !path.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private Path socket() {
    return folder.resolve("socket");
  }

  private String createNetwork(Process daemon) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
        boolean _ = channel.connect(UnixDomainSocketAddress.of(socket()));
        return ask(channel);
      } catch (IOException notYet) {
        assertThat(daemon.isAlive())
            .as("%s: %s", notYet, Files.readString(folder.resolve("log")))
            .isTrue();
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.sleep(20);
      }
    }
  }

  private static String ask(SocketChannel channel) throws IOException {
    String body = "{\"Name\":\"shop\"}";
    String request =
        "POST /networks/create HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    int _ = channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    ByteBuffer answer = ByteBuffer.allocate(4096);
    int _ = channel.read(answer);
    return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
  }
}
