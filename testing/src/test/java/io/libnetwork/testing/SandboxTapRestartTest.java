package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.Protocol;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.drivers.bridge.BridgeEndpointOptions;
import io.libnetwork.drivers.tap.TapDevice;
import io.libnetwork.store.Change;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.StateStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A guest behind a tap device while the controller is closed, or killed, and opened again.
class SandboxTapRestartTest {

  private static final int PORT = 7;

  private final StateStore store = new MemoryStore();
  private TestHost host;
  private LeakAudit audit;
  private Controller controller;
  private Network network;
  private Attachment machine;

  @BeforeEach
  void open() {
    host = TestHostOrSkip.create().host();
    host.host().namespaceThread();
    audit = LeakAudit.begin(host);
    controller = opened();
    network = controller.createNetwork(BridgeDriver.NAME, "n");
    machine =
        controller.attach(
            "vm",
            network,
            new EndpointOption.Driver(
                BridgeEndpointOptions.USUAL.forMachine(TapDevice.named("tap0").ownedBy(1234))));
  }

  @AfterEach
  void close() {
    controller.removeAll(controller.sandboxes());
    controller.networks().forEach(Network::delete);
    controller.close();
    assertThat(store.snapshot().records()).isEmpty();
    host.host().close();
    assertThat(audit.leaks()).as("left behind").isEmpty();
    host.close();
    store.close();
  }

  private Controller opened() {
    return Controller.open(
        host.host(),
        new ControllerOption.NetworkDriver(BridgeDriver.factory()),
        new ControllerOption.Store(store),
        new ControllerOption.ReconcileEvery(Duration.ZERO));
  }

  private String inside(String... command) {
    String[] whole = new String[command.length + 2];
    whole[0] = "nsenter";
    whole[1] = "--net=" + Path.of(machine.sandbox().key());
    System.arraycopy(command, 0, whole, 2, command.length);
    return host.run(whole);
  }

  private String asked() {
    try (Place place = Place.open("host", host.thread(), host.namespacePath())) {
      IpAddress address = machine.endpoint().address(IpFamily.V4).orElseThrow().address();
      return place.ask(Protocol.UDP, address, PORT);
    }
  }

  @Test
  void answersAllTheTime() {
    try (Guest _ = Guest.start(machine, host.thread())) {
      String before = inside("ip", "-d", "link");
      assertThat(asked()).startsWith("vm sees");
      controller.close();
      assertThat(asked()).startsWith("vm sees");
      controller = opened();
      assertThat(asked()).startsWith("vm sees");
      assertThat(inside("ip", "-d", "link")).isEqualTo(before);
      assertThat(controller.examine()).isEmpty();
    }
  }

  @Test
  void isThereAgainWhereItWentMeanwhile() {
    controller.close();
    inside("ip", "link", "delete", "tap0");
    controller = opened();
    assertThat(inside("ip", "-d", "link", "show", "tap0")).contains("user 1234");
    try (Guest _ = Guest.start(machine, host.thread())) {
      assertThat(asked()).startsWith("vm sees");
    }
  }

  /// As if the process had been killed when it had told nobody of the join, or nobody yet of the
  /// end of a leave: there is no record of the endpoint, and one of the sandbox.
  @Test
  void goesWhereNoRecordTellsOfIt() {
    controller.close();
    store.list("endpoint").forEach(record -> store.queue(new Change.Remove(record.key())).await());
    controller = opened();
    assertThat(inside("ip", "-br", "link")).doesNotContain("tap0", "eth0");
    assertThat(controller.getNetwork("n").endpoints()).isEmpty();
  }
}
