package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.LinkedInterface;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.Sandbox;
import io.libnetwork.SandboxOption;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.linux.NamespaceFolder;
import io.libnetwork.linux.NetworkNamespace;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.StateStore;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Interfaces that somebody else moves to where he wants them, over restarts.
class HandedOverTest {

  private static final IpAddress GATEWAY = IpAddress.parse("10.9.0.1");
  private static final InterfaceAddress OWN = InterfaceAddress.parse("10.9.0.2/24");

  private final StateStore store = new MemoryStore();
  private TestHost host;
  private LeakAudit audit;
  private Path place;
  private Controller controller;
  private Endpoint endpoint;

  @BeforeEach
  void open() {
    host = TestHostOrSkip.create().host();
    host.host().namespaceThread();
    place = folder().resolve("c");
    audit = LeakAudit.begin(host);
    controller = opened();
    Network network =
        controller.createNetwork(
            BridgeDriver.NAME,
            "n",
            NetworkOption.Pool.of("10.9.0.0/24"),
            new NetworkOption.WithoutNames());
    endpoint = network.createEndpoint("e", EndpointOption.Address.of("10.9.0.2"));
    String _ = endpoint.join("c", new SandboxOption.HandedOver(place));
  }

  @AfterEach
  void close() {
    controller.removeAll(controller.sandboxes());
    for (Network network : controller.networks()) {
      network.endpoints().forEach(Endpoint::deleteForced);
      network.delete();
    }
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
        new ControllerOption.Store(store));
  }

  private void restart() {
    controller.close();
    controller = opened();
    endpoint = controller.getNetwork("n").getEndpoint("e");
  }

  /// Of somebody else's namespaces.
  private Path folder() {
    return host.host().runRoot().resolve("others");
  }

  private LinkedInterface link() {
    return endpoint.handedOver().orElseThrow();
  }

  /// As an engine does it.
  private NetworkNamespace move() {
    NetworkNamespace namespace = host.thread().createAt(place);
    String source = link().sourceName().value();
    host.run("ip", "link", "set", source, "netns", place.toString());
    inside("ip", "link", "set", source, "name", "eth0");
    inside("ip", "address", "add", OWN.toString(), "dev", "eth0");
    inside("ip", "link", "set", "eth0", "up");
    return namespace;
  }

  private void end(NetworkNamespace namespace) {
    namespace.close();
    NetworkNamespace.delete(place);
    NamespaceFolder.remove(folder());
  }

  private String inside(String... command) {
    String[] whole = new String[command.length + 2];
    whole[0] = "nsenter";
    whole[1] = "--net=" + place;
    System.arraycopy(command, 0, whole, 2, command.length);
    return host.run(whole);
  }

  private boolean answersItsGateway() {
    try (ContainerProcess _ =
            ContainerProcess.serve(host.namespacePath().toString(), 8099, "host");
        PacketProbe probe = PacketProbe.in(host.thread(), place)) {
      return probe.fetch(GATEWAY, 8099, Duration.ofSeconds(5))
          instanceof PacketProbe.Outcome.Answered;
    }
  }

  @Nested
  class WhileItWaits {

    @Test
    void isTheHostsAndDown() {
      assertThat(host.run("ip", "-d", "link", "show", link().sourceName().value()))
          .contains("state DOWN")
          .contains(link().macAddress().toString());
      assertThat(link().address()).contains(OWN);
      assertThat(link().gateway()).contains(GATEWAY);
    }

    @Test
    void isFoundAgainAfterARestart() {
      LinkedInterface before = link();
      restart();
      assertThat(link()).isEqualTo(before);
      assertThat(endpoint.sandbox().map(Sandbox::key)).contains(place.toString());
    }

    @Test
    void goesWhenItsEndpointLeaves() {
      String source = link().sourceName().value();
      endpoint.leave();
      assertThat(host.run("ip", "-br", "link")).doesNotContain(source);
      assertThat(endpoint.handedOver()).isEmpty();
    }

    @Test
    void isTheOnlyOneOfItsSandbox() {
      Endpoint second = controller.getNetwork("n").createEndpoint("second");
      Sandbox sandbox = controller.getSandbox("c");
      assertThatThrownBy(() -> second.join(sandbox))
          .isInstanceOf(NetworkException.Forbidden.class)
          .hasMessageContaining("endpoint e");
    }

    @Test
    void isNotFoundWrong() {
      assertThat(controller.examine()).isEmpty();
      assertThat(controller.reconcile().repaired()).isEmpty();
    }
  }

  @Nested
  class OnceItIsMoved {

    @Test
    void worksOverARestartAndGoesFromWhereItIs() {
      NetworkNamespace namespace = move();
      try {
        assertThat(answersItsGateway()).isTrue();
        restart();
        assertThat(controller.reconcile().repaired()).isEmpty();
        assertThat(answersItsGateway()).isTrue();
        endpoint.leave();
        assertThat(inside("ip", "-br", "link")).doesNotContain("eth0");
      } finally {
        end(namespace);
      }
    }

    @Test
    void isNotMadeAnewWhereItsContainerHasEnded() {
      end(move());
      host.run("sh", "-c", "until ! ip -br link | grep -q '^veth'; do sleep 0.01; done");
      assertThat(controller.reconcile().repaired()).isEmpty();
      restart();
      assertThat(endpoint.sandbox()).isEmpty();
      assertThat(host.run("ip", "-br", "link")).doesNotContain("lnk");
      assertThat(controller.getNetwork("n").findEndpoint("e")).isPresent();
    }
  }

  @Test
  void refusesARelativePath() {
    assertThatThrownBy(() -> new SandboxOption.HandedOver(Path.of("here")))
        .isInstanceOf(NetworkException.InvalidParameter.class)
        .hasMessageContaining("here");
  }
}
