package io.libnetwork.testing;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Host;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import java.nio.file.Path;
import java.util.Random;

/// A controller whose one driver is a fake, on the process's own host, of which it changes nothing:
/// its sandboxes share the host's namespace and its networks are in memory.
final class FakeHost implements AutoCloseable {

  /// One pool of each family, so that the kernel is not asked for its routes.
  static final String POOL = "10.99.0.0/29";

  static final String POOL_V6 = "fd99::/64";

  final FakeNetworkDriver driver;
  final Controller controller;
  private final Host host = Host.local(Path.of("/nonexistent/libnetwork"));

  FakeHost() {
    this(new FakeNetworkDriver());
  }

  FakeHost(FakeNetworkDriver driver) {
    this.driver = driver;
    this.controller =
        Controller.open(
            host,
            new ControllerOption.NetworkDriver(driver),
            new ControllerOption.Random(new Random(42)));
  }

  /// A network with this pool.
  Network network(String name, String pool, NetworkOption... more) {
    NetworkOption[] options = new NetworkOption[more.length + 1];
    options[0] = NetworkOption.Pool.of(pool);
    System.arraycopy(more, 0, options, 1, more.length);
    return controller.createNetwork(FakeNetworkDriver.NAME, name, options);
  }

  /// A network with the usual pool of IPv4.
  Network network(String name) {
    return network(name, POOL);
  }

  /// A network with pools of both families.
  Network dual(String name, String pool, String pool6) {
    return network(name, pool, new NetworkOption.Ipv6(true), NetworkOption.Pool.of(pool6));
  }

  Sandbox sandbox(String container) {
    return controller.createSandbox(container, new SandboxOption.HostNamespace());
  }

  @Override
  public void close() {
    driver.recover();
    driver.announceRemovals();
    controller.close();
    host.close();
  }
}
