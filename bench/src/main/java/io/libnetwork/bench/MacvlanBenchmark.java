package io.libnetwork.bench;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.drivers.macvlan.MacvlanDriver;
import io.libnetwork.drivers.macvlan.MacvlanOptions;
import io.libnetwork.linux.rtnetlink.Ifindex;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import io.libnetwork.linux.rtnetlink.LinkSetting;
import io.libnetwork.linux.rtnetlink.LinkSpec;
import io.libnetwork.linux.rtnetlink.Links;
import io.libnetwork.linux.rtnetlink.Veth;
import io.libnetwork.testing.TestHost;
import java.time.Duration;
import java.util.function.Consumer;

/// One container at a time on a parent that is one end of a pair: ours and the floor take turns, so
/// that both meet the same noise.
final class MacvlanBenchmark {

  private static final int WARM_UP = 150;
  private static final int ROUNDS = 300;
  private static final String CONTAINER = "bench";
  private static final String PARENT = "nic0";
  private static final String POOL = "10.94.0.0/16";
  private static final String GATEWAY = "10.94.0.1";

  private MacvlanBenchmark() {}

  static void run(Consumer<Row> rows) {
    try (TestHost host = TestHost.create();
        Controller controller =
            Controller.open(
                host.host(),
                new ControllerOption.NetworkDriver(MacvlanDriver.factory()),
                new ControllerOption.ReconcileEvery(Duration.ZERO));
        KernelFloor floor = new KernelFloor(host)) {
      Ifindex parent = parent(host);
      attach(controller, network(controller), floor, parent, rows);
    }
  }

  private static Ifindex parent(TestHost host) {
    InterfaceName name = new InterfaceName(PARENT);
    Veth pair = Veth.to(new InterfaceName("nic1"));
    host.rtnetlink().execute(Links.add(LinkSpec.of(name, pair, LinkSetting.up())));
    host.rtnetlink().execute(Links.up(new InterfaceName("nic1")));
    return host.rtnetlink().get(Links.get(name)).index();
  }

  private static Network network(Controller controller) {
    return controller.createNetwork(
        MacvlanDriver.NAME,
        "bench",
        NetworkOption.Pool.of(POOL).withGateway(GATEWAY),
        new NetworkOption.Driver(MacvlanOptions.on(PARENT)),
        new NetworkOption.WithoutNames());
  }

  private static void attach(
      Controller controller,
      Network network,
      KernelFloor floor,
      Ifindex parent,
      Consumer<Row> rows) {
    Samples attach = new Samples();
    Samples tearDown = new Samples();
    Samples floorAttach = new Samples();
    Samples floorTearDown = new Samples();
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      Attachment[] attached = new Attachment[1];
      floor.settle();
      into(round, attach).time(() -> attached[0] = controller.attach(CONTAINER, network));
      into(round, tearDown).time(() -> attached[0].sandbox().delete());
      KernelFloor.Container[] container = new KernelFloor.Container[1];
      floor.settle();
      into(round, floorAttach).time(() -> container[0] = floor.attachMacvlan(parent));
      into(round, floorTearDown).time(() -> container[0].close());
    }
    rows.accept(Row.of("macvlan-attach", attach, KernelFloor.NAME, floorAttach));
    rows.accept(Row.of("macvlan-teardown", tearDown, KernelFloor.NAME, floorTearDown));
  }

  private static Samples into(int round, Samples samples) {
    return round < 0 ? new Samples() : samples;
  }
}
