package io.libnetwork.dhcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// Debian's dnsmasq on a LAN: it leases 10.9.0.50 to 10.9.0.60 for two minutes, the shortest it
/// knows.
final class Dnsmasq implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Process process;
  private final Path log;

  private Dnsmasq(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /// Skips the test, and says so, where there is no dnsmasq.
  static Dnsmasq on(Lan lan, Path leases, String... more) {
    Path program =
        Stream.of("/usr/sbin/dnsmasq", "/usr/bin/dnsmasq", "/sbin/dnsmasq")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElseGet(Dnsmasq::missing);
    List<String> command =
        new ArrayList<>(List.of("nsenter", "--net=" + lan.server().namespacePath(), "--"));
    command.addAll(
        List.of(
            program.toString(),
            "--keep-in-foreground",
            "--conf-file=/dev/null",
            "--pid-file=",
            "--user=root",
            "--port=0",
            "--interface=" + Lan.SERVERS,
            "--bind-interfaces",
            "--dhcp-range=10.9.0.50,10.9.0.60,255.255.255.0,120",
            "--dhcp-leasefile=" + leases,
            "--no-ping",
            "--log-dhcp",
            "--log-facility=-"));
    command.addAll(List.of(more));
    try {
      Path log = leases.resolveSibling("log");
      Process started =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      started.getOutputStream().close();
      Dnsmasq dnsmasq = new Dnsmasq(started, log);
      dnsmasq.await("IP range 10.9.0.50 -- 10.9.0.60");
      return dnsmasq;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Path missing() {
    String reason = "there is no dnsmasq: apt-get install dnsmasq-base";
    System.err.println("SKIPPED: " + reason);
    return Assumptions.abort(reason);
  }

  /// Waits until it has said something.
  void await(String text) {
    await(text, 1);
  }

  /// Waits until it has said something so often.
  void await(String text, int times) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (said().filter(line -> line.contains(text)).count() < times) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("dnsmasq does not say " + text + ": " + said().toList());
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private Stream<String> said() {
    try {
      return Files.readAllLines(log).stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
