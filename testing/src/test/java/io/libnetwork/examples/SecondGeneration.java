package io.libnetwork.examples;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.DriverInformation;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Host;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.SandboxOption;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.bridge.BridgeOptions;
import java.util.function.BiConsumer;

/// Endpoints, joined by a container's id: the sandbox is made on the way, and its key is all that
/// comes back.
final class SecondGeneration {

  private SecondGeneration() {}

  public static void main(String[] arguments) {
    try (Host host = Host.local()) {
      run(host, (key, information) -> System.out.println(key + ": " + information.ports()));
    }
  }

  /// @param use what is done while the container is connected, with its sandbox's key and what the
  ///   driver tells of its endpoint
  static void run(Host host, BiConsumer<String, DriverInformation> use) {
    // A controller with the kinds of network it shall know.
    try (Controller controller =
        Controller.open(host, new ControllerOption.NetworkDriver(BridgeDriver.factory()))) {
      // A network, with options that are its driver's own.
      Network network =
          controller.createNetwork(
              "bridge", "example", new NetworkOption.Driver(BridgeOptions.USUAL.withMtu(1_400)));

      // An endpoint that publishes the container's port 80 as the host's 8080.
      Endpoint endpoint =
          network.createEndpoint(
              "web", new EndpointOption.Publish(PublishedPort.of(Protocol.TCP, 80, 8080)));

      // The container joins by its id.
      String key =
          endpoint.join(
              "container-1",
              new SandboxOption.Hostname("web"),
              new SandboxOption.DomainName("example.org"));
      use.accept(key, endpoint.driverInformation());

      endpoint.leave();
      endpoint.delete();
      controller.getSandbox("container-1").delete();
      network.delete();
    }
  }
}
