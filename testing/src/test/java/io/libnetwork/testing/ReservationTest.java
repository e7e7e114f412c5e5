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
import io.libnetwork.PortBinding;
import io.libnetwork.Reservation;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Port;
import io.libnetwork.drivers.bridge.BridgeDriver;
import io.libnetwork.linux.BoundSocket;
import io.libnetwork.linux.SocketSource;
import io.libnetwork.linux.SystemCallException;
import io.libnetwork.store.MemoryStore;
import io.libnetwork.store.StateStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What is reserved for an endpoint is its own whether it is there or not.
class ReservationTest {

  private static final EndpointOption RESERVE = new EndpointOption.Reserve();

  private final StateStore store = new MemoryStore();
  private TestHost host;
  private LeakAudit audit;
  private Controller controller;
  private Network shop;

  @BeforeEach
  void open() {
    host = TestHostOrSkip.create().host();
    host.host().namespaceThread();
    audit = LeakAudit.begin(host);
    controller = opened();
    shop =
        controller.createNetwork(
            BridgeDriver.NAME,
            "shop",
            NetworkOption.Pool.of("10.77.0.0/29"),
            new NetworkOption.Ipv6(true),
            NetworkOption.Pool.of("fd77::/64"));
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
    shop = controller.getNetwork("shop");
  }

  private Reservation reservation() {
    return shop.findReservation("web").orElseThrow();
  }

  /// Another process's attempt to have a port of the host.
  private void tryToTake(PortBinding binding) {
    host.thread()
        .call(
            host.namespace(),
            () ->
                BoundSocket.open(
                    SocketSource.HERE,
                    binding.protocol(),
                    binding.hostAddress(),
                    binding.hostPort()))
        .close();
  }

  @Nested
  class AContainerThatIsStopped {

    private List<InterfaceAddress> addresses = List.of();
    private List<PortBinding> ports = List.of();

    @BeforeEach
    void stop() {
      Attachment web =
          controller.attach(
              "web",
              shop,
              RESERVE,
              EndpointOption.Publish.of("80"),
              EndpointOption.Publish.of("8443:443"));
      addresses = web.endpoint().addresses();
      ports = web.endpoint().driverInformation().ports();
      assertThat(ports).hasSize(4);
      web.sandbox().delete();
    }

    private Attachment startAgain() {
      return controller.attach(
          "web",
          shop,
          RESERVE,
          EndpointOption.Publish.of("80"),
          EndpointOption.Publish.of("8443:443"));
    }

    private void assertTheSame(Attachment again) {
      assertThat(again.endpoint().addresses()).isEqualTo(addresses);
      assertThat(again.endpoint().driverInformation().ports())
          .containsExactlyInAnyOrderElementsOf(ports);
    }

    @Test
    void isListed() {
      assertThat(shop.reservations()).containsExactly(reservation());
      assertThat(reservation().addresses()).isEqualTo(addresses);
      assertThat(reservation().ports()).containsExactlyInAnyOrderElementsOf(ports);
      assertThat(reservation().endpoint()).isEmpty();
    }

    @Test
    void hasTheSameWhenItIsStartedAgain() {
      Optional<io.libnetwork.address.MacAddress> mac = reservation().macAddress();
      for (int times = 0; times < 3; times++) {
        Attachment again = startAgain();
        assertTheSame(again);
        assertThat(again.endpoint().macAddress()).isEqualTo(mac);
        again.sandbox().delete();
      }
    }

    @Test
    void hasTheSameAfterARestartOfTheControllerInBetween() {
      restart();
      assertThat(reservation().ports()).containsExactlyInAnyOrderElementsOf(ports);
      assertTheSame(startAgain());
      restart();
      assertThat(reservation().endpoint()).isPresent();
      controller.getSandbox("web").delete();
      assertTheSame(startAgain());
    }

    @Test
    void keepsItsAddressFromOthers() {
      assertThatThrownBy(() ->
              shop.createEndpoint(
                  "thief", new EndpointOption.Address(addresses.getFirst().address())))
          .isInstanceOf(NetworkException.Forbidden.class)
          .hasMessageContaining(addresses.getFirst().address().toString())
          .hasMessageContaining("held by the reservation for endpoint web");
      restart();
      // A /29 has six addresses: one is the gateway's, one is reserved.
      for (int i = 0; i < 4; i++) {
        assertThat(shop.createEndpoint("dynamic-" + i).addresses())
            .doesNotContainAnyElementsOf(addresses);
      }
      assertThatThrownBy(() -> shop.createEndpoint("one-too-many"))
          .isInstanceOf(NetworkException.Unavailable.class)
          .hasMessageContaining("by the reservation for endpoint web");
    }

    @Test
    void keepsItsPortsFromOthers() {
      for (PortBinding port : ports) {
        assertThatThrownBy(() -> tryToTake(port)).isInstanceOf(SystemCallException.class);
      }
      Network other = controller.createNetwork(BridgeDriver.NAME, "other");
      assertThatThrownBy(
              () -> controller.attach("thief", other, EndpointOption.Publish.of("8443:1")))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining("8443")
          .hasMessageContaining("web");
      restart();
      for (PortBinding port : ports) {
        assertThatThrownBy(() -> tryToTake(port)).isInstanceOf(SystemCallException.class);
      }
    }

    @Test
    void isReachedByNobody() {
      assertThatThrownBy(() -> host.run("curl", "-sS", "-m", "2", "http://127.0.0.1:8443/"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Failed to connect");
      assertThat(host.run("nft", "list", "table", "inet", "libnetwork")).doesNotContain("8443");
    }

    @Test
    void givesAllOfItToOthersWhenItIsReleased() {
      reservation().release();
      assertThat(shop.findReservation("web")).isEmpty();
      for (PortBinding port : ports) {
        tryToTake(port);
      }
      Endpoint heir =
          shop.createEndpoint("heir", new EndpointOption.Address(addresses.getFirst().address()));
      assertThat(heir.addresses()).contains(addresses.getFirst());
      restart();
      assertThat(shop.reservations()).isEmpty();
    }

    @Test
    void isNotReleasedWhileItRuns() {
      Attachment again = startAgain();
      assertThatThrownBy(() -> reservation().release())
          .isInstanceOf(NetworkException.Forbidden.class)
          .hasMessageContaining("endpoint web on network shop has it");
      assertTheSame(again);
    }

    @Test
    void cannotAskForSomethingElse() {
      assertThatThrownBy(() -> shop.createEndpoint("web", EndpointOption.Address.of("10.77.0.6")))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining("10.77.0.6")
          .hasMessageContaining(addresses.getFirst().toString())
          .hasMessageContaining("release it first");
      assertThat(shop.endpoints()).isEmpty();
    }

    @Test
    void goesWithItsNetwork() {
      Reservation kept = reservation();
      shop.delete();
      assertThat(kept.released()).isTrue();
      for (PortBinding port : ports) {
        tryToTake(port);
      }
    }
  }

  @Nested
  class ReservedAhead {

    @Test
    void isTheEndpointsWhenItComes() {
      Reservation ahead = shop.reserve("web", IpAddress.parse("10.77.0.5"));
      assertThat(ahead.addresses()).hasSize(2).contains(InterfaceAddress.parse("10.77.0.5/29"));
      restart();
      Endpoint web = shop.createEndpoint("web");
      assertThat(web.addresses()).isEqualTo(ahead.addresses());
      assertThat(web.macAddress()).isEqualTo(ahead.macAddress());
      assertThat(web.reservation()).contains(reservation());
      web.delete();
      assertThat(shop.createEndpoint("web").addresses()).isEqualTo(ahead.addresses());
    }

    @Test
    void isRefusedWhereItCannotBe() {
      shop.reserve("web", IpAddress.parse("10.77.0.5"));
      shop.createEndpoint("db");
      assertThatThrownBy(() -> shop.reserve("web"))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining("reservation web already");
      assertThatThrownBy(() -> shop.reserve("db"))
          .isInstanceOf(NetworkException.Conflict.class)
          .hasMessageContaining("endpoint db already");
      assertThatThrownBy(() -> shop.reserve("x", IpAddress.parse("10.77.0.5")))
          .isInstanceOf(NetworkException.Forbidden.class)
          .hasMessageContaining("10.77.0.5");
      assertThatThrownBy(() -> shop.reserve("x", IpAddress.parse("10.78.0.5")))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("10.78.0.5");
      assertThatThrownBy(
              () -> shop.reserve("x", IpAddress.parse("10.77.0.3"), IpAddress.parse("10.77.0.4")))
          .isInstanceOf(NetworkException.InvalidParameter.class)
          .hasMessageContaining("10.77.0.3 and 10.77.0.4");
      assertThat(shop.reservations()).hasSize(1);
    }
  }

  @Nested
  class AnAttachThatFails {

    @Test
    void reservesNothing() {
      controller.attach("other", shop, EndpointOption.Publish.of("8080:80"));
      assertThatThrownBy(
              () -> controller.attach("web", shop, RESERVE, EndpointOption.Publish.of("8080:80")))
          .isInstanceOf(NetworkException.Conflict.class);
      assertThat(shop.reservations()).isEmpty();
      assertThat(shop.createEndpoint("next").addresses().getFirst())
          .isEqualTo(InterfaceAddress.parse("10.77.0.3/29"));
    }

    @Test
    void leavesWhatWasReservedBefore() {
      Attachment web = controller.attach("web", shop, RESERVE, EndpointOption.Publish.of("80"));
      List<PortBinding> ports = web.endpoint().driverInformation().ports();
      Port chosen = ports.getFirst().hostPort();
      web.sandbox().delete();
      controller.attach("other", shop, EndpointOption.Publish.of("8080:80"));
      assertThatThrownBy(() ->
              controller.attach(
                  "web",
                  shop,
                  EndpointOption.Publish.of("80"),
                  EndpointOption.Publish.of("8080:81")))
          .isInstanceOf(NetworkException.Conflict.class);
      assertThatThrownBy(() -> tryToTake(ports.getFirst())).isInstanceOf(SystemCallException.class);
      assertThat(
              controller
                  .attach("web", shop, EndpointOption.Publish.of("80"))
                  .endpoint()
                  .driverInformation()
                  .ports())
          .allMatch(binding -> binding.hostPort().equals(chosen));
    }
  }
}
