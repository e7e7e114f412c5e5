package io.libnetwork.bench;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.testing.TestHost;

/// A test host with a controller and one network on it, and the floor beside them.
record Scene(TestHost host, Controller controller, Network network, KernelFloor floor)
    implements AutoCloseable {

  private static final String POOL = "10.98.0.0/16";

  static Scene open() {
    TestHost host = TestHost.create();
    Controller controller =
        Controller.open(host.host(), new ControllerOption.NetworkDriver(BridgeDriver.factory()));
    Network network =
        controller.createNetwork(BridgeDriver.NAME, "bench", NetworkOption.Pool.of(POOL));
    return new Scene(host, controller, network, new KernelFloor(host));
  }

  @Override
  public void close() {
    floor.close();
    controller.close();
    host.close();
  }
}
