package io.libnetwork.bench;

import io.libnetwork.AttachRequest;
import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.drivers.ptp.PtpDriver;
import io.libnetwork.testing.TestHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Networks without a bridge: one container at a time against the floor, in turns, and five
/// thousand on one network.
final class PtpBenchmark {

  private static final int WARM_UP = 150;
  private static final int ROUNDS = 300;
  private static final int CONTAINERS = 5_000;
  private static final String CONTAINER = "bench";
  private static final String POOL = "10.98.0.0/16";

  private PtpBenchmark() {}

  static void run(Consumer<Row> rows) {
    try (TestHost host = TestHost.create()) {
      try (Controller controller =
          Controller.open(
              host.host(),
              new ControllerOption.NetworkDriver(PtpDriver.factory()),
              new ControllerOption.ReconcileEvery(Duration.ZERO))) {
        Network network =
            controller.createNetwork(
                PtpDriver.NAME,
                "bench",
                NetworkOption.Pool.of(POOL),
                new NetworkOption.WithoutNames());
        oneByOne(host, controller, network, rows);
        many(controller, network, rows);
        network.delete();
      }
    }
  }

  private static void oneByOne(
      TestHost host, Controller controller, Network network, Consumer<Row> rows) {
    Samples ours = new Samples();
    Samples theirs = new Samples();
    try (KernelFloor floor = new KernelFloor(host)) {
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        Samples intoOurs = round < 0 ? new Samples() : ours;
        Samples intoFloor = round < 0 ? new Samples() : theirs;
        Attachment[] attached = new Attachment[1];
        floor.settle();
        intoOurs.time(() -> attached[0] = controller.attach(CONTAINER, network));
        attached[0].sandbox().delete();
        KernelFloor.Container[] container = new KernelFloor.Container[1];
        floor.settle();
        intoFloor.time(() -> container[0] = floor.attachRouted());
        container[0].close();
      }
    }
    rows.accept(Row.of("ptp-attach", ours, KernelFloor.NAME, theirs));
  }

  private static void many(Controller controller, Network network, Consumer<Row> rows) {
    List<AttachRequest> requests = new ArrayList<>(CONTAINERS);
    for (int number = 0; number < CONTAINERS; number++) {
      requests.add(AttachRequest.of("container-" + number, network));
    }
    Samples attach = new Samples();
    Samples remove = new Samples();
    List<Attachment> attached = new ArrayList<>(CONTAINERS);
    attach.time(() -> attached.addAll(controller.attachAll(requests)));
    remove.time(() -> controller.removeAll(attached.stream().map(Attachment::sandbox).toList()));
    rows.accept(Row.of("ptp-5000", attach));
    rows.accept(Row.of("ptp-5000-remove", remove));
  }
}
