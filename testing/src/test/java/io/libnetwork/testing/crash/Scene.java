package io.libnetwork.testing.crash;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Host;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.macvlan.MacvlanDriver;
import io.libnetwork.drivers.physical.PhysicalDriver;
import io.libnetwork.drivers.ptp.PtpDriver;
import io.libnetwork.store.StateStore;
import io.libnetwork.testing.ControllerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/// A controller on a host, and the store in the folder beside it.
record Scene(Host host, StateStore store, Controller controller) implements AutoCloseable {

  /// What is made at first has the same ids in every run.
  static final long FIRST = 1;

  /// What is made after a restart has others.
  static final long LATER = 2;

  /// Nobody looks at everything by himself: what a process that was killed has left must be right
  /// without that.
  ///
  /// @param folder of the store
  /// @param seed where ids come from
  static Scene open(Host host, Path folder, long seed) {
    return open(host, folder, seed, Duration.ZERO);
  }

  /// @param pause between two looks at everything
  static Scene open(Host host, Path folder, long seed, Duration pause) {
    StateStore store = ControllerProcess.open(folder);
    try {
      return new Scene(host, store, controller(host, store, seed, pause));
    } catch (RuntimeException failure) {
      store.close();
      throw failure;
    }
  }

  private static Controller controller(Host host, StateStore store, long seed, Duration pause) {
    return Controller.open(
        host,
        new ControllerOption.NetworkDriver(BridgeDriver.factory()),
        new ControllerOption.NetworkDriver(MacvlanDriver.factory()),
        new ControllerOption.NetworkDriver(PtpDriver.factory()),
        new ControllerOption.NetworkDriver(PhysicalDriver.factory()),
        new ControllerOption.Store(store),
        new ControllerOption.ReconcileEvery(pause),
        new ControllerOption.Random(new Random(seed)));
  }

  /// Closes all but the host.
  @Override
  public void close() {
    try (store) {
      controller.close();
    }
  }
}
