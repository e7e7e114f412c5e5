package io.libnetwork.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.libnetwork.NetworkException;
import io.libnetwork.address.InterfaceAddress;
import io.libnetwork.address.IpFamily;
import io.libnetwork.address.IpPrefix;
import io.libnetwork.dhcp.message.Dhcp4Options;
import io.libnetwork.dhcp.message.Dhcp4Type;
import io.libnetwork.spi.AddressPool;
import io.libnetwork.spi.AddressSpace;
import io.libnetwork.spi.PoolChoice;
import io.libnetwork.spi.PoolRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DhcpIpamTest extends ScriptedSegment {

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
          .withMessageStartingWith("no DHCP server answered on interface lan0 within 2 s: look");
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
          "unknown IPAM options [color]: the driver dhcp knows interface and ipv6");
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
      pool.restoreAddress(ADDRESS, endpoint("web", MAC));
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
      pool.restoreAddress(ADDRESS, endpoint("web", MAC));
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(QUICK.deadline());
      assertThat(pool.held()).contains(Map.of(ADDRESS, endpoint("web", MAC)));
    }

    @Test
    void nobodyWaitsForAnInterfaceThatIsAway() {
      AddressPool pool = restored();
      lan.host().run("ip", "link", "set", Lan.INTERFACE, "down");
      pool.restoreAddress(ADDRESS, endpoint("web", MAC));
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
