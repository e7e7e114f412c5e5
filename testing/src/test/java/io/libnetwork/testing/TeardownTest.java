package io.libnetwork.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.libnetwork.Attachment;
import io.libnetwork.Controller;
import io.libnetwork.ControllerOption;
import io.libnetwork.Endpoint;
import io.libnetwork.EndpointOption;
import io.libnetwork.Network;
import io.libnetwork.NetworkException;
import io.libnetwork.NetworkOption;
import io.libnetwork.Sandbox;
import io.libnetwork.address.IpAddress;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.linux.KernelChanges;
import io.libnetwork.linux.rtnetlink.InterfaceName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Leaving, deleting, and finding that something is gone already.
class TeardownTest {

  private static final NetworkOption V4 = NetworkOption.Pool.of("10.8.0.0/24");
  private static final EndpointOption PORT =
      new EndpointOption.NameOnHost(InterfaceName.of("port0"));

  private Lab lab;
  private Place host;

  @BeforeEach
  void open() {
    lab = Lab.openWithoutRepairs();
    host = lab.host();
  }

  @AfterEach
  void close() {
    lab.close();
  }

  @Nested
  class Leaving {

    @Test
    void returnsWhenTheInterfaceIsGoneAtBothEnds() {
      Attachment attached = lab.controller().attach("c", lab.dual("n"), PORT);
      Place inside = lab.place(attached);
      attached.endpoint().leave();
      assertThat(host.ip("link show")).doesNotContain("port0");
      assertThat(inside.ip("link show")).doesNotContain("eth0");
    }

    @Test
    void keepsTheAddressForTheNextJoin() {
      Attachment attached = lab.controller().attach("c", lab.dual("n", V4));
      List<?> before = attached.endpoint().addresses();
      for (int round = 0; round < 5; round++) {
        attached.endpoint().leave();
        attached.endpoint().join(attached.sandbox());
      }
      assertThat(attached.endpoint().addresses()).isEqualTo(before);
      assertThat(lab.place(attached).ip("addr show dev eth0")).contains("10.8.0.2");
    }

    @Test
    void twiceIsLeavingOnce() {
      Attachment attached = lab.controller().attach("c", lab.bridge("n"));
      attached.endpoint().leave();
      attached.endpoint().leave();
      attached.endpoint().delete();
      attached.endpoint().delete();
      attached.sandbox().delete();
      attached.sandbox().delete();
    }
  }

  @Nested
  class WhatSomebodyElseRemoved {

    @Test
    void isAnInterfaceThatCanBeLeft() {
      Attachment attached = lab.controller().attach("c", lab.dual("n"), PORT);
      host.run("ip link del port0");
      attached.endpoint().leave();
      attached.endpoint().delete();
    }

    @Test
    void isAnInterfaceOfASandboxThatCanBeDeleted() {
      Attachment attached = lab.controller().attach("c", lab.dual("n"), PORT);
      lab.place(attached).run("ip link del eth0");
      attached.sandbox().delete();
      assertThat(host.ip("link show")).doesNotContain("port0");
    }

    @Test
    void isABridgeWhoseEndpointsAndNetworkCanBeDeleted() {
      Network network = lab.dual("n");
      Attachment attached = lab.controller().attach("c", network, PORT);
      host.run("ip link del " + Lab.bridgeOf(network));
      attached.endpoint().leave();
      attached.endpoint().delete();
      attached.sandbox().delete();
      network.delete();
    }

    @Test
    void isABridgeThatNobodyCanJoinAnyMore() {
      Network network = lab.dual("n");
      host.run("ip link del " + Lab.bridgeOf(network));
      assertThatThrownBy(() -> lab.controller().attach("c", network))
          .isInstanceOf(NetworkException.class);
      assertThat(network.endpoints()).isEmpty();
      assertThat(lab.controller().sandboxes()).isEmpty();
      network.delete();
    }

    @Test
    void isAFirewallThatComesBackWithTheNextChange() {
      Network network = lab.dual("n");
      Attachment attached = lab.controller().attach("c", network);
      host.run("nft flush ruleset");
      attached.endpoint().leave();
      attached.endpoint().join(attached.sandbox());
      assertThat(host.run("nft list table inet libnetwork")).contains("chain forward");
    }
  }

  @Nested
  class ASandboxWithAProcessInside {

    @Test
    void losesItsInterfaceAllTheSameAndKeepsItsAddressUntilThen() {
      Network network = lab.bridge("n", V4);
      Attachment attached = lab.controller().attach("c", network, PORT);
      IpAddress address = attached.endpoint().addresses().getFirst().address();
      try (ContainerProcess process =
          ContainerProcess.serve(attached.sandbox().key(), 80, "page")) {
        Place seen = lab.place("process", Path.of("/proc/" + process.pid() + "/ns/net"));
        attached.sandbox().delete();
        Endpoint next = network.createEndpoint("next", new EndpointOption.Address(address));
        assertThat(seen.ip("link show")).doesNotContain("eth0");
        assertThat(host.ip("link show")).doesNotContain("port0");
        next.delete();
        seen.close();
      }
    }
  }

  @Nested
  class Deleting {

    @Test
    void aNetworkIsRefusedWhileItHasEndpoints() {
      Network network = lab.bridge("n");
      lab.controller().attach("c", network);
      assertThatThrownBy(network::delete)
          .isInstanceOf(NetworkException.Forbidden.class)
          .hasMessageContaining("c");
    }

    /// The kernel takes the bridge itself away behind the call: here for the next one's sake, since
    /// it never is quiet.
    @Test
    void aNetworkIsOutOfUseAtOnceAndTheNameOfItsBridgeIsForTheNext() {
      NetworkOption named =
          new NetworkOption.DriverLabels(Map.of("com.docker.network.bridge.name", "br-next"));
      try (ScheduledExecutorService busy = Executors.newSingleThreadScheduledExecutor()) {
        var _ = busy.scheduleAtFixedRate(KernelChanges::note, 0, 10, TimeUnit.MILLISECONDS);
        for (int round = 0; round < 3; round++) {
          lab.controller().createNetwork("bridge", "n", V4, named).delete();
          assertThat(host.ip("addr show")).doesNotContain("10.8.0.1");
          assertThat(host.ip("link show up")).doesNotContain("br-next");
        }
      }
    }

    @Test
    void aNetworkNeedNotWaitForItsLastInterfaces() {
      for (int round = 0; round < 5; round++) {
        Network network = lab.dual("n", V4);
        List<Sandbox> sandboxes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          sandboxes.add(lab.controller().attach("c" + i, network).sandbox());
        }
        sandboxes.forEach(Sandbox::delete);
        network.delete();
        assertThat(host.ip("link show up")).doesNotContain("\"ifname\":\"br-");
      }
    }

    /// Meanwhile others would wait for the kernel, which takes long to remove one.
    @Test
    void networksHasTheirBridgesTakenAwayWhenNothingElseIsGoingOn() throws InterruptedException {
      for (int i = 0; i < 3; i++) {
        lab.bridge("n" + i).delete();
      }
      Instant deadline = Instant.now().plusSeconds(10);
      while (host.ip("link show").contains("\"ifname\":\"br-")
          && Instant.now().isBefore(deadline)) {
        Thread.sleep(10);
      }
      assertThat(host.ip("link show")).doesNotContain("\"ifname\":\"br-");
    }

    @Test
    void networksAndClosingTheControllerLeavesNoBridge() {
      try (TestHost other = TestHost.create()) {
        try (Controller controller =
            Controller.open(
                other.host(), new ControllerOption.NetworkDriver(BridgeDriver.factory()))) {
          for (int i = 0; i < 3; i++) {
            controller.createNetwork("bridge", "n" + i).delete();
          }
        }
        assertThat(other.run("ip", "-o", "link")).doesNotContain("br-");
      }
    }

    @Test
    void manySandboxesAtOnceLeavesNothing() {
      Network network = lab.dual("n");
      for (int i = 0; i < 20; i++) {
        lab.controller().attach("c" + i, network);
      }
      lab.controller().removeAll(lab.controller().sandboxes());
      assertThat(host.ip("link show")).doesNotContain("\"ifname\":\"veth");
      assertThat(lab.sandboxNamespaces()).isEmpty();
      assertThat(network.endpoints()).isEmpty();
    }
  }
}
