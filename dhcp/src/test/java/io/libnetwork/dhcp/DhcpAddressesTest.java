package io.libnetwork.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.dhcp.message.Dhcp4Options;
import io.libnetwork.dhcp.message.Dhcp4Type;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The addresses of one pool.
class DhcpAddressesTest extends ScriptedSegment {

  private AddressPool pool;

  @BeforeEach
  void requestPool() {
    pool = ipam.requestPool(request());
    server.asked().clear();
  }

  @Test
  void areLeasedInTheNameOfTheirEndpoint() {
    assertThat(pool.requestAddress(any("web", MAC)))
        .isEqualTo(InterfaceAddress.parse("10.9.0.77/24"));
    assertThat(server.types()).containsExactly(Dhcp4Type.DISCOVER, Dhcp4Type.REQUEST);
    assertThat(server.asked())
        .allSatisfy(message -> {
          assertThat(message.hardware()).isEqualTo(MAC);
          assertThat(message.options().text(Dhcp4Options.HOST_NAME)).contains("web");
        });
    assertThat(pool.held()).contains(Map.of(ADDRESS, endpoint("web", MAC)));
  }

  @Test
  void areGivenBackWhenTheyAreReleased() {
    pool.requestAddress(any("web", MAC));
    pool.releaseAddress(ADDRESS);
    pool.releaseAddress(ADDRESS);
    eventually(() -> server.types().contains(Dhcp4Type.RELEASE), "a release");
    assertThat(server.asked().getLast().client()).isEqualTo(ADDRESS);
    assertThat(server.types()).hasSize(3);
    assertThat(pool.held()).contains(Map.of());
  }

  @Test
  void areGivenBackWithTheirPool() {
    pool.requestAddress(any("web", MAC));
    pool.release();
    eventually(() -> server.types().contains(Dhcp4Type.RELEASE), "a release");
  }

  @Test
  void outliveTheDriver() {
    pool.requestAddress(any("web", MAC));
    ipam.close();
    server.leasing("10.9.0.78");
    ipam = driver();
    AddressPool again = ipam.requestPool(request());
    assertThat(again.requestAddress(any("other", OTHER_MAC)).address())
        .isEqualTo(IpAddress.parse("10.9.0.78"));
    assertThat(server.types()).doesNotContain(Dhcp4Type.RELEASE);
  }

  @Test
  void areNotGivenTwice() {
    pool.requestAddress(any("web", MAC));
    assertThatExceptionOfType(NetworkException.Unavailable.class)
        .isThrownBy(() -> pool.requestAddress(any("other", OTHER_MAC)))
        .withMessage(
            "no DHCP server on interface lan0 gave an address: server 10.9.0.1 offers 10.9.0.77,"
                + " which is held for endpoint web");
    assertThatExceptionOfType(NetworkException.Forbidden.class)
        .isThrownBy(() ->
            pool.requestAddress(AddressRequest.exactly(ADDRESS, endpoint("other", OTHER_MAC))))
        .withMessage("address 10.9.0.77 of pool 10.9.0.0/24 is held for endpoint web already");
  }

  @Test
  void outsideThePoolAreNotTaken() {
    for (String outside : List.of("10.8.0.5", "10.9.0.0", "10.9.0.255", "10.9.0.1")) {
      server.leasing(outside);
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> pool.requestAddress(any("web", MAC)))
          .withMessageContaining(outside + ", which is no host's address in pool 10.9.0.0/24");
    }
    assertThat(server.types()).containsOnly(Dhcp4Type.DISCOVER);
    assertThat(pool.held()).contains(Map.of());
  }

  @Test
  void ofTheUsersChoiceAreAskedForAndNoOthers() {
    AddressRequest wanted =
        AddressRequest.exactly(IpAddress.parse("10.9.0.80"), endpoint("web", MAC));
    assertThatExceptionOfType(NetworkException.Unavailable.class)
        .isThrownBy(() -> pool.requestAddress(wanted))
        .withMessageContaining("server 10.9.0.1 offers 10.9.0.77 in place of 10.9.0.80");
    server.leasing("10.9.0.80");
    assertThat(pool.requestAddress(wanted)).isEqualTo(InterfaceAddress.parse("10.9.0.80/24"));
    assertThat(server.asked().getFirst().options().address(Dhcp4Options.REQUESTED_ADDRESS))
        .contains(Ipv4Address.parse("10.9.0.80"));
    assertThatExceptionOfType(NetworkException.InvalidParameter.class)
        .isThrownBy(() ->
            pool.requestAddress(
                AddressRequest.exactly(IpAddress.parse("10.7.0.1"), endpoint("web", MAC))))
        .withMessage("address 10.7.0.1 is not in pool 10.9.0.0/24");
  }

  @Test
  void thatSomebodyHasAlreadyAreDeclined() {
    lan.server().run("ip", "address", "add", "10.9.0.77/24", "dev", Lan.SERVERS);
    assertThatExceptionOfType(NetworkException.Unavailable.class)
        .isThrownBy(() -> pool.requestAddress(any("web", MAC)))
        .withMessageContaining("gave 10.9.0.77, which")
        .withMessageContaining("has already");
    assertThat(server.types()).contains(Dhcp4Type.DECLINE).doesNotContain(Dhcp4Type.RELEASE);
    assertThat(pool.held()).contains(Map.of());
  }

  @Test
  void needAServerThatAnswersWithinTheDeadline() {
    server.answering(_ -> List.of());
    long begin = System.nanoTime();
    assertThatExceptionOfType(NetworkException.Unavailable.class)
        .isThrownBy(() -> pool.requestAddress(any("web", MAC)))
        .withMessageContaining("no DHCP server answered on interface lan0 within 2 s");
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(1990), Duration.ofSeconds(6));
    assertThat(pool.held()).contains(Map.of());
  }

  @Test
  void areTakenFromAServerThatMakesSenseAmongGarbage() {
    server.answering(question -> {
      byte[] cut = server.answer(question, Dhcp4Type.OFFER, ADDRESS);
      byte[] overrun = cut.clone();
      overrun[42 + 240 + 1] = (byte) 255;
      Dhcp4Type type = question.type() == Dhcp4Type.DISCOVER ? Dhcp4Type.OFFER : Dhcp4Type.ACK;
      return List.of(
          Arrays.copyOf(cut, 100),
          overrun,
          server.answer(question, type, Ipv4Address.parse("10.8.0.1")),
          server.answer(question, type, ADDRESS));
    });
    assertThat(pool.requestAddress(any("web", MAC)).address()).isEqualTo(ADDRESS);
  }

  @Test
  void areNotTakenFromAServerThatRefuses() {
    server.answering(question ->
        List.of(
            server.answer(
                question,
                question.type() == Dhcp4Type.DISCOVER ? Dhcp4Type.OFFER : Dhcp4Type.NAK,
                ADDRESS)));
    assertThatExceptionOfType(NetworkException.Unavailable.class)
        .isThrownBy(() -> pool.requestAddress(any("web", MAC)))
        .withMessageContaining("server 10.9.0.1 refuses it");
    assertThat(pool.held()).contains(Map.of());
  }

  @Test
  void ofEndpointsThatShareAMacAddressAreToldApart() {
    AddressHolder web = new AddressHolder.Endpoint("web", Optional.empty());
    pool.requestAddress(AddressRequest.any(web));
    server.leasing("10.9.0.78");
    pool.requestAddress(AddressRequest.any(new AddressHolder.Endpoint("db", Optional.empty())));
    MacAddress first = server.asked().getFirst().hardware();
    assertThat(first.locallyAdministered() && !first.multicast()).isTrue();
    assertThat(server.asked().getLast().hardware()).isNotEqualTo(first);
    ipam.close();
    ipam = driver();
    server.asked().clear();
    ipam.restorePool(exactly(SUBNET), pool.token()).restoreAddress(ADDRESS, web);
    eventually(() -> !server.asked().isEmpty(), "a question");
    assertThat(server.asked().getFirst().hardware()).isEqualTo(first);
  }

  @Test
  void ofServicesAreNotLeased() {
    assertThatExceptionOfType(NetworkException.NotImplemented.class)
        .isThrownBy(() -> pool.requestAddress(AddressRequest.any(new AddressHolder.Service("db"))))
        .withMessageContaining("service db");
  }

  @Test
  void ofTheNetworkItselfAreItsOwn() {
    AddressHolder auxiliary = new AddressHolder.Auxiliary("web", "printer");
    IpAddress printer = IpAddress.parse("10.9.0.9");
    pool.requestAddress(AddressRequest.exactly(printer, auxiliary));
    assertThat(server.asked()).isEmpty();
    assertThat(pool.held()).contains(Map.of(printer, auxiliary));
    server.leasing("10.9.0.9");
    assertThatExceptionOfType(NetworkException.Unavailable.class)
        .isThrownBy(() -> pool.requestAddress(any("web", MAC)))
        .withMessageContaining("held for auxiliary address printer of network web");
  }

  @Test
  void areNotWaitedForByWhoeverIsInterrupted() {
    server.answering(_ -> List.of());
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(NetworkException.Cancelled.class)
        .isThrownBy(() -> pool.requestAddress(any("web", MAC)));
    assertThat(Thread.interrupted()).isTrue();
  }
}
