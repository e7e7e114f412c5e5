package io.libnetwork.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./libnetwork` run as a user runs it, in a copy of the checkout that it builds for itself.
class LauncherTest {

  private static final String ONE_VERSION_LINE = "libnetwork \\S+ \\(Java 25\\S*\\)\\n";
  private static final Path JDK = Path.of(System.getProperty("java.home"));

  @TempDir static Path folder;
  private static Path copy;

  /// How a run ended and what it said.
  private record Run(int status, String out, String err) {}

  @BeforeAll
  static void copiesTheCheckout() throws Exception {
    copy = folder.resolve("a copy");
    Files.createDirectory(copy);
    // Without what was built for the original: jars and caches at another place are of no use.
    String pack = "tar -C \"$1\" --exclude=./.git --exclude=target -cf - .";
    run(
        Map.of(),
        "bash",
        "-c",
        pack + " | tar -C \"$2\" -xf -",
        "copy",
        "" + Checkout.root(),
        "" + copy);
    Run first = launch(Map.of(), "version");
    assertThat(first.err()).contains("building with");
    assertThat(first.status()).as(first.err()).isZero();
  }

  @Nested
  class Built {

    @BeforeEach
    void startsFromABuild() throws Exception {
      assertThat(launch(Map.of(), "version").status()).isZero();
    }

    @Test
    void startsAtOnceWithoutMaven() throws Exception {
      Run run = launch(Map.of("PATH", withoutMaven()), "version");
      assertThat(run.status()).isZero();
      assertThat(run.out()).matches(ONE_VERSION_LINE);
      assertThat(run.err()).isEmpty();
    }

    @Test
    void worksFromAnywhereThroughALink() throws Exception {
      Path link = Files.createSymbolicLink(folder.resolve("link"), copy.resolve("libnetwork"));
      assertThat(run(Map.of(), "" + link, "version").out()).matches(ONE_VERSION_LINE);
    }

    @Test
    void passesOnTheExitStatus() throws Exception {
      assertThat(launch(Map.of(), "frobnicate").status()).isEqualTo(2);
    }

    @Test
    void usesTheCacheItTrained() throws Exception {
      Path log = folder.resolve("aot.log");
      String options = "-Xlog:aot,class+load:file=" + log;
      assertThat(launch(Map.of("LIBNETWORK_JAVA_OPTIONS", options), "version").status()).isZero();
      assertThat(log)
          .content()
          .contains("full module graph: enabled")
          .contains("Using AOT-linked classes: true")
          .containsPattern("io\\.libnetwork\\.cli\\.Main source: shared objects file");
    }

    /// The daemon ends when it has found no host to act on, and nothing was sent until then.
    @Test
    void hasWhatSendsTracesBesideItsJars() throws Exception {
      Path settings = Files.writeString(folder.resolve("daemon.json"), "{}");
      Run run =
          run(
              Map.of(),
              "" + JDK.resolve("bin/java"),
              "-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider",
              "--enable-native-access=io.libnetwork.linux",
              "-p",
              "" + copy.resolve("target/app"),
              "-m",
              "io.libnetwork.daemon/io.libnetwork.daemon.DaemonMain",
              "--config=" + settings,
              "--netns=" + folder.resolve("no-host"),
              "--run=" + folder.resolve("run"),
              "--state=" + folder.resolve("state"),
              "--tracing-endpoint=http://127.0.0.1:1");
      assertThat(run.err())
          .contains("operations are traced, at http://127.0.0.1:1")
          .contains("no-host");
      assertThat(run.status()).isEqualTo(1);
    }

    @Test
    void aCacheThatDoesNotMatchDoesNotDirtyStdout() throws Exception {
      Path cache = copy.resolve("target/aot/commands.aot");
      byte[] good = Files.readAllBytes(cache);
      try {
        Files.writeString(cache, "no cache at all");
        assertThat(launch(Map.of(), "version").out()).matches(ONE_VERSION_LINE);
      } finally {
        Files.write(cache, good);
      }
    }

    @Test
    void ignoresOptionsMeantForOtherPrograms() throws Exception {
      Run run = launch(Map.of("JDK_JAVA_OPTIONS", "-Dx=y"), "version");
      assertThat(run.err()).isEmpty();
    }
  }

  @Nested
  class Stale {

    @Test
    void buildsAgainWhatChanged() throws Exception {
      Path resource = copy.resolve("cli/src/main/resources/io/libnetwork/cli/version.properties");
      Files.writeString(resource, "version=9.9.9\n");
      Run run = launch(Map.of(), "version");
      assertThat(run.out()).startsWith("libnetwork 9.9.9 ").hasLineCount(1);
      assertThat(run.err()).contains("building libnetwork cli");
    }

    @Test
    void namesMavenWhenItIsMissing() throws Exception {
      Files.writeString(copy.resolve("cli/src/main/resources/new"), "new");
      Run run = launch(Map.of("PATH", withoutMaven()), "version");
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("no mvn in PATH").contains("apt-get install maven");
    }

    @Test
    void showsTheEndOfTheLogWhenMavenFails() throws Exception {
      Path tools = Files.createDirectories(folder.resolve("failing"));
      Path maven =
          Files.writeString(tools.resolve("mvn"), "#!/bin/sh\necho it is broken\nexit 3\n");
      assertThat(maven.toFile().setExecutable(true)).isTrue();
      Files.writeString(copy.resolve("cli/src/main/resources/newer"), "newer");
      Run run = launch(Map.of("PATH", tools + ":" + System.getenv("PATH")), "version");
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .contains("it is broken")
          .contains("" + copy.resolve("target/build.log"));
    }
  }

  @Nested
  class Java {

    @BeforeEach
    void startsFromABuild() throws Exception {
      assertThat(launch(Map.of(), "version").status()).isZero();
    }

    @Test
    void findsAJdk25BesideAnOlderOne() throws Exception {
      Path older = olderJdk();
      Map<String, String> machine =
          Map.of(
              "JAVA_HOME",
              "" + older,
              "LIBNETWORK_JVM_DIRS",
              older.getParent() + ":" + JDK.getParent());
      assertThat(launch(machine, "version").out()).matches(ONE_VERSION_LINE);
    }

    @Test
    void namesWhatToInstallWhereThereIsNone() throws Exception {
      Path older = olderJdk();
      Map<String, String> machine =
          Map.of("JAVA_HOME", "" + older, "LIBNETWORK_JVM_DIRS", "" + older.getParent());
      Run run = launch(machine, "version");
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("no JDK 25").contains("temurin-25-jdk").hasLineCount(1);
    }
  }

  /// A folder that looks like a JDK 17 and fails whoever starts it.
  private static Path olderJdk() throws IOException {
    Path jdk = folder.resolve("jvms/jdk-17");
    Path bin = Files.createDirectories(jdk.resolve("bin"));
    for (String tool : List.of("java", "javac")) {
      Path file = Files.writeString(bin.resolve(tool), "#!/bin/sh\nexit 17\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    return jdk;
  }

  /// A PATH with everything the launcher calls, but no Maven.
  private static String withoutMaven() throws IOException {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool :
        List.of("bash", "env", "dirname", "readlink", "find", "mkdir", "rm", "touch", "flock")) {
      Path link = tools.resolve(tool);
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, onPath(tool));
      }
    }
    return tools.toString();
  }

  private static Path onPath(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(place -> Path.of(place, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + tool + " in PATH"));
  }

  private static Run launch(Map<String, String> environment, String... args) throws Exception {
    return run(
        environment,
        Stream.concat(Stream.of("" + copy.resolve("libnetwork")), Stream.of(args))
            .toArray(String[]::new));
  }

  private static Run run(Map<String, String> environment, String... command) throws Exception {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LIBNETWORK_"));
    builder.environment().put("LIBNETWORK_JVM_DIRS", "" + JDK.getParent());
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(List.of(command) + " still runs after 5 minutes");
    }
    return new Run(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
