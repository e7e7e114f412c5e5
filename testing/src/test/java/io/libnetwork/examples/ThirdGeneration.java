package io.libnetwork.examples;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.Host;
import io.libnetwork.Network;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.drivers.bridge.BridgeDriver;
import java.util.function.BiConsumer;

/// Endpoints, joined by a sandbox, which the caller makes first.
final class ThirdGeneration {

  private ThirdGeneration() {}

  public static void main(String[] arguments) {
    try (Host host = Host.local()) {
      run(
          host,
          (sandbox, endpoint) -> {
            System.out.println("container " + sandbox.container() + " is at " + sandbox.key());
            endpoint.macAddress().ifPresent(mac -> System.out.println("MAC address " + mac));
          });
    }
  }

  /// @param use what is done while the sandbox is connected
  static void run(Host host, BiConsumer<Sandbox, Endpoint> use) {
    // A controller, with options.
    try (Controller controller =
        Controller.open(
            host,
            new ControllerOption.NetworkDriver(BridgeDriver.factory()),
            new ControllerOption.HostId("example"))) {
      Network network = controller.createNetwork("bridge", "example");
      Endpoint endpoint = network.createEndpoint("web");

      // A sandbox, with a host name and the domain it is in.
      Sandbox sandbox =
          controller.createSandbox(
              "container-1",
              new SandboxOption.Hostname("web"),
              new SandboxOption.DomainName("example.org"));

      endpoint.join(sandbox);
      use.accept(sandbox, endpoint);

      // Its endpoints go with it.
      sandbox.delete();
      network.delete();
    }
  }
}
