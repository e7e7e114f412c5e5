package io.libnetwork.dhcp;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Host;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.ipvlan.IpvlanDriver;
import io.libnetwork.drivers.macvlan.MacvlanDriver;
import io.libnetwork.store.StateStore;
import io.libnetwork.testing.ControllerProcess;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.LineNumberReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A process of its own that has a network with leases on a host, to be killed. It ends by itself
/// when this process ends, because its standard input then ends.
final class LeasingProcess implements AutoCloseable {

  private static final long LIMIT_SECONDS = 60;

  /// Before each address that it says; what is logged is between.
  private static final String SAYS = "has ";

  private final Process process;
  private final List<String> addresses;

  private LeasingProcess(Process process, List<String> addresses) {
    this.process = process;
    this.addresses = addresses;
  }

  /// Starts one, and waits until its container has its addresses.
  ///
  /// @param store the store's folder
  static LeasingProcess start(Lan lan, Path store, LanNetwork network) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            LeasingProcess.class.getName(),
            lan.host().namespacePath().toString(),
            lan.host().host().runRoot().toString(),
            store.toString(),
            network.toString());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    LineNumberReader said =
        new LineNumberReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    List<String> addresses =
        Stream.generate(() -> read(said))
            .takeWhile(line -> !line.isEmpty())
            .filter(line -> line.startsWith(SAYS))
            .map(line -> line.substring(SAYS.length()))
            .toList();
    return new LeasingProcess(process, addresses);
  }

  private static String read(LineNumberReader said) {
    try {
      return Optional.ofNullable(said.readLine()).orElse("");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// Under Maven, modules are on a path of their own.
  private static String classPath() {
    return Stream.of("surefire.test.class.path", "java.class.path", "jdk.module.path")
        .map(name -> System.getProperty(name, ""))
        .filter(path -> !path.isEmpty())
        .reduce((one, other) -> one + File.pathSeparator + other)
        .orElseThrow();
  }

  /// What its container has.
  List<String> addresses() {
    return addresses;
  }

  /// Kills it, as `kill -9` does; returns when it has ended.
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("process " + process.pid() + " does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a process was killed", interrupted);
    }
  }

  /// A controller with the kinds of network that are on a segment.
  static Controller controller(Host host, DhcpIpam ipam, StateStore store) {
    return Controller.open(
        host,
        new ControllerOption.NetworkDriver(BridgeDriver.factory()),
        new ControllerOption.NetworkDriver(MacvlanDriver.factory()),
        new ControllerOption.NetworkDriver(IpvlanDriver.factory()),
        new ControllerOption.Ipam(ipam),
        new ControllerOption.Store(store));
  }

  /// What the process does.
  ///
  /// @param arguments the path of the host's namespace, the host's folder, the store's, and the
  ///   network
  public static void main(String[] arguments) throws IOException {
    try (Host host = Host.at(Path.of(arguments[0]), Path.of(arguments[1]));
        StateStore store = ControllerProcess.open(Path.of(arguments[2]));
        DhcpIpam ipam = DhcpIpam.on(host);
        Controller controller = controller(host, ipam, store)) {
      Attachment web =
          controller.attach("web", LanNetwork.parse(arguments[3]).create(controller, "lan"));
      for (IpFamily family : IpFamily.values()) {
        System.out.println(SAYS + web.endpoint().address(family).orElseThrow());
      }
      System.out.println();
      System.out.flush();
      while (System.in.read() >= 0) {
        // Until whoever has started it is gone.
      }
    }
  }
}
