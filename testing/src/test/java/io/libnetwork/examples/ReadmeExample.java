package io.libnetwork.examples;

import io.libnetwork.Attachment;
import io.libnetwork.BandwidthLimit;
import io.libnetwork.BandwidthLimits;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.EndpointOption;
import io.libnetwork.Host;
import io.libnetwork.Lease;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.Plan;
import io.libnetwork.PublishedPort;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeDriver;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/// The library in one look: what the README shows is taken from here, line for line.
final class ReadmeExample {

  private ReadmeExample() {}

  public static void main(String[] arguments) {
    try (Host host = Host.local()) {
      run(host, web -> System.out.println(web.sandbox().key() + " " + web.endpoint().addresses()));
    }
  }

  /// @param use what is done while the containers are connected
  static void run(Host host, Consumer<Attachment> use) {
    try (Controller controller =
        Controller.open(host, new ControllerOption.NetworkDriver(BridgeDriver.factory()))) {
      Network network = controller.createNetwork("bridge", "shop", new NetworkOption.Ipv6(true));

      // A namespace, an interface, addresses, routes, firewall rules: all of it, or nothing.
      Attachment web =
          controller.attach(
              "web", network, new EndpointOption.Publish(PublishedPort.of(Protocol.TCP, 80, 8080)));
      Attachment visitor = controller.attach("visitor", network);

      // Start processes in web.sandbox().key(), which is a path for nsenter --net=.
      use.accept(web);

      controller.removeAll(List.of(web.sandbox(), visitor.sandbox()));
      network.delete();
    }
  }

  /// @param limited what is done while the container is limited
  static void limit(Controller controller, Network network, Consumer<Attachment> limited) {
    BandwidthLimit slow = BandwidthLimit.of("20mbit");
    Attachment tenant =
        controller.attach(
            "tenant", network, new EndpointOption.Bandwidth(BandwidthLimits.both(slow)));
    limited.accept(tenant);

    // Connections last while the limits change: one on what it sends, none on what it receives.
    tenant.endpoint().limitBandwidth(BandwidthLimits.NONE.withEgress(BandwidthLimit.of("1gbit")));
    limited.accept(tenant);
  }

  /// A network that goes with a process.
  static Network lease(Controller controller, ProcessHandle test) {
    Network network =
        controller.createNetwork(
            "bridge",
            "test-7",
            new NetworkOption.Leased(Lease.ownedBy(test.pid())),
            new NetworkOption.Leased(new Lease.ForDuration(Duration.ofMinutes(30))));
    return network;
  }

  /// What it would do to attach one more container.
  static Plan plan(Controller controller, Network network) {
    EndpointOption port = EndpointOption.Publish.of("8081:80");
    Plan plan = controller.planner().attach("second", network, port);
    plan.steps().forEach(System.out::println);
    return plan;
  }
}
