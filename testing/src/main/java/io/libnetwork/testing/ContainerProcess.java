package io.libnetwork.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A real process inside a sandbox's namespace, which serves a page.
///
/// It ends by itself when this process ends, because its standard input then ends.
public final class ContainerProcess implements AutoCloseable {

  private static final long LIMIT_SECONDS = 10;

  private final Process process;

  private ContainerProcess(Process process) {
    this.process = process;
  }

  /// Starts a process in a namespace and waits until it listens.
  ///
  /// @param key where the namespace is bound
  /// @param port the TCP port it listens on, on every address of both families
  /// @param page what it serves
  public static ContainerProcess serve(String key, int port, String page) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx32m",
            "-cp",
            classes(),
            PageServer.class.getName(),
            Integer.toString(port),
            page);
    try {
      ProcessBuilder builder = Commands.in(Path.of(key), command);
      builder.environment().keySet().removeIf(name -> name.endsWith("JAVA_OPTIONS"));
      Process process = builder.redirectErrorStream(true).start();
      awaitReady(process);
      return new ContainerProcess(process);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start a process in " + key, failure);
    }
  }

  /// Its process id, whose network namespace is the sandbox's.
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException failure) {
      process.destroyForcibly();
      throw new UncheckedIOException("cannot end process " + pid(), failure);
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitReady(Process process) throws IOException {
    BufferedReader printed =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = printed.readLine();
    if (!"ready".equals(line)) {
      process.destroyForcibly();
      throw new IllegalStateException("a container's process did not start: " + line);
    }
  }

  private static String classes() {
    try {
      return Path.of(PageServer.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException("no path to the page server's class", impossible);
    }
  }
}
