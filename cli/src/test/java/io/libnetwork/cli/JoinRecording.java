package io.libnetwork.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkOption;
import io.libnetwork.PublishedPort;
import io.libnetwork.Sandbox;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.MacAddress;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.testing.TestHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/// One join on a bridge network of a test host, and every call made meanwhile: traced by the flight
/// recorder (JEP 520), which misses none, and not sampled.
final class JoinRecording {

  private static final String TRACE = "jdk.MethodTrace";

  private JoinRecording() {}

  /// A call, by its class's full name.
  record Call(String type, String method) {}

  /// The calls of some classes' methods, in the order in which they began. The endpoint has both
  /// families, publishes a port and has a MAC address of its own, so that a join has all its steps.
  ///
  /// The calling test is skipped, and says so, without root.
  static List<Call> calls(Set<String> types) throws IOException {
    boolean root = "root".equals(System.getProperty("user.name"));
    if (!root) {
      System.err.println("SKIPPED: recording a join needs root");
    }
    assumeTrue(root, "recording a join needs root");
    try (TestHost host = TestHost.create();
        Controller controller =
            Controller.open(
                host.host(), new ControllerOption.NetworkDriver(BridgeDriver.factory()))) {
      host.addAddress(InterfaceAddress.parse("198.51.100.1/32"));
      Network network = controller.createNetwork("bridge", "shop", new NetworkOption.Ipv6(true));
      Sandbox sandbox = controller.createSandbox("web");
      Endpoint endpoint =
          network.createEndpoint(
              "web",
              new EndpointOption.Publish(PublishedPort.of(Protocol.TCP, 80, 8080)),
              new EndpointOption.Mac(MacAddress.parse("02:00:00:00:00:07")));
      List<Call> calls = recorded(types, () -> endpoint.join(sandbox));
      sandbox.delete();
      network.delete();
      return calls;
    }
  }

  private static List<Call> recorded(Set<String> types, Runnable action) throws IOException {
    Path file = Files.createTempFile("libnetwork-join-", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable(TRACE).with("filter", String.join(";", types)).withoutThreshold();
      recording.start();
      action.run();
      recording.stop();
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().equals(TRACE))
          .sorted(begun())
          .map(JoinRecording::call)
          .toList();
    } finally {
      Files.delete(file);
    }
  }

  /// An event is written when its call ends; of two that began at once the longer one is outside.
  private static Comparator<RecordedEvent> begun() {
    return Comparator.comparing(RecordedEvent::getStartTime)
        .thenComparing(RecordedEvent::getDuration, Comparator.reverseOrder());
  }

  private static Call call(RecordedEvent event) {
    RecordedMethod method = event.getValue("method");
    return new Call(method.getType().getName(), method.getName());
  }
}
