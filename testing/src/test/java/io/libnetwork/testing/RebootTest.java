package io.libnetwork.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.SYNC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Host;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.PortBinding;
import io.libnetwork.Reservation;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.store.StateStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A host that loses its power, and starts again: a virtual machine that is booted twice, on its
/// own network, by `./verify --vm --reboot`. Between the boots nothing is written that was not
/// synced.
class RebootTest {

  private static final String PHASE =
      Optional.ofNullable(System.getenv("LIBNETWORK_REBOOT")).orElse("");
  private static final Path STATE = Path.of("/state");

  /// What was told to be done, each line on disk before the next is begun.
  private static final Path ACKNOWLEDGED = STATE.resolve("acknowledged");

  private static final int ENOUGH = 20;
  private static final int WAIT_MILLIS = 60_000;

  @Test
  void worksUntilThePlugIsPulled() throws IOException, InterruptedException {
    assumeTrue(
        PHASE.equals("before"), "a machine that is booted twice: sudo ./verify --vm --reboot");
    StateStore store = ControllerProcess.open(STATE.resolve("store"));
    Controller controller = opened(Host.local(), store);
    Network shop =
        controller.createNetwork(BridgeDriver.NAME, "shop", new NetworkOption.Ipv6(true));
    acknowledge(line(shop));
    acknowledge(
        line(controller.createNetwork(BridgeDriver.NAME, "sealed", new NetworkOption.Internal())));
    acknowledge(line(shop.createEndpoint("idle")));
    acknowledge(line(attachWeb(controller, shop).endpoint()));
    CountDownLatch enough = new CountDownLatch(ENOUGH);
    Thread.ofPlatform().daemon().start(() -> attachForEver(controller, shop, enough));
    assertThat(enough.await(WAIT_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
    // See the kernel's admin-guide/sysrq.rst: at once, with nothing written and nothing unmounted.
    Files.writeString(Path.of("/proc/sysrq-trigger"), "b");
  }

  @Test
  void isThereAfterwards() throws IOException {
    assumeTrue(
        PHASE.equals("after"), "a machine that is booted twice: sudo ./verify --vm --reboot");
    assertThat(acknowledged("attached")).hasSizeGreaterThanOrEqualTo(ENOUGH);
    try (Host host = Host.local();
        StateStore store = ControllerProcess.open(STATE.resolve("store"));
        Controller controller = opened(host, store)) {
      assertThat(controller.networks().stream().map(RebootTest::line))
          .containsExactlyInAnyOrderElementsOf(acknowledged("network"));
      assertThat(controller.examine()).isEmpty();
      Network shop = controller.getNetwork("shop");
      assertThat(run("ip", "address", "show", Lab.bridgeOf(shop)))
          .contains(shop.pools().getFirst().gateway().orElseThrow().toString(), "UP");
      // Containers have gone with the kernel that had them.
      assertThat(controller.sandboxes()).isEmpty();
      assertThat(shop.endpoints().stream().map(RebootTest::line))
          .isEqualTo(acknowledged("endpoint idle"));
      Attachment web = attachWeb(controller, shop);
      assertThat(List.of(line(web.endpoint()))).isEqualTo(acknowledged("endpoint web"));
      assertThat(ask(web)).isEqualTo("hello");
      clear(controller);
      // What was changed of the host is known until it is reset.
      assertThat(store.snapshot().records())
          .extracting(record -> record.key().kind())
          .containsOnly("host-parameter");
    }
    assertThat(run("nft", "list", "ruleset")).doesNotContain("libnetwork");
  }

  private static Controller opened(Host host, StateStore store) {
    return Controller.open(
        host,
        new ControllerOption.NetworkDriver(BridgeDriver.factory()),
        new ControllerOption.Store(store));
  }

  /// It keeps its addresses and the port that is chosen for it.
  private static Attachment attachWeb(Controller controller, Network shop) {
    return controller.attach(
        "web", shop, EndpointOption.Publish.of("80"), new EndpointOption.Reserve());
  }

  private static void attachForEver(Controller controller, Network shop, CountDownLatch done) {
    for (int number = 0; ; number++) {
      Attachment attached = controller.attach("c" + number, shop);
      acknowledge("attached " + attached.endpoint().addresses());
      done.countDown();
    }
  }

  private static String line(Network network) {
    return "network %s %s %s".formatted(network.name(), network.id(), network.pools());
  }

  private static String line(Endpoint endpoint) {
    String ports =
        endpoint.driverInformation().ports().stream()
            .map(PortBinding::toString)
            .sorted()
            .collect(Collectors.joining(" "));
    return "endpoint %s %s %s".formatted(endpoint.name(), endpoint.addresses(), ports);
  }

  private static void acknowledge(String line) {
    try {
      Files.writeString(ACKNOWLEDGED, line + "\n", CREATE, APPEND, SYNC);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static List<String> acknowledged(String what) throws IOException {
    try (Stream<String> lines = Files.lines(ACKNOWLEDGED)) {
      return lines.filter(line -> line.startsWith(what + " ")).toList();
    }
  }

  /// What a container answers at its published port.
  private static String ask(Attachment web) throws IOException {
    int port = web.endpoint().driverInformation().ports().getFirst().hostPort().number();
    Process server =
        new ProcessBuilder(
                "nsenter",
                "--net=" + web.sandbox().key(),
                "socat",
                "TCP4-LISTEN:80",
                "SYSTEM:echo hello")
            .inheritIO()
            .start();
    try {
      return read(port);
    } finally {
      server.destroy();
    }
  }

  /// Until the server listens, the connection is refused.
  private static String read(int port) throws IOException {
    long deadline = System.nanoTime() + WAIT_MILLIS * 1_000_000L;
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAIT_MILLIS);
        socket.setSoTimeout(WAIT_MILLIS);
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
      } catch (ConnectException refused) {
        if (System.nanoTime() > deadline) {
          throw refused;
        }
      }
    }
  }

  private static void clear(Controller controller) {
    controller.removeAll(controller.sandboxes());
    for (Network network : controller.networks()) {
      network.endpoints().forEach(Endpoint::deleteForced);
      network.reservations().forEach(Reservation::release);
      network.delete();
    }
  }

  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
