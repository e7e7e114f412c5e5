package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Host;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.drivers.bridge.BridgeDriver;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// A process without the rights or without the library it needs: told by a child of this one, on a
/// test host of its own.
class MissingRightsTest {

  private static final String LIBRARY = "libnftables.so.1";

  private final TestHostOrSkip testHost = TestHostOrSkip.create();
  private final LeakAudit audit = LeakAudit.begin(testHost.host());

  @AfterEach
  void leavesNothing() {
    assertThat(audit.leaks()).isEmpty();
    testHost.close();
  }

  /// What the child does: a network, a sandbox, and ports that the kernel and a proxy serve; it
  /// prints what came of each.
  public static final class Child {

    private Child() {}

    public static void main(String... arguments) {
      try (Host host = Host.local(Path.of(arguments[0]));
          Controller controller =
              Controller.open(host, new ControllerOption.NetworkDriver(BridgeDriver.factory()))) {
        attempt(
            "network",
            () ->
                controller
                    .createNetwork("bridge", "web", NetworkOption.Pool.of("10.77.0.0/24"))
                    .delete());
        attempt("sandbox", () -> controller.createSandbox("container").delete());
        attempt("translated", () -> publish(controller, "8080:80", "127.0.0.1:81:80"));
        attempt("proxied", () -> publish(controller, "8080:80", "[::1]:81:80"));
        attempt("unprivileged", () -> publish(controller, "8080:80"));
        System.out.println(
            "left: " + controller.networks().size() + " " + controller.sandboxes().size());
      }
    }

    private static void publish(Controller controller, String... ports) {
      Network network =
          controller.createNetwork("bridge", "web", NetworkOption.Pool.of("10.77.0.0/24"));
      try {
        EndpointOption[] options =
            Stream.of(ports).map(EndpointOption.Publish::of).toArray(EndpointOption[]::new);
        controller.attach("container", network, options).sandbox().delete();
      } finally {
        network.endpoints().forEach(Endpoint::deleteForced);
        network.delete();
      }
    }

    private static void attempt(String what, Runnable operation) {
      try {
        operation.run();
        System.out.println(what + ": done");
      } catch (NetworkException refused) {
        System.out.println(
            what + ": " + refused.getClass().getSimpleName() + ": " + refused.getMessage());
      }
    }
  }

  @Test
  void withoutCapabilitiesEverythingIsForbiddenAndSaysWhatIsNeeded() {
    List<String> printed =
        run("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all", "--");
    assertThat(line(printed, "network"))
        .startsWith("network: Forbidden: ")
        .contains("web")
        .contains("CAP_NET_ADMIN");
    assertThat(line(printed, "sandbox"))
        .startsWith("sandbox: Forbidden: ")
        .contains("container")
        .contains("CAP_SYS_ADMIN");
    assertThat(printed).contains("left: 0 0");
  }

  @Test
  void withoutTheRightToPrivilegedPortsTheyAreForbiddenAndNothingIsHalfPublished() {
    List<String> printed =
        run("setpriv", "--bounding-set=-net_bind_service", "--inh-caps=-net_bind_service", "--");
    assertThat(line(printed, "translated"))
        .startsWith("translated: Forbidden: ")
        .contains("port 81/tcp at 127.0.0.1")
        .contains("CAP_NET_BIND_SERVICE");
    assertThat(line(printed, "proxied"))
        .startsWith("proxied: Forbidden: ")
        .contains("port 81/tcp at ::1")
        .contains("CAP_NET_BIND_SERVICE");
    assertThat(line(printed, "unprivileged")).isEqualTo("unprivileged: done");
    assertThat(printed).contains("left: 0 0");
  }

  @Test
  void withoutTheLibraryNetworksAreUnavailableAndSayWhatToInstall() {
    Path library = library();
    List<String> printed =
        run(
            "unshare",
            "--mount",
            "--propagation=private",
            "--",
            "sh",
            "-c",
            "mount --bind /dev/null " + library + " && exec \"$@\"",
            "sh");
    assertThat(line(printed, "network"))
        .startsWith("network: Unavailable: ")
        .contains(LIBRARY)
        .contains("libnftables1");
    assertThat(line(printed, "sandbox")).isEqualTo("sandbox: done");
    assertThat(printed).contains("left: 0 0");
  }

  private static Path library() {
    Optional<Path> found =
        Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64")
            .map(folder -> Path.of(folder, LIBRARY))
            .filter(path -> path.toFile().exists())
            .findFirst();
    if (found.isEmpty()) {
      System.err.println("SKIPPED: " + LIBRARY + " is in no folder known here");
    }
    Assumptions.assumeTrue(found.isPresent(), "where " + LIBRARY + " is");
    return found.orElseThrow();
  }

  private static String line(List<String> printed, String what) {
    return printed.stream()
        .filter(line -> line.startsWith(what + ": "))
        .findFirst()
        .orElseThrow(() -> new AssertionError("the child printed " + printed));
  }

  /// Runs the child by way of a command that takes something from it.
  private List<String> run(String... by) {
    List<String> command = new ArrayList<>(List.of(by));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            Child.class.getName(),
            testHost.host().host().runRoot().toString()));
    return testHost.host().run(command.toArray(String[]::new)).lines().toList();
  }

  /// Everything this process has, as a class path: its modules, and the tests patched into one.
  private static String classPath() {
    Stream<String> paths =
        Stream.of("jdk.module.path", "java.class.path")
            .map(System::getProperty)
            .filter(path -> path != null && !path.isEmpty());
    return Stream.concat(Stream.of(testClasses().toString()), paths)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// The folder this class was read from, which its module does not know.
  private static Path testClasses() {
    String file = MissingRightsTest.class.getSimpleName() + ".class";
    URL found = Objects.requireNonNull(MissingRightsTest.class.getResource(file), file);
    int packages = MissingRightsTest.class.getName().split("\\.", -1).length;
    Path up = Path.of("../".repeat(packages));
    return Path.of(URI.create(found.toString())).resolve(up).normalize();
  }
}
