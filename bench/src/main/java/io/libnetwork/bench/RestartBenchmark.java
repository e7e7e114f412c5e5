package io.libnetwork.bench;

import io.libnetwork.AttachRequest;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.store.StateStore;
import io.libnetwork.testing.ControllerProcess;
import io.libnetwork.testing.TestHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// How soon a process is ready that finds what the one before it had made, which was killed; from
/// the start of the process. The floor is a process that only starts. The JVM has learned before
/// what such a process loads and runs, by one that found as much.
final class RestartBenchmark {

  private static final int ROUNDS = 7;
  private static final int FEW_ROUNDS = 3;
  private static final int NETWORKS = 250;
  private static final int NETWORKS_WITH_CONTAINERS = 100;
  private static final int CONTAINERS = 10;
  private static final int FIRST_PORT = 10_000;
  private static final String FLOOR = "start of a process";

  /// What the JVM has learned.
  private final Path learned;

  private RestartBenchmark(Path learned) {
    this.learned = learned;
  }

  static void run(Consumer<Row> rows) {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      RestartBenchmark benchmark = new RestartBenchmark(folder.path().resolve("learned"));
      benchmark.train();
      benchmark.measure(rows);
    }
  }

  private void train() {
    try (Scene scene = Scene.with(RestartBenchmark::thousand)) {
      ControllerProcess.train(scene.host, scene.store(), learned);
    }
  }

  private void measure(Consumer<Row> rows) {
    Samples floor = new Samples();
    for (int round = 0; round < ROUNDS; round++) {
      time(() -> ControllerProcess.startIdle(learned), floor);
    }
    rows.accept(Row.of("restart-empty", restarts(_ -> {}), FLOOR, floor));
    rows.accept(
        Row.of(
            "restart-250-networks",
            restarts(controller -> networks(controller, NETWORKS)),
            FLOOR,
            floor));
    rows.accept(
        Row.of("restart-1000-endpoints", restarts(RestartBenchmark::thousand), FLOOR, floor));
    rows.accept(Row.of("reboot-1000-endpoints", reboots(), FLOOR, floor));
  }

  private Samples restarts(Consumer<Controller> made) {
    Samples samples = new Samples();
    try (Scene scene = Scene.with(made)) {
      for (int round = 0; round < ROUNDS; round++) {
        time(() -> ControllerProcess.start(scene.host, scene.store(), learned), samples);
      }
    }
    return samples;
  }

  private Samples reboots() {
    Samples samples = new Samples();
    for (int round = 0; round < FEW_ROUNDS; round++) {
      try (Scene scene = Scene.with(RestartBenchmark::thousand)) {
        scene.host = scene.host.rebooted();
        time(() -> ControllerProcess.start(scene.host, scene.store(), learned), samples);
      }
    }
    return samples;
  }

  /// From the start of a process until it is ready; then it is killed.
  private static void time(Supplier<ControllerProcess> start, Samples into) {
    long before = System.nanoTime();
    try (ControllerProcess _ = start.get()) {
      into.add(System.nanoTime() - before);
    }
  }

  private static List<Network> networks(Controller controller, int count) {
    List<Network> networks = new ArrayList<>(count);
    for (int number = 0; number < count; number++) {
      IpPrefix pool = IpPrefix.parse("10.%d.%d.0/24".formatted(100 + number / 100, number % 100));
      networks.add(
          controller.createNetwork(
              BridgeDriver.NAME, "network-" + number, NetworkOption.Pool.of(pool)));
    }
    return networks;
  }

  /// Containers with two ports each.
  private static void thousand(Controller controller) {
    List<AttachRequest> requests = new ArrayList<>();
    int port = FIRST_PORT;
    for (Network network : networks(controller, NETWORKS_WITH_CONTAINERS)) {
      for (int number = 0; number < CONTAINERS; number++) {
        requests.add(
            AttachRequest.of(
                network.name() + "-" + number,
                network,
                EndpointOption.Publish.of(port + ":80"),
                EndpointOption.Publish.of(port + 1 + ":81")));
        port += 2;
      }
    }
    controller.attachAll(requests);
  }

  /// A host on which a controller has made something and is gone.
  private static final class Scene implements AutoCloseable {

    private final TemporaryFolder folder = TemporaryFolder.create();
    private TestHost host = TestHost.create();

    static Scene with(Consumer<Controller> made) {
      Scene scene = new Scene();
      try (StateStore store = ControllerProcess.open(scene.store());
          Controller controller = scene.controller(store)) {
        made.accept(controller);
      }
      return scene;
    }

    Path store() {
      return folder.path().resolve("store");
    }

    private Controller controller(StateStore store) {
      return Controller.open(
          host.host(),
          new ControllerOption.NetworkDriver(BridgeDriver.factory()),
          new ControllerOption.Store(store));
    }

    @Override
    public void close() {
      try (StateStore store = ControllerProcess.open(store());
          Controller controller = controller(store)) {
        controller.removeAll(controller.sandboxes());
        controller.networks().forEach(Network::delete);
      }
      host.close();
      folder.close();
    }
  }
}
