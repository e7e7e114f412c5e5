package io.libnetwork.bench;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.testing.TestHost;
import java.time.Duration;

/// A test host with a controller and networks on it, and the floor beside them, whose objects a
/// look at everything would take for what a crash has left.
///
/// @param network without names, as the floor is
/// @param named with a name server in each container
record Scene(
    TestHost host, Controller controller, Network network, Network named, KernelFloor floor)
    implements AutoCloseable {

  private static final String POOL = "10.98.0.0/16";
  private static final String NAMED_POOL = "10.95.0.0/16";

  static Scene open() {
    TestHost host = TestHost.create();
    Controller controller =
        Controller.open(
            host.host(),
            new ControllerOption.NetworkDriver(BridgeDriver.factory()),
            new ControllerOption.ReconcileEvery(Duration.ZERO));
    Network network =
        controller.createNetwork(
            BridgeDriver.NAME,
            "bench",
            NetworkOption.Pool.of(POOL),
            new NetworkOption.WithoutNames());
    Network named =
        controller.createNetwork(
            BridgeDriver.NAME, "bench-named", NetworkOption.Pool.of(NAMED_POOL));
    return new Scene(host, controller, network, named, new KernelFloor(host));
  }

  @Override
  public void close() {
    floor.close();
    controller.close();
    host.close();
  }
}
