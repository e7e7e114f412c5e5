package io.libnetwork.bench;

import com.sun.management.OperatingSystemMXBean;
import io.libnetwork.AttachRequest;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.Reconciliation;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.testing.TestHost;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A look at everything that finds nothing: the processor time of the whole process, kernel
/// included, for 1,000 endpoints of 100 networks, each in a sandbox of its own and with two
/// published ports.
final class ReconcileBenchmark {

  private static final int NETWORKS = 100;
  private static final int ENDPOINTS = 10;
  private static final int FIRST_PORT = 20_000;
  private static final int WARM_UP = 40;
  private static final int ROUNDS = 21;

  private ReconcileBenchmark() {}

  static void run(Consumer<Row> rows) {
    try (TestHost host = TestHost.create();
        Controller controller =
            Controller.open(
                host.host(), new ControllerOption.NetworkDriver(BridgeDriver.factory()))) {
      for (int i = 0; i < NETWORKS; i++) {
        fill(controller, i);
      }
      Samples samples = new Samples();
      for (int round = 0; round < WARM_UP + ROUNDS; round++) {
        long nanos = look(controller);
        if (round >= WARM_UP) {
          samples.add(nanos);
        }
      }
      rows.accept(Row.of("reconcile-idle-1000", samples));
      controller.removeAll(controller.sandboxes());
      controller.networks().forEach(Network::delete);
    }
  }

  private static void fill(Controller controller, int number) {
    Network network =
        controller.createNetwork(
            BridgeDriver.NAME,
            "bench" + number,
            NetworkOption.Pool.of(IpPrefix.parse("10.90." + number + ".0/24")));
    List<AttachRequest> requests = new ArrayList<>();
    for (int i = 0; i < ENDPOINTS; i++) {
      int port = FIRST_PORT + 2 * (number * ENDPOINTS + i);
      requests.add(
          AttachRequest.of(
              "bench" + number + "-" + i,
              network,
              EndpointOption.Publish.of(port + ":80"),
              EndpointOption.Publish.of(port + 1 + ":443")));
    }
    controller.attachAll(requests);
  }

  private static long look(Controller controller) {
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long before = process.getProcessCpuTime();
    Reconciliation done = controller.reconcile();
    long used = process.getProcessCpuTime() - before;
    if (!done.clean()) {
      throw new IllegalStateException("there was something to repair: " + done.differences());
    }
    return used;
  }
}
