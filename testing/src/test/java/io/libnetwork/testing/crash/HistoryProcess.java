package io.libnetwork.testing.crash;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Host;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.PortBinding;
import io.libnetwork.Reconciliation;
import io.libnetwork.Sandbox;
import io.libnetwork.address.IpFamily;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.linux.Failpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// A process that says what it finds, puts right what others have done since, says what there is
/// then, performs operations at random, and says of each that it begins and that it is done, until
/// it kills itself at some step or closes its controller.
final class HistoryProcess {

  /// What it says; more is on the line behind it.
  static final String NETWORK = "network ";

  static final String ATTACHED = "attached ";
  static final String SANDBOX = "sandbox ";
  static final String FOUND = "found";
  static final String MENDED = "mended";
  static final String UNMENDED = "unmended ";
  static final String BEGUN = "begun ";
  static final String DONE = "done ";

  private static final int NETWORKS = 3;
  private static final int CONTAINERS = 4;
  private static final int KINDS = 5;

  /// Longer than a process lives, so that everything is looked at once: right after the start.
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private final Controller controller;
  private final Random random;

  private HistoryProcess(Controller controller, Random random) {
    this.controller = controller;
    this.random = random;
  }

  /// Performs some operations at random.
  ///
  /// @param arguments the host's namespace, its folder, the store's folder, a seed, how many
  ///   operations, and at which step to die, or 0
  public static void main(String[] arguments) throws IOException {
    Host host = Host.at(Path.of(arguments[0]), Path.of(arguments[1]));
    long seed = Long.parseLong(arguments[3]);
    Scene scene = Scene.open(host, Path.of(arguments[2]), seed, PAUSE);
    HistoryProcess process = new HistoryProcess(scene.controller(), new Random(seed));
    process.tell(FOUND);
    int _ = System.in.read();
    process.mend();
    process.tell(MENDED);
    int _ = System.in.read();
    dieAt(Integer.parseInt(arguments[5]));
    for (int i = 0; i < Integer.parseInt(arguments[4]); i++) {
      process.step();
    }
    scene.close();
    host.close();
  }

  private static void dieAt(int step) {
    AtomicInteger passed = new AtomicInteger();
    Failpoints.observe(_ -> {
      if (passed.incrementAndGet() == step) {
        Failpoints.die();
      }
      return Optional.empty();
    });
  }

  /// Once is enough.
  private void mend() {
    Reconciliation _ = controller.reconcile();
    controller.examine().forEach(left -> say(UNMENDED + left));
  }

  /// A port is published by the endpoint that is its container's gateway, and by no other.
  private void tell(String end) {
    controller.networks().forEach(network -> say(NETWORK + network.name()));
    for (Sandbox sandbox : controller.sandboxes()) {
      tellPlace(sandbox);
      for (Endpoint endpoint : sandbox.endpoints()) {
        say(
            ATTACHED
                + "%s %s %s %d"
                    .formatted(
                        sandbox.container(),
                        endpoint.network().name(),
                        endpoint.address(IpFamily.V4).orElseThrow().address(),
                        endpoint.driverInformation().ports().stream()
                            .map(PortBinding::hostPort)
                            .mapToInt(port -> port.number())
                            .findFirst()
                            .orElse(0)));
      }
    }
    say(end);
  }

  /// By what its namespace is known, for who deletes it.
  private void tellPlace(Sandbox sandbox) {
    say(SANDBOX + sandbox.container() + " " + Path.of(sandbox.key()).getFileName());
  }

  private void step() {
    String container = "c" + random.nextInt(CONTAINERS);
    String name = "n" + random.nextInt(NETWORKS);
    Optional<Network> present = controller.findNetwork(name);
    if (present.isEmpty()) {
      doing("create " + name, () -> create(name));
      return;
    }
    Network network = present.get();
    Optional<Endpoint> endpoint = network.findEndpoint(container);
    switch (random.nextInt(KINDS)) {
      case 0 ->
          controller
              .findSandbox(container)
              .ifPresent(sandbox -> doing("remove " + container, sandbox::delete));
      case 1 ->
          endpoint.ifPresent(its -> doing("detach " + container + " " + name, its::deleteForced));
      case 2 -> {
        if (network.endpoints().isEmpty()) {
          doing("delete " + name, network::delete);
        }
      }
      default -> {
        if (endpoint.isEmpty()) {
          doing("attach " + container + " " + name, () -> attach(container, network));
        }
      }
    }
  }

  private void create(String name) {
    Network _ =
        controller.createNetwork(
            BridgeDriver.NAME,
            name,
            NetworkOption.Pool.of("10.9" + name.substring(1) + ".0.0/24"),
            new NetworkOption.Ipv6(true));
  }

  private void attach(String container, Network network) {
    int port = port(container, network.name());
    Attachment made =
        controller.attach(container, network, EndpointOption.Publish.of(port + ":" + port));
    tellPlace(made.sandbox());
  }

  /// The port that a container publishes on a network.
  static int port(String container, String network) {
    return Integer.parseInt("80" + container.substring(1) + network.substring(1));
  }

  private static void doing(String operation, Runnable work) {
    say(BEGUN + operation);
    work.run();
    say(DONE + operation);
  }

  private static void say(String what) {
    System.out.println(what);
    System.out.flush();
  }
}
