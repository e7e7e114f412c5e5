package io.libnetwork.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.address.Ipv4Address;
import io.libnetwork.address.MacAddress;
import io.libnetwork.dhcp.message.Advertisements;
import io.libnetwork.dhcp.message.Dhcp4Options;
import io.libnetwork.dhcp.message.Dhcp4Type;
import io.libnetwork.spi.AddressHolder;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressRequest;
import io.libnetwork.spi.AddressSpace;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.spi.PoolRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DhcpIpamTest {

  private static final MacAddress MAC = MacAddress.parse("02:42:0a:01:02:03");
  private static final MacAddress OTHER_MAC = MacAddress.parse("02:42:0a:01:02:04");
  private static final IpPrefix SUBNET = IpPrefix.parse("10.9.0.0/24");
  private static final Ipv4Address ADDRESS = Ipv4Address.parse("10.9.0.77");
  private static final DhcpSettings QUICK =
      new DhcpSettings(Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofMillis(50));

  private Lan lan;
  private ScriptedServer server;
  private DhcpIpam ipam;

  @BeforeEach
  void open() {
    lan = Lan.create();
    server = new ScriptedServer(lan);
    server.leasing("10.9.0.77");
    ipam = driver();
  }

  @AfterEach
  void close() {
    ipam.close();
    server.close();
    lan.host().host().close();
    assertThat(lan.leaks()).isEmpty();
    lan.close();
  }

  private DhcpIpam driver() {
    return DhcpIpam.on(lan.host().host(), new Random(11), QUICK);
  }

  private static PoolRequest request() {
    return PoolRequest.any(DhcpIpam.SPACE, IpFamily.V4, "network web")
        .withOptions(Map.of(DhcpIpam.INTERFACE, Lan.INTERFACE));
  }

  private static PoolRequest exactly(IpPrefix prefix) {
    return PoolRequest.exactly(DhcpIpam.SPACE, prefix, "network web")
        .withOptions(Map.of(DhcpIpam.INTERFACE, Lan.INTERFACE));
  }

  private static AddressHolder endpoint(String name, MacAddress mac) {
    return new AddressHolder.Endpoint(name, Optional.of(mac));
  }

  private static AddressRequest any(String name, MacAddress mac) {
    return AddressRequest.any(endpoint(name, mac));
  }

  private static void eventually(BooleanSupplier condition, String what) {
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }

  @Nested
  class Pools {

    @Test
    void areWhatAServerSays() {
      AddressPool pool = ipam.requestPool(request());
      assertThat(pool.prefix()).isEqualTo(SUBNET);
      assertThat(pool.gateway()).contains(InterfaceAddress.parse("10.9.0.1/24"));
      assertThat(pool.gatewayElsewhere()).isTrue();
      assertThat(pool.id().toString()).isEqualTo("dhcp-lan0/10.9.0.0/24");
      assertThat(server.types()).containsExactly(Dhcp4Type.DISCOVER);
      assertThat(server.asked().getFirst().hardware()).isEqualTo(lan.mac());
    }

    @Test
    void maySayTheirSubnetThemselves() {
      assertThat(ipam.requestPool(exactly(IpPrefix.parse("10.9.0.0/16"))).prefix().length())
          .isEqualTo(16);
      ipam.close();
      ipam = driver();
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> ipam.requestPool(exactly(IpPrefix.parse("10.8.0.0/24"))))
          .withMessage(
              "invalid pool 10.8.0.0/24: server 10.9.0.1 on interface lan0 leases 10.9.0.77, which"
                  + " is not in it");
    }

    @Test
    void areOneForEachSegment() {
      AddressPool pool = ipam.requestPool(request());
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> ipam.requestPool(request()))
          .withMessageContaining("pool 10.9.0.0/24 on interface lan0 overlaps 10.9.0.0/24");
      pool.release();
      pool.release();
      ipam.requestPool(request());
      assertThatExceptionOfType(NetworkException.NotFound.class)
          .isThrownBy(() -> pool.requestAddress(any("web", MAC)));
    }

    @Test
    void needServers() {
      server.answering(_ -> List.of());
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> ipam.requestPool(request()))
          .withMessageStartingWith("no DHCP server answered on interface lan0 within 1 s: look");
    }

    @Test
    void areRefusedWhereAnInterfaceCannotBe() {
      for (String name : List.of("nosuch0", "lo", "port0", "a/b")) {
        if (name.equals("port0")) {
          lan.host().run("ip", "link", "add", "br0", "type", "bridge");
          lan.host().run("ip", "link", "add", name, "type", "veth", "peer", "end0");
          lan.host().run("ip", "link", "set", name, "master", "br0");
        }
        assertThatExceptionOfType(NetworkException.InvalidParameter.class)
            .isThrownBy(
                () -> ipam.requestPool(request().withOptions(Map.of(DhcpIpam.INTERFACE, name))))
            .withMessageContaining(name)
            .withMessageStartingWith("invalid IPAM option interface");
      }
      lan.host().run("ip", "link", "del", "port0");
      lan.host().run("ip", "link", "del", "br0");
      lan.host().run("ip", "link", "set", Lan.INTERFACE, "down");
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> ipam.requestPool(request()))
          .withMessageContaining("interface lan0 is down");
    }

    @Test
    void areRefusedWhereOptionsAreNotUnderstood() {
      refused(request().withOptions(Map.of()), "network web has no IPAM option interface");
      refused(
          request().withOptions(Map.of("interface", "lan0", "color", "red")),
          "unknown IPAM options [color]: the driver dhcp knows interface");
      refused(exactly(SUBNET).withSubPool(IpPrefix.parse("10.9.0.128/25")), "range 10.9.0.128/25");
      refused(
          new PoolRequest(
              AddressSpace.LOCAL_DEFAULT,
              IpFamily.V4,
              new PoolChoice.Any(),
              Optional.empty(),
              List.of(),
              request().options(),
              "network web"),
          "address space LocalDefault");
      refused(
          new PoolRequest(
              DhcpIpam.SPACE,
              IpFamily.V4,
              new PoolChoice.AnyOfLength(24),
              Optional.empty(),
              List.of(),
              request().options(),
              "network web"),
          "pool of length 24");
      assertThat(server.asked()).isEmpty();
    }

    private void refused(PoolRequest request, String why) {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> ipam.requestPool(request))
          .withMessageContaining(why);
    }
  }

  @Nested
  class Addresses {

    private AddressPool pool;

    @BeforeEach
    void request() {
      pool = ipam.requestPool(DhcpIpamTest.request());
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
      AddressPool again = ipam.requestPool(DhcpIpamTest.request());
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
          .withMessageContaining("no DHCP server answered on interface lan0 within 1 s");
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofMillis(990), Duration.ofSeconds(3));
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
      ipam.restorePool(exactly(SUBNET), pool.token())
          .restoreAddress(AddressRequest.exactly(ADDRESS, web));
      eventually(() -> !server.asked().isEmpty(), "a question");
      assertThat(server.asked().getFirst().hardware()).isEqualTo(first);
    }

    @Test
    void ofServicesAreNotLeased() {
      assertThatExceptionOfType(NetworkException.NotImplemented.class)
          .isThrownBy(
              () -> pool.requestAddress(AddressRequest.any(new AddressHolder.Service("db"))))
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

  @Nested
  class AfterARestart {

    private AddressPool restored() {
      AddressPool pool = ipam.requestPool(request());
      pool.requestAddress(any("web", MAC));
      ipam.close();
      ipam = driver();
      server.asked().clear();
      return ipam.restorePool(exactly(SUBNET), pool.token());
    }

    @Test
    void leasesAreConfirmed() {
      AddressPool pool = restored();
      assertThat(pool.gateway()).contains(InterfaceAddress.parse("10.9.0.1/24"));
      assertThat(server.asked()).isEmpty();
      pool.restoreAddress(AddressRequest.exactly(ADDRESS, endpoint("web", MAC)));
      eventually(() -> !server.asked().isEmpty(), "a question");
      assertThat(server.types()).containsExactly(Dhcp4Type.REQUEST);
      assertThat(server.asked().getFirst().options().address(Dhcp4Options.REQUESTED_ADDRESS))
          .contains(ADDRESS);
      assertThat(pool.held()).contains(Map.of(ADDRESS, endpoint("web", MAC)));
    }

    @Test
    void nobodyWaitsForAServerThatIsAway() {
      AddressPool pool = restored();
      server.answering(_ -> List.of());
      long begin = System.nanoTime();
      assertThat(pool.restoreAddress(AddressRequest.exactly(ADDRESS, endpoint("web", MAC))))
          .isEqualTo(InterfaceAddress.parse("10.9.0.77/24"));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(500));
    }

    @Test
    void nobodyWaitsForAnInterfaceThatIsAway() {
      AddressPool pool = restored();
      lan.host().run("ip", "link", "set", Lan.INTERFACE, "down");
      pool.restoreAddress(AddressRequest.exactly(ADDRESS, endpoint("web", MAC)));
      lan.host().run("ip", "link", "set", Lan.INTERFACE, "up");
      assertThat(pool.held()).contains(Map.of(ADDRESS, endpoint("web", MAC)));
    }

    @Test
    void aTokenThatIsNoneIsRefused() {
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> ipam.restorePool(exactly(SUBNET), "10.9"))
          .withMessage("malformed token of a pool \"10.9\": expected router=ADDRESS salt=NUMBER");
    }
  }

  @Nested
  class OfIpv6 {

    private static final String DOCUMENTED = "20010db8000900000000000000000000";
    private static final IpPrefix PREFIX = IpPrefix.parse("2001:db8:9::/64");

    private PoolRequest request() {
      return PoolRequest.any(DhcpIpam.SPACE, IpFamily.V6, "network web")
          .withOptions(Map.of(DhcpIpam.INTERFACE, Lan.INTERFACE));
    }

    /// A router that says this every few milliseconds for as long as somebody looks for one.
    private <T> T advertised(byte[] frame, Supplier<T> looking) {
      CompletableFuture<T> looked = CompletableFuture.supplyAsync(looking);
      while (!looked.isDone()) {
        server.send(frame);
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
      try {
        return looked.join();
      } catch (CompletionException failed) {
        throw failed.getCause() instanceof NetworkException refused ? refused : failed;
      }
    }

    private byte[] usual() {
      return Advertisements.frame("00", Advertisements.prefix(64, 0xc0, 3600, DOCUMENTED));
    }

    @Test
    void addressesAreMadeOfMacAddresses() {
      AddressPool pool = advertised(usual(), () -> ipam.requestPool(request()));
      assertThat(pool.prefix()).isEqualTo(PREFIX);
      assertThat(pool.gateway()).contains(InterfaceAddress.parse("fe80::1/64"));
      assertThat(pool.gatewayElsewhere()).isTrue();
      assertThat(pool.requestAddress(any("web", MAC)))
          .isEqualTo(InterfaceAddress.parse("2001:db8:9::42:aff:fe01:203/64"));
      assertThatExceptionOfType(NetworkException.Forbidden.class)
          .isThrownBy(() -> pool.requestAddress(any("other", MAC)))
          .withMessageContaining("is held for endpoint web already");
      IpAddress named = IpAddress.parse("2001:db8:9::7");
      pool.requestAddress(AddressRequest.exactly(named, endpoint("seven", OTHER_MAC)));
      pool.releaseAddress(IpAddress.parse("2001:db8:9::42:aff:fe01:203"));
      assertThat(pool.held()).contains(Map.of(named, endpoint("seven", OTHER_MAC)));
      assertThatExceptionOfType(NetworkException.InvalidParameter.class)
          .isThrownBy(() -> pool.releaseAddress(IpAddress.parse("2001:db8:8::7")));
      pool.release();
      assertThatExceptionOfType(NetworkException.NotFound.class)
          .isThrownBy(() -> pool.requestAddress(any("web", MAC)));
      assertThat(server.asked()).isEmpty();
    }

    @Test
    void poolsAreFoundAgain() {
      AddressPool pool = advertised(usual(), () -> ipam.requestPool(request()));
      ipam.close();
      ipam = driver();
      AddressPool again =
          ipam.restorePool(
              PoolRequest.exactly(DhcpIpam.SPACE, PREFIX, "network web")
                  .withOptions(request().options()),
              pool.token());
      assertThat(again.gateway()).isEqualTo(pool.gateway());
      IpAddress address = IpAddress.parse("2001:db8:9::42:aff:fe01:203");
      assertThat(
              again.restoreAddress(AddressRequest.exactly(address, endpoint("web", MAC))).address())
          .isEqualTo(address);
    }

    @Test
    void poolsNeedARouter() {
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> ipam.requestPool(request()))
          .withMessageContaining("no IPv6 router answered on interface lan0 within 1 s");
    }

    @Test
    void poolsNeedAPrefixForEverybody() {
      byte[] managed =
          Advertisements.frame("80", Advertisements.prefix(64, 0x80, 3600, DOCUMENTED));
      assertThatExceptionOfType(NetworkException.Unavailable.class)
          .isThrownBy(() -> advertised(managed, () -> ipam.requestPool(request())))
          .withMessageContaining(
              "router fe80::1 has [2001:db8:9::/64] and leaves addresses to DHCPv6, which is not"
                  + " asked here");
    }
  }

  @Nested
  class Interfaces {

    @Test
    void mayHaveAMacvlanWithTheAddressThatIsAskedFor() {
      lan.host()
          .run(
              "ip",
              "link",
              "add",
              "link",
              Lan.INTERFACE,
              "name",
              "mv0",
              "address",
              MAC.toString(),
              "type",
              "macvlan",
              "mode",
              "bridge");
      lan.host().run("ip", "link", "set", "mv0", "up");
      AddressPool pool = ipam.requestPool(request());
      assertThat(pool.requestAddress(any("web", MAC)).address()).isEqualTo(ADDRESS);
      lan.host().run("ip", "link", "del", "mv0");
    }

    @Test
    void mayBeABridge() {
      lan.host().run("ip", "link", "add", "br0", "type", "bridge");
      lan.host().run("ip", "link", "set", Lan.INTERFACE, "master", "br0");
      lan.host().run("ip", "link", "set", "br0", "up");
      AddressPool pool = ipam.requestPool(request().withOptions(Map.of(DhcpIpam.INTERFACE, "br0")));
      assertThat(pool.requestAddress(any("web", MAC)).address()).isEqualTo(ADDRESS);
      lan.host().run("ip", "link", "del", "br0");
    }
  }

  @Test
  void anInterfaceThatComesBackIsUsedAgain() {
    AddressPool pool = ipam.requestPool(request());
    server.close();
    lan.replug();
    server = new ScriptedServer(lan);
    server.leasing("10.9.0.77");
    assertThat(pool.requestAddress(any("web", MAC)).address()).isEqualTo(ADDRESS);
  }
}
