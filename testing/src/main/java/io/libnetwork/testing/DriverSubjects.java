package io.libnetwork.testing;

import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.spi.DriverTraits.SandboxKind;
import java.util.Optional;

/// What [operations][DriverOperation] are performed on: a sandbox, and a driver's network with an
/// endpoint, as soon as they are made.
final class DriverSubjects {

  private final Controller controller;
  private final RefusalContract driver;
  private final int number;
  private final Sandbox sandbox;
  private Optional<Network> network = Optional.empty();
  private Optional<Endpoint> endpoint = Optional.empty();

  /// Makes the sandbox, of the kind that joins the driver's networks.
  ///
  /// @param number of the endpoint's address, so that none is asked for whose interface the kernel
  ///   has not been able to take away yet
  DriverSubjects(Controller controller, RefusalContract driver, int number) {
    this.controller = controller;
    this.driver = driver;
    this.number = number;
    SandboxOption[] options =
        driver.traits().sandbox() == SandboxKind.HOST_NAMESPACE
            ? new SandboxOption[] {new SandboxOption.HostNamespace()}
            : new SandboxOption[0];
    this.sandbox = controller.createSandbox("web", options);
  }

  void createNetwork() {
    network =
        Optional.of(
            controller.createNetwork(
                driver.driverName(),
                "refused",
                driver.networkOptions().toArray(NetworkOption[]::new)));
  }

  void createEndpoint() {
    endpoint =
        Optional.of(
            network()
                .createEndpoint(
                    "web", driver.endpointOptions(number).toArray(EndpointOption[]::new)));
  }

  Sandbox sandbox() {
    return sandbox;
  }

  Network network() {
    return network.orElseThrow();
  }

  Endpoint endpoint() {
    return endpoint.orElseThrow();
  }
}
