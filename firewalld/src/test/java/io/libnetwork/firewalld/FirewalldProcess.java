package io.libnetwork.firewalld;

import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/// A firewalld that plays the one of a test host: in its namespace, on a bus of its own, with a
/// configuration of its own. The machine's own firewalld and bus are not touched.
final class FirewalldProcess implements AutoCloseable {

  private static final String PYTHON = "/usr/bin/python3";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TestHost host;
  private final Path installed;
  private final Path folder;
  private final Process bus;
  private @Nullable Process firewalld;

  private FirewalldProcess(TestHost host, Path installed, Path folder) throws IOException {
    this.host = host;
    this.installed = installed;
    this.folder = folder;
    Path config = Files.writeString(folder.resolve("bus.conf"), busConfiguration(socket()));
    this.bus = start("bus", "dbus-daemon", "--config-file=" + config, "--nofork", "--nopidfile");
  }

  /// A bus for a host, and no firewalld on it yet. Skips the test, and says so, where there is no
  /// firewalld to start.
  static FirewalldProcess on(TestHost host) {
    Optional<Path> installed = installed();
    if (installed.isEmpty()) {
      String reason = "no firewalld, neither installed nor unpacked by ./verify as root";
      System.err.println("SKIPPED: " + reason);
      Assumptions.abort(reason);
    }
    try {
      Path folder = Files.createTempDirectory("libnetwork-firewalld-");
      for (String name :
          List.of("zones", "policies", "services", "ipsets", "icmptypes", "helpers")) {
        Files.createDirectories(folder.resolve("etc").resolve(name));
      }
      FirewalldProcess process = new FirewalldProcess(host, installed.orElseThrow(), folder);
      Eventually.holds("the bus listens", () -> Files.exists(process.socket()));
      return process;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  String address() {
    return "unix:path=" + socket();
  }

  /// Has the next start use iptables, as hosts are that have been told so. Skips the test, and says
  /// so, where there is no iptables.
  FirewalldProcess workingByIptables() {
    if (!Files.exists(Path.of("/usr/sbin/iptables"))) {
      String reason = "no iptables for firewalld to use";
      System.err.println("SKIPPED: " + reason);
      Assumptions.abort(reason);
    }
    try {
      String usual = Files.readString(installed.resolve("etc/firewalld/firewalld.conf"));
      Files.writeString(
          folder.resolve("etc/firewalld.conf"),
          usual.replace("FirewallBackend=nftables", "FirewallBackend=iptables"));
      return this;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Starts firewalld, and answers when it filters.
  FirewalldProcess start() {
    firewalld =
        start(
            "firewalld",
            PYTHON,
            installed.resolve("usr/sbin/firewalld").toString(),
            "--nofork",
            "--nopid",
            "--system-config=" + folder.resolve("etc"),
            "--default-config=" + installed.resolve("usr/lib/firewalld"),
            "--log-file=" + folder.resolve("firewalld.log"));
    Eventually.holds("firewalld answers", this::answers);
    return this;
  }

  /// Ends firewalld, which takes its table with it.
  void stop() {
    Process running = firewalld;
    if (running != null) {
      end(running);
      firewalld = null;
    }
  }

  /// Sends firewalld itself a signal, as in `STOP`.
  void signal(String name) {
    Process running = firewalld;
    if (running == null) {
      throw new IllegalStateException("no firewalld to send a signal to");
    }
    host.run("kill", "-" + name, Long.toString(running.pid()));
  }

  /// What firewall-cmd(1) prints.
  String command(String... arguments) {
    List<String> command = new ArrayList<>(List.of("env", "DBUS_SYSTEM_BUS_ADDRESS=" + address()));
    command.add(PYTHON);
    command.add(installed.resolve("usr/bin/firewall-cmd").toString());
    command.addAll(List.of(arguments));
    return host.run(command.toArray(String[]::new)).strip();
  }

  /// The names of the files that it keeps of a kind, as in `zones`.
  List<String> kept(String kind) {
    try (Stream<Path> files = Files.list(folder.resolve("etc").resolve(kind))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".xml"))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    stop();
    end(bus);
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path path : found.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Path socket() {
    return folder.resolve("bus");
  }

  private boolean answers() {
    try (FirewalldBus asking = FirewalldBus.open(BusAddress.parse(address()), () -> {})) {
      return asking.running() && asking.zones().contains("public");
    } catch (SilentException | RefusedException notYet) {
      return false;
    }
  }

  /// Everybody may say everything: it is root who is on it.
  private static String busConfiguration(Path socket) {
    return """
    <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
      "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
    <busconfig>
      <type>system</type>
      <listen>unix:path=%s</listen>
      <auth>EXTERNAL</auth>
      <policy context="default">
        <allow user="*"/>
        <allow own="*"/>
        <allow send_destination="*"/>
        <allow receive_sender="*"/>
      </policy>
    </busconfig>
    """
        .formatted(socket);
  }

  /// nsenter(1) becomes the command, so the process is the command's.
  private Process start(String name, String... command) {
    List<String> whole = new ArrayList<>(List.of("nsenter", "--net=" + host.namespacePath(), "--"));
    whole.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(whole);
    builder.environment().put("DBUS_SYSTEM_BUS_ADDRESS", address());
    Path out = folder.resolve(name + ".out");
    try {
      return builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot start " + name, failure);
    }
  }

  private static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Optional<Path> installed() {
    Path unpacked = Path.of(System.getProperty("checkout", "."), "target", "firewalld");
    return Stream.of(unpacked, Path.of("/"))
        .filter(root -> Files.exists(root.resolve("usr/sbin/firewalld")))
        .findFirst();
  }

  /// What it logged, for a test that fails.
  String log() {
    try {
      StringBuilder all = new StringBuilder();
      for (String name : List.of("firewalld.out", "firewalld.log", "bus.out")) {
        Path file = folder.resolve(name);
        if (Files.exists(file)) {
          all.append(Files.readString(file, StandardCharsets.UTF_8));
        }
      }
      return all.toString();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
